"""Style transfer of a user's own pictures, as a person sees it in a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console

from ..style.pictures import check_writable, read_picture, write_picture


def paint(
    content: Path,
    style: Path,
    out: Path,
    console: Console,
    size: int = 256,
    steps: int = 100,
    every: int = 0,
    force: bool = False,
    **settings: Any,
) -> None:
    """Read two pictures, paint the one in the manner of the other, and write the result, and frames on the way."""
    photograph, painting = (read_picture(path, size) for path in (content, style))
    frames = range(0, steps + 1, every) if every else ()
    targets = {step: frame_path(out, step, steps) for step in frames}
    for target in (out, *targets.values()):
        if any(target.exists() and target.samefile(source) for source in (content, style)):
            raise FileExistsError(f"{target} is one of the two pictures; another name is needed")
        check_writable(target, force)
    from ..style import transfer  # now, since it loads TensorFlow

    height, width = photograph.shape[:2]
    made = transfer(photograph, painting, steps=steps, frames=frames, **settings)
    for step, frame in made.frames.items():
        write_picture(targets[step], frame, force)
    write_picture(out, made.image, force)
    console.print(
        f"{out}: {width}×{height} pixels after {steps} steps in {made.seconds:.0f} s; "
        f"the cost fell from {made.costs[0].total:.3g} to {made.costs[-1].total:.3g}.",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )


def frame_path(out: Path, step: int, steps: int) -> Path:
    """Where the picture of a step goes: beside the last one, numbered so that names sort.

    >>> frame_path(Path("cat.png"), 5, 100).name
    'cat-005.png'
    """
    return out.with_name(f"{out.stem}-{step:0{len(str(steps))}d}{out.suffix}")

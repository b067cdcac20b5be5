"""Runs of style transfer that are too long for a page: their pictures and costs, as they ship with the course.

`python -m tests.benchmarks.style_runs` makes them; each is NAME.json beside its pictures.
"""

import hashlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnn_helpers.style.objective import Costs

FOLDER = Path(__file__).with_name("runs")
MAKE = "make it: python -m tests.benchmarks.style_runs"


@dataclass(frozen=True)
class RecordedRun:
    """One run, as it was recorded.

    settings: "content" and "style", the name and width of each picture, and "transfer", the arguments of `transfer`;
    totals: the total cost at the start and after every step; last: the Costs of the picture; contents, likeness:
    {step: value}, the content cost, and the correlation of the picture's brightness with the content's; seconds: of
    processor time, all included; machine: what it ran on; files: {step: (path, SHA-256)} of its pictures.
    """

    name: str
    settings: dict[str, Any]
    totals: list[float]
    last: Costs
    contents: dict[int, float]
    likeness: dict[int, float]
    seconds: float
    machine: dict[str, Any]
    files: dict[int, tuple[Path, str]]

    def picture(self, step: int | None = None) -> NDArray:
        """Return the picture (n_H, n_W, 3) of a step, by default the last, float32 from 0 to 1.

        Raises ValueError for a step whose picture does not ship, OSError when the file is not the recorded one.
        """
        content = self.file(step)
        with Image.open(io.BytesIO(content)) as image:
            return np.asarray(image.convert("RGB"), np.float32) / 255

    def file(self, step: int | None = None) -> bytes:
        """Return the bytes of the picture's JPEG file; raises what `picture` raises."""
        step = max(self.files) if step is None else step
        if step not in self.files:
            raise ValueError(
                f"{self.name} has no picture of step {step}; one of {list(self.files)} is needed"
            )
        path, digest = self.files[step]
        content = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(content).hexdigest() != digest:
            raise OSError(f"{path} is not the picture of its log {self.name}.json (its SHA-256 differs)")
        return content


def recorded_run(name: str, folder: Path = FOLDER) -> RecordedRun:
    """Return the RecordedRun of that name.

    folder: where NAME.json lies. Raises FileNotFoundError where there is none, OSError when it is damaged.
    """
    path = folder / f"{name}.json"
    if not path.is_file():
        raise FileNotFoundError(f"{path}, the log of a run, is missing; {MAKE} {name}")
    try:
        log = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as problem:
        raise OSError(f"{path} is damaged: {problem}") from None
    contents, likenesses = (
        {int(step): value for step, value in log[kind].items()} for kind in ("contents", "likeness")
    )
    return RecordedRun(
        name,
        log["settings"],
        log["totals"],
        Costs(**log["last"]),
        contents,
        likenesses,
        log["seconds"],
        log["machine"],
        {int(step): (folder / one["file"], one["sha256"]) for step, one in log["pictures"].items()},
    )

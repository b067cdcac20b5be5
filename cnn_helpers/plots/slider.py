"""Pictures of which a reader chooses one with a slider; nothing is asked of another machine."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class PictureSlider:
    """A slider over pictures, which a page shows as HTML; `book/_static/picture-slider.js` moves it.

    Without that script the last picture is shown. The slider is the browser's own, so the arrow keys move it too.
    """

    files: tuple[bytes, ...]
    labels: tuple[str, ...]
    alts: tuple[str, ...]
    name: str
    caption: str

    def __repr__(self) -> str:
        return f"{self.name}: {', '.join(self.labels)}"

    def _repr_html_(self) -> str:
        last = len(self.files) - 1
        pictures = "".join(
            f'<img alt="{escape(alt)}" data-label="{escape(label)}"{"" if number == last else " hidden"} '
            f'src="data:image/jpeg;base64,{base64.b64encode(file).decode()}">'
            for number, (file, label, alt) in enumerate(zip(self.files, self.labels, self.alts, strict=True))
        )
        return (
            f'<figure class="picture-slider">{pictures}<label>{escape(self.name)} '
            f'<input type="range" min="0" max="{last}" step="1" value="{last}" autocomplete="off" '
            f'aria-valuetext="{escape(self.labels[last])}"> <output>{escape(self.labels[last])}</output></label>'
            f"<figcaption>{escape(self.caption)}</figcaption></figure>"
        )


def picture_slider(
    files: Sequence[bytes], labels: Sequence[str], alts: Sequence[str], name: str, caption: str
) -> PictureSlider:
    """Return a slider over pictures for a page.

    files: the bytes of JPEG files of one size; labels: what the slider says at each; alts: what each shows, for those
    who cannot see it; name: what the slider chooses, such as "step"; caption: the text below. Raises ValueError for
    fewer than two pictures, for files that are no JPEG, and unless there are as many labels and alts.

    >>> start = bytes.fromhex("ffd8ff")
    >>> picture_slider([start, start], ["0", "10"], ["a cat", "a cat of glass"], "step", "A cat.")
    step: 0, 10
    """
    if len(files) < 2 or not len(files) == len(labels) == len(alts):
        raise ValueError(
            f"{len(files)} pictures, {len(labels)} labels and {len(alts)} alternative texts were given; as many of "
            "each, at least two, are needed"
        )
    for label, file in zip(labels, files, strict=True):
        if not file.startswith(b"\xff\xd8\xff"):
            raise ValueError(
                f"the picture {label!r} begins with {file[:4]!r}; the bytes of a JPEG file are needed"
            )
    return PictureSlider(tuple(files), tuple(labels), tuple(alts), name, caption)

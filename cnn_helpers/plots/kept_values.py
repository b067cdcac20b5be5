"""Keep a cell's results, so that the text of its page can quote them."""

from typing import Any


def keep(**values: Any) -> None:
    """Keep results under their names: the page's text quotes them as {glue:text}`name`.

    values: numbers, NumPy scalars or texts. Nothing is shown where `keep` stands.
    """
    from myst_nb import glue

    for name, value in values.items():
        glue(name, value.item() if hasattr(value, "item") else value, display=False)

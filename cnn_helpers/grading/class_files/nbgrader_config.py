"""The `nbgrader_config.py` of a class folder, so that nbgrader's own programs work there."""

from __future__ import annotations

from pathlib import Path

from traitlets.config import Config

from ..assignments.nbgrader_setup import prepare_environment, settings
from ..assignments.release import write_sources

CLASS_CONFIG = '''"""nbgrader's settings for this class; run `jupyter lab` or `nbgrader` in this folder."""

from pathlib import Path

from cnn_helpers.grading.class_files.nbgrader_config import configure

configure(get_config(), Path(__file__).parent)
'''


def configure(config: Config, class_dir: Path) -> None:
    """Set a config file's `c` up for the class folder: what `nbgrader_config.py` files call."""
    class_dir = Path(class_dir).resolve()
    prepare_environment(class_dir)
    write_sources(class_dir / "source")
    config.merge(settings(class_dir))


def write_config(class_dir: Path) -> None:
    """Put an nbgrader_config.py into a class folder that has none, so that nbgrader's programs work there."""
    path = class_dir / "nbgrader_config.py"
    if not path.exists():
        path.write_text(CLASS_CONFIG, encoding="utf-8")

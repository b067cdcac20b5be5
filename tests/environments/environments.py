"""Environments that hold the course with one of its extras, and nothing else.

`linked` makes one in seconds, without the network, of links to what is installed here. `installed` makes one with pip.
"""

import os
import subprocess
import sysconfig
import tomllib
import venv
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).parents[2]
SITE = Path(sysconfig.get_path("purelib"))
NAME = "cnn-helpers"
BASE = "base"


def declared() -> dict[str, list[Requirement]]:
    """What pyproject.toml declares, by extra; what everyone gets stands under `base`."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = {BASE: project["dependencies"], **project["optional-dependencies"]}
    return {group: [Requirement(line) for line in lines] for group, lines in groups.items()}


def brought(extra: str) -> set[str]:
    """The names of all packages that `pip install cnn-helpers[EXTRA]` brings, read from what is installed here."""
    groups = declared()
    waiting = [*groups[BASE], *(groups[extra] if extra != BASE else ())]
    seen: set[tuple[str, str]] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name == NAME:
            waiting += [one for included in requirement.extras for one in groups[included]]
            continue
        for part in ("", *requirement.extras):
            if (name, part) not in seen:
                seen.add((name, part))
                waiting += needed_by(name, part)
    return {name for name, _ in seen}


def needed_by(name: str, extra: str) -> list[Requirement]:
    """What a package's metadata says it needs on this machine, with one of its extras."""
    requirements = [Requirement(line) for line in metadata.requires(name) or ()]
    return [r for r in requirements if not r.marker or r.marker.evaluate({"extra": extra})]


def linked(extra: str, folder: Path) -> Path:
    """Make an environment of links to the installed packages that an extra brings; return its interpreter."""
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    (site,) = folder.glob("lib/python*/site-packages")
    wanted = brought(extra)
    owners: dict[str, set[str]] = {}
    for distribution in metadata.distributions(path=[str(SITE)]):
        name = canonicalize_name(distribution.name)
        for path in recorded(distribution):
            owners.setdefault(path, set()).add(name)
        if name in wanted:
            write_programs(distribution, python)
    link_owned("", owners, wanted, site)
    link_course(site)
    for shared in ("share", "etc"):  # nbconvert's templates, Jupyter's kernels
        if (SITE.parents[2] / shared).exists():
            (folder / shared).symlink_to(SITE.parents[2] / shared)
    return python


def recorded(distribution: metadata.Distribution) -> set[str]:
    """The files that a package installed, and the folders that they lie in, as paths below site-packages."""
    lines = (distribution.read_text("RECORD") or "").splitlines()
    files = {line.split(",", 1)[0] for line in lines if "__pycache__" not in line}
    folders: set[str] = set()
    for path in files:
        while (path := path.rpartition("/")[0]) and path not in folders:
            folders.add(path)
    return files | folders


def link_owned(folder: str, owners: dict[str, set[str]], wanted: set[str], site: Path) -> None:
    """Link what belongs to wanted packages alone, and look into the folders that they share with others."""
    for child in sorted((SITE / folder).iterdir()):
        path = f"{folder}/{child.name}" if folder else child.name
        of = owners.get(path, set())
        if of and of <= wanted:
            (site / path).symlink_to(child)
        elif of & wanted and child.is_dir():
            (site / path).mkdir()
            link_owned(path, owners, wanted, site)


def link_course(site: Path) -> None:
    """The course itself, as an editable install has it."""
    (site / "course.pth").write_text(f"{PROJECT}\n", encoding="utf-8")
    (facts,) = SITE.glob("cnn_helpers-*.dist-info")
    (site / facts.name).symlink_to(facts)
    write_programs(metadata.distribution(NAME), site.parents[2] / "bin" / "python")


def write_programs(distribution: metadata.Distribution, python: Path) -> None:
    """The programs of a package, to be run by this interpreter."""
    for entry in distribution.entry_points:
        if entry.group == "console_scripts":
            program = python.with_name(entry.name)
            call = (
                f"import sys; from {entry.module} import {entry.attr.split('.')[0]}; sys.exit({entry.attr}())"
            )
            program.write_text(f"#!{python}\n{call}\n", encoding="utf-8")
            program.chmod(0o755)


def installed(extra: str, folder: Path) -> Path:
    """Make an environment with pip, from pyproject.toml and constraints.txt; return its interpreter."""
    venv.create(folder, with_pip=True, clear=True)
    python = folder / "bin" / "python"
    what = f"{PROJECT}[{extra}]" if extra != BASE else str(PROJECT)
    quiet = ["--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [python, "-m", "pip", "install", *quiet, "-c", PROJECT / "constraints.txt", "-e", what], check=True
    )
    return python


def run(python: Path, extra: str, folder: Path) -> subprocess.CompletedProcess:
    """Run an extra's smoke test in a folder of its own; what it says and its exit code."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))
    }
    path = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
    smoke = Path(__file__).with_name("smoke") / f"{extra}.py"
    folder.mkdir(parents=True, exist_ok=True)
    return subprocess.run(
        [python, smoke], cwd=folder, env=kept | {"PATH": path}, text=True, capture_output=True, timeout=900
    )

"""Rooms whose names are loaded when first used: what their stubs say is there, and nothing else is loaded.

The order in which rooms import each other is held by `lint-imports` (see pyproject.toml), which reads no stubs.
"""

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import cnn_helpers

PACKAGE = Path(cnn_helpers.__file__).parent
STUBS = sorted(PACKAGE.rglob("*.pyi"))
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))
HEAVY = ("tensorflow", "keras")


def imports(stub: Path) -> list[ast.ImportFrom]:
    return [node for node in ast.parse(stub.read_text()).body if isinstance(node, ast.ImportFrom)]


def room_of(stub: Path) -> str:
    return ".".join(stub.parent.relative_to(PACKAGE.parent).parts)


@pytest.fixture(params=STUBS, ids=[room_of(stub) for stub in STUBS])
def stub(request):
    return request.param


def test_lazy_rooms_are_found():
    assert "cnn_helpers.models" in map(room_of, STUBS)


def test_every_name_of_a_stub_is_there_and_is_made_where_the_stub_says(stub):
    room = import_module(room_of(stub))
    given = {alias.name: node.module for node in imports(stub) for alias in node.names}
    assert sorted(given) == sorted(room.__all__)
    for name, module in given.items():
        assert getattr(room, name) is getattr(import_module(f"{room_of(stub)}.{module}"), name)


def test_stub_names_only_modules_of_its_own_room(stub):
    assert {node.level for node in imports(stub)} == {1}


def test_no_module_of_a_lazy_room_is_named_like_a_public_name(stub):
    """Importing `room.iou` the module would put it in the place of `room.iou` the function."""
    modules = {path.stem for path in stub.parent.glob("*.py")} | {
        path.name for path in stub.parent.glob("*/")
    }
    names = {alias.name for node in imports(stub) for alias in node.names}
    assert modules & names == set()


def test_importing_all_rooms_loads_neither_tensorflow_nor_keras():
    asked = "; ".join(f"import cnn_helpers.{room}" for room in ROOMS)
    program = f"import sys; {asked}; print(sorted({set(HEAVY)} & set(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"

"""Templates in the places that CONTRIBUTING.md names for their copies, without a copy."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

PROJECT = Path(__file__).parents[2]
TEMPLATES = PROJECT / "templates"


def module_of(template: str, name: str) -> ModuleType:
    """The template, imported as the module `name`, which is where its copy would lie."""
    spec = importlib.util.spec_from_file_location(name, TEMPLATES / template)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def those_of(module: ModuleType) -> dict:
    """The tests and fixtures of a template's test file, for pytest to collect where they are put."""
    fixtures = {
        name for name, value in vars(module).items() if type(value).__name__ == "FixtureFunctionDefinition"
    }
    return {
        name: value for name, value in vars(module).items() if name.startswith("test_") or name in fixtures
    }

"""Asking functions that live in this process: a student's own notebook, or a teacher who trusts a class."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..assignments.function_calls import asking
from ..assignments.published import PublicQuestion, find
from ..values.answers import Outcome
from .forbidden_modules import without
from .judge import helpers_called, overwritten_in

if TYPE_CHECKING:
    from ..assignments.solution import Solution


class LocalFunctions:
    """A student whose functions are a notebook's own; `solution` has the right helpers, where there is one.

    `assignment` is the notebook's, and that of the solution where it is not named.
    """

    def __init__(
        self,
        name: str,
        function: Callable,
        solution: Solution | None = None,
        assignment: str | None = None,
    ):
        self.assignment = assignment or (solution.assignment.name if solution else None)
        self.namespace = getattr(function, "__globals__", {})
        self.solution = solution
        self.own = {name: function}
        self._callers: dict[tuple, Callable] = {}  # each asks once about equal arguments

    def function(self, name: str) -> Callable | None:
        return self.own.get(name) or self.namespace.get(name)

    def public(self, name: str) -> PublicQuestion:
        return find(name, self.assignment)

    def ask(self, name: str, cases: list[tuple], mended: tuple[str, ...] = ()) -> list[Outcome]:
        question, function = self.public(name), self.function(name)
        if function is None or not callable(function):
            return [Outcome(error="NotAsked", text=f"`{name}` is not defined")] * len(cases)
        if (name, mended) not in self._callers:
            self._callers[name, mended] = asking(question, function, question.call_seconds)
        call = self._callers[name, mended]
        with self._references_for(mended), without(question.forbidden, self.namespace):
            return [call(args) for args in cases]

    def helpers_of(self, name: str) -> list[str]:
        return helpers_called(self.function(name), self.public(name).helpers)

    def overwritten_in(self, name: str) -> list[str]:
        return overwritten_in(self.function(name), self.namespace)

    @contextmanager
    def _references_for(self, helpers: tuple[str, ...]) -> Iterator[None]:
        """While this lasts, right versions of `helpers` are called in place of the student's."""
        own = {helper: self.namespace[helper] for helper in helpers if helper in self.namespace}
        right = self.solution.references if self.solution else {}
        self.namespace.update({helper: right[helper] for helper in helpers})
        try:
            yield
        finally:
            for helper in helpers:
                self.namespace.pop(helper, None)
            self.namespace.update(own)

"""Goals that an answer reaches or misses, where no single answer is the right one: a network that was trained."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from .answers import Outcome
from .generated_arguments import values


@dataclass(frozen=True)
class Accuracy:
    """At least the share `at_least` of the predictions is right; `of` is what messages call the examples.

    Predictions are one row of scores an example, the largest of which counts, or one class an example.
    """

    at_least: float
    of: str = "unseen examples"

    def __post_init__(self) -> None:
        if not 0 < self.at_least <= 1:
            raise ValueError(
                f"an accuracy of at least {self.at_least}; a share above 0, at most 1, is needed"
            )

    def problem(self, labels: Any, predictions: Any, name: str) -> str | None:
        """What is missing, in one sentence; None when the goal is reached."""
        labels = np.asarray(values(labels))
        if not isinstance(predictions, np.ndarray) or predictions.ndim not in (1, 2):
            return (
                f"{name} is no array of predictions: a row of scores, or a class, for each example is needed"
            )
        if len(predictions) != len(labels):
            return f"{name} holds {len(predictions)} predictions; {len(labels)} are needed"
        right = int(np.sum(_chosen(predictions) == labels))
        if right >= self.at_least * len(labels) - 1e-9:
            return None
        return (
            f"{right / len(labels):.0%} of the {self.of} are recognised ({right} of {len(labels)}); "
            f"{self.at_least:.0%} are needed"
        )

    def verdict(self, labels: Any, outcome: Outcome) -> Outcome:
        """The outcome by which mistakes are told apart: reached or missed, whatever the predictions are."""
        if outcome.error is not None:
            return outcome
        return Outcome("reached" if self.problem(labels, outcome.value, "") is None else "missed")

    def to_dict(self) -> dict:
        return asdict(self)


def _chosen(predictions: np.ndarray) -> np.ndarray:
    """The class of each example; -1 where scores are no numbers."""
    if predictions.ndim == 1:
        return predictions
    if not predictions.shape[1]:
        return np.full(len(predictions), -1)
    known = np.isfinite(predictions).all(axis=1)
    return np.where(known, np.argmax(predictions, axis=1), -1)


def accuracy(at_least: float, of: str = "unseen examples") -> Accuracy:
    """The goal that this share of predictions equals the labels that the grader keeps to itself.

    >>> accuracy(0.75, of="unseen scenes").problem([0, 1, 1, 2], np.array([0, 1, 1, 0]), "the answer") is None
    True
    >>> accuracy(0.8, of="unseen scenes").problem([0, 1, 1, 2], np.array([0, 1, 1, 0]), "the answer")
    '75% of the unseen scenes are recognised (3 of 4); 80% are needed'
    """
    return Accuracy(at_least, of)


def from_dict(data: dict) -> Accuracy:
    """The goal that `to_dict` wrote."""
    return Accuracy(**data)

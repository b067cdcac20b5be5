"""The name of a mistake, from sure to vague: a known one, or what a wrong answer has to do with the right one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from ..assignments.published import PublicQuestion, told_apart_by
from ..relations.found import MARK, told_of
from ..relations.pairs import ENOUGH, evidence, simple
from ..values import errors
from ..values.answers import Outcome
from ..values.fingerprints import same, tells, variants

Outcomes = list[list[Outcome]]  # by family: what came back in each public case
Known = list[list[list]]  # by family: the fingerprint of each case
Prints = list[list[list[list]]]  # the same, with all variants of each
NONE = "", ""
GROUP = 8  # letters
AT_LEAST = 2  # families that a known mistake beside another is told by


def named(question: PublicQuestion, outcomes: Outcomes, lost: list[bool]) -> tuple[str, str, str]:
    """Name and hint of the mistake in answers that lost these families, or two empty texts; and their group.

    A known mistake that gives all these answers; a relation that holds for all wrong ones; a known mistake that
    gives some of them, where others were made beside it; a relation that holds in the first lost family.
    The group is a short text that answers share which are alike in all public cases.
    """
    wrong = [
        (family, given) for family, given, gone in zip(question.families, outcomes, lost, strict=True) if gone
    ]
    prints = _prints(question, outcomes)
    ways: tuple[Callable[[], tuple[str, str]], ...] = (
        lambda: _known(question, prints),
        lambda: told_of(wrong, question.parameters),
        lambda: _known_in_part(question, prints, lost),
        lambda: told_of(wrong[:1], question.parameters),
    )
    name, hint = next((told for way in ways if any(told := way())), NONE)
    return name, hint, _group(prints)


def known(name: str) -> bool:
    """Whether a mistake's name is one that the assignment knows, and no relation's or exception's."""
    return bool(name) and not name.startswith((MARK, errors.MARK))


def _group(prints: Prints) -> str:
    told = [[said, *(f"{n:.3g}" for n in numbers)] for family in prints for (said, *numbers), *_ in family]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:GROUP]


def _prints(question: PublicQuestion, outcomes: Outcomes) -> Prints:
    return [
        [
            variants(told_apart_by(family, expected, outcome))
            for (_, expected), outcome in zip(family.cases, given, strict=True)
        ]
        for family, given in zip(question.families, outcomes, strict=True)
    ]


def _known(question: PublicQuestion, prints: Prints) -> tuple[str, str]:
    """The known mistake that gives these answers to all public cases."""
    given = [one for family in prints for one in family]
    for name, hint, theirs in question.mistakes if tells([one[0] for one in given]) else ():
        if _same(theirs, given):
            return name, hint
    return NONE


def _known_in_part(question: PublicQuestion, prints: Prints, lost: list[bool]) -> tuple[str, str]:
    """The known mistake that gives what came back in the first lost family, and is right in all it does not give.

    Where several things come back together, another mistake may have changed one of them beside it.
    Of several the one that gives most of what is lost; none where that leaves two, or where it may be chance.
    """
    at = [i for i, gone in enumerate(lost) if gone and not question.families[i].goal]
    if not at or any(one[0][0].startswith(("raises", "not plain")) for one in prints[at[0]]):
        return NONE
    right = _prints(
        question, [[Outcome(answer) for _, answer in family.cases] for family in question.families]
    )
    won = [i for i, gone in enumerate(lost) if not gone and not question.families[i].goal]
    found = []
    for name, hint, flat in question.mistakes:
        theirs = _by_family(question, flat)
        fits = [i for i in at if _same(theirs[i], prints[i])]
        others = [i for i in at if i not in fits and not _several(question, i)]
        if (
            at[0] in fits
            and len(fits) >= AT_LEAST
            and all(_same(theirs[i], right[i]) for i in [*won, *others])
        ):
            found.append((sum(_says(question, i) for i in fits), name, hint))
    best = [one for one in found if one[0] == max(found)[0]]
    return best[0][1:] if len(best) == 1 and best[0][0] >= 2 * ENOUGH else NONE


def _several(question: PublicQuestion, i: int) -> bool:
    """Whether a family looks at several arrays or numbers at once."""
    family = question.families[i]
    right = [family.take(Outcome(answer)).value for _, answer in family.cases]
    return all(isinstance(one, tuple) and not any(isinstance(part, str) for part in one) for one in right)


def _says(question: PublicQuestion, i: int) -> float:
    """How much it says that two answers to a family's cases agree."""
    family = question.families[i]
    right = [family.take(Outcome(answer)).value for _, answer in family.cases]
    return sum(evidence(one) for one in right if not (isinstance(one, int | float) and simple(one)))


def _by_family(question: PublicQuestion, prints: list[list]) -> Known:
    flat = iter(prints)
    return [[next(flat) for _ in family.cases] for family in question.families]


def _same(known: list[list], given: list[list[list]]) -> bool:
    """Whether each fingerprint of a known mistake is one of the variants of what came back."""
    return all(any(same(one, other) for other in others) for one, others in zip(known, given, strict=True))

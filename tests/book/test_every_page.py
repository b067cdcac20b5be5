"""What every chapter keeps to; the rules and their words stand in page_rules.py."""

import pytest

from .page_rules import RULES
from .pages import chapters, text_of


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__.removesuffix("_problems"))
@pytest.mark.parametrize("page", chapters())
def test_it_keeps_the_rule(page, rule):
    found = rule(text_of(page))
    assert not found, f"book/{page}.md: " + "; ".join(found)

"""Selectors: checked where an owner writes them, in words that say what is wrong."""

from __future__ import annotations

import pytest

from monitor.css import LONGEST, check_selector, xpath


@pytest.mark.parametrize("selector", ["a", " .news a ", "#list > li:nth-child(2n+1) a[href*='news']", "h2 a, h3 a"])
def test_what_browsers_take_is_taken(selector: str) -> None:
    assert check_selector(selector) == selector.strip()


@pytest.mark.parametrize(
    ("selector", "said"),
    [
        ("", "the selector is empty"),
        ("  ", "the selector is empty"),
        ("div >", "this is no CSS selector: "),
        ("a[href", "this is no CSS selector: "),
        ("//a/@href", "this is no CSS selector: "),
        ("a::text", "a selector of elements is wanted, not of a part of one (`::`)"),
        ("li:eq(3)", "this is no CSS selector: "),
        ("a" * (LONGEST + 1), f"the selector is longer than {LONGEST} characters"),
    ],
)
def test_what_is_none_is_refused_in_words(selector: str, said: str) -> None:
    with pytest.raises(ValueError, match="^" + said.replace("(", r"\(").replace(")", r"\)")):
        check_selector(selector)


def test_several_selectors_are_one_question() -> None:
    assert xpath("h2, h3") == "descendant-or-self::h2 | descendant-or-self::h3"

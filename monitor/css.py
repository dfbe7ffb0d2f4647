"""CSS selectors, as owners write them for list pages: checked where they are written, run where pages are read."""

from __future__ import annotations

import functools

from cssselect import GenericTranslator, HTMLTranslator, SelectorError
from cssselect import parse as parse_css

#: characters; nobody writes longer ones by hand
LONGEST = 500


@functools.cache
def _translator() -> GenericTranslator:
    return HTMLTranslator()


def check_selector(text: str) -> str:
    """The selector without blanks around it. Raises `ValueError`, whose text says what is wrong with it."""
    selector = text.strip()
    xpath(selector)
    return selector


def xpath(selector: str) -> str:
    """XPath 1.0 of what the selector finds below a node (CSS Selectors 3, without pseudo-elements and `:visited`-like
    states, which only a browser knows). Raises `ValueError`, whose text says what is wrong with it."""
    if not selector.strip():
        raise ValueError("the selector is empty")
    if len(selector) > LONGEST:
        raise ValueError(f"the selector is longer than {LONGEST} characters")
    try:
        found = parse_css(selector)
        if any(one.pseudo_element for one in found):
            raise ValueError("a selector of elements is wanted, not of a part of one (`::`)")
        return " | ".join(_translator().selector_to_xpath(one) for one in found)
    except SelectorError as error:
        raise ValueError(f"this is no CSS selector: {error}") from None
    except RecursionError:
        raise ValueError("the selector is nested too deeply") from None

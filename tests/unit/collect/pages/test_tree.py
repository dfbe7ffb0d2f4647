from __future__ import annotations

import pytest

from monitor.collect.pages.extract import extract
from monitor.collect.pages.tree import MOST_ELEMENTS, parsed

PARAGRAPH = "<p>The harbour was closed for eleven days, and the ferries waited on the other side of the bay.</p>"


@pytest.mark.parametrize("depth", [255, 1500])
def test_elements_nested_deeper_than_any_honest_page_are_read(depth: int) -> None:
    read = extract(("<div>" * depth + PARAGRAPH * 4 + "</div>" * depth).encode(), url="")
    assert "eleven days" in read.text


def test_what_lies_beyond_the_bound_is_cut_and_the_page_is_read() -> None:
    root = parsed("<body>" + PARAGRAPH * 3 + "<i></i>" * (2 * MOST_ELEMENTS))
    assert root is not None
    assert sum(1 for _ in root.iter()) <= MOST_ELEMENTS
    assert "eleven days" in root.text_content()


def test_a_form_around_the_whole_page_is_none() -> None:
    read = extract(f"<form id='aspnetForm'><h1>Harbour</h1><div>{PARAGRAPH * 8}</div></form>".encode(), url="")
    assert "eleven days" in read.text


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 60_000,
        "<table>" + "<tr><td>a</td></tr>" * 9_000,
        "<p>" + "<span>a" * 30_000,
        f"<div class='{'related ' * 30_000}'>" + PARAGRAPH,
        "<ul><li>" * 2_000,
        "<p>x</p>" * 30_000,
        '<script type="application/ld+json">' + "[" * 60_000 + "</script>",
        "\x00" * 500,
        "<![CDATA[" + "<" * 5_000,
        "&#x110000;&#0;" * 300,
    ],
)
def test_pages_that_mean_no_good_end_in_a_page(page: str) -> None:
    assert len(extract(page.encode(), url="https://x.example/").text) <= 200_000


def test_without_markup_there_is_no_tree() -> None:
    assert parsed("<?xml version='1.0'?>") is None


def test_a_form_around_the_whole_page_is_none_however_its_text_is_set() -> None:
    text = "The bells rang for the first time since the summer, and the tower captain wept. " * 15
    page = f"<body><form><table><tr><td><font>{text}</font><br>{text}</td></tr></table></form></body>"
    root = parsed(page)
    assert root is not None
    assert list(root.iter("form")) == []


def test_a_form_with_much_to_choose_from_is_a_form() -> None:
    countries = "".join(f"<option>Country number {number} of the list</option>" for number in range(200))
    root = parsed(f"<body><form><label>Where do you live?</label><select>{countries}</select></form></body>")
    assert root is not None
    assert len(list(root.iter("form"))) == 1

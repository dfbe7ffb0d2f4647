from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from monitor.collect.pages.blocks import Block, blocks_of
from monitor.collect.pages.marks import mark_of


def blocks(body: str) -> list[Block]:
    return blocks_of(document_fromstring(f"<html><body>{body}</body></html>"))


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>One <b>bold</b> word</p><p>Two</p>", ["One bold word", "Two"]),
        ("<div>One<br><br>Two<br>three</div>", ["One", "Two three"]),
        ("<div>Before<p>In</p>after</div>", ["Before", "In", "after"]),
        ("<p><span class='drop'>T</span>he first</p>", ["The first"]),
        ("<p>Seen<span class='sr-only'> unseen</span></p>", ["Seen"]),
        ("<p>Text<em class='img_desc'>Caption of it</em> goes on</p>", ["Text goes on"]),
        ("<p>Shown</p><p style='display: none'>Hidden</p><p hidden>Hidden</p>", ["Shown"]),
        ("<script>x</script><nav>y</nav><p>Text</p>tail", ["Text", "tail"]),
        ("<table><tr><td>Ash</td><td>12</td></tr><tr><td>Oak</td><td>9</td></tr></table>", ["Ash 12", "Oak 9"]),
    ],
)
def test_blocks_are_the_lines_that_a_reader_sees(markup: str, lines: list[str]) -> None:
    assert [block.text for block in blocks(markup)] == lines


def test_paragraphs_that_a_button_shows_are_read() -> None:
    rest = "<p>The rest of the story, which only a click on the button shows to those who read it there.</p>" * 4
    assert len(blocks(f"<p>First.</p><div style='display:none'>{rest}</div>")) == 5


def test_a_block_says_what_it_is_and_how_much_of_it_is_link() -> None:
    heading, item, link = blocks("<h2>Head</h2><ul><li>Item</li></ul><p><a href='/x'>All of it</a></p>")
    assert (heading.kind, heading.level) == ("heading", 2)
    assert item.kind == "item"
    assert (link.kind, link.linked) == ("text", 1.0)


@pytest.mark.parametrize("before", ["", "• ", "06/11/2026 "])
def test_a_teaser_is_known_by_the_link_it_opens_with(before: str) -> None:
    (block,) = blocks(
        f"<p>{before}<a href='/x'>School lunch prices to rise in August</a> The first increase in years.</p>"
    )
    assert block.opens_linked


@pytest.mark.parametrize(
    ("names", "mark"),
    [
        ("class='RelatedArticles_list__x3'", "related"),
        ("class='article-body'", ""),
        ("id='comments'", "comments"),
        ("class='js-newsletter-box'", "newsletter"),
        ("class='commentary'", ""),
        ("class='advice'", ""),
        ("class='cookie-consent'", "consent"),
        ("role='navigation'", "navigation"),
        ("class='a'", ""),
    ],
)
def test_elements_are_known_by_their_names(names: str, mark: str) -> None:
    assert mark_of(document_fromstring(f"<div {names}>x</div>").find(".//div")) == mark

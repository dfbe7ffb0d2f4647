"""The owner's templates in the place of ours: they see what is promised, and nothing is lost when they fail."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from doubles.told import MORNING, WEEK, alert, digest

from monitor.decide.delivery import OWN_TEMPLATES, TEMPLATE_FILTERS, Eml, Templates
from monitor.deliver import layout
from monitor.deliver.layout import FILTERS, Layout, ours
from monitor.deliver.page import page as whole_page
from monitor.deliver.page import rendered
from monitor.deliver.proof import proof
from monitor.errors import Fault
from monitor.model import Message, News


def letter(what: News, own: Templates = (), faults: list[Fault] | None = None) -> Message:
    way = Eml(name="eml/a", sender="a@news.example", to=(), folder="", templates=own)
    (message,) = rendered(what, way, Layout(own) if faults is None else Layout(own, tell=faults.append))
    return message


def page(source: str) -> Templates:
    return (("page.html.j2", source),)


def test_what_the_checks_promise_is_what_templates_get(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, set[str]] = {"blocks.html.j2": set()}

    def written(own: Templates, name: str, variables: dict[str, Any]) -> str:
        seen[name] = set(variables)
        return "x"

    monkeypatch.setattr(layout, "_written", written)
    letter(digest(volume=WEEK))
    assert seen == OWN_TEMPLATES
    assert tuple(FILTERS) == TEMPLATE_FILTERS


def test_a_block_of_ours_is_filled() -> None:
    own = page(
        '{% extends "ours/page.html.j2" %}\n'
        "{% block below %}<tr><td>For {{ documents[0].title }}</td></tr>{% endblock %}"
    )
    plain, filled = letter(alert()), letter(alert(), own)
    begin, end = filled.html.split("<tr><td>For ")
    assert begin + end.partition("</td></tr>")[2] == plain.html
    assert filled.text == plain.text


def test_a_page_for_a_browser_is_written_with_it_too() -> None:
    own = page("{{ title }}, {{ heading }}, {{ documents | length }}, {{ charts | length }}")
    assert whole_page([digest(volume=WEEK), alert()], "Today", templates=own) == "Today, True, 2, 0"


def test_own_blocks_are_those_of_our_page() -> None:
    own = (("blocks.html.j2", ours("blocks.html.j2").replace("#5b6472", "#123456")),)
    assert "#123456" in letter(alert(), own).html
    assert "#5b6472" not in letter(alert(), own).html


def test_words_from_outside_are_text_in_a_template_of_theirs() -> None:
    own = page(
        "{% for block in documents[0].sections[0] %}{% for run in block.runs %}{{ run.text }}{% endfor %}{% endfor %}"
    )
    what = alert(profile_name="<script>alert(1)</script>")
    assert "<script>" not in letter(what, own).html
    assert "&lt;script&gt;alert(1)" in letter(what, own).html


FAILING = [
    ("<p>\n{{ documents[0].titel }}", ":2: ", "has no attribute 'titel'"),
    ("{{ 1 // 0 }}", ":1: ", "zero"),
    ("\n{{ voice.__class__.__mro__ }}", ":2: ", "unsafe"),
    ("\n{{ documents.append(1) }}", ":2: ", ""),
    ("{% for one in range(10000000) %}{% endfor %}", ":1: ", "Range too big"),
    ("{% include 'ours/' ~ title %}", ":1: ", "ours/"),
    (" \n", ": ", "it writes nothing"),
    ("{{", ":1: ", "unexpected 'end of template'"),
]


@pytest.mark.parametrize(("source", "where", "what"), FAILING)
def test_one_that_fails_is_told_with_its_line_and_ours_serves(source: str, where: str, what: str) -> None:
    faults: list[Fault] = []
    assert letter(alert(), page(source), faults) == letter(alert())
    (fault,) = map(str, faults)
    assert fault.startswith(f"config/templates/page.html.j2{where}")
    assert what in fault


def test_it_is_told_once_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    made = Layout((("text.txt.j2", "{{ document.titel }}"),))
    way = Eml(name="eml/a", sender="a@news.example", to=(), folder="")
    with caplog.at_level(logging.WARNING):
        told = [rendered(what, way, made)[0].text for what in (alert(), digest())]
    assert told == [letter(alert()).text, letter(digest()).text]
    (record,) = caplog.records
    assert record.getMessage().startswith("config/templates/text.txt.j2:1: ")
    assert record.getMessage().endswith("; ours serves in its place")


def test_ours_pass_the_proof() -> None:
    found = proof(tuple((name, ours(name)) for name in OWN_TEMPLATES), MORNING)
    assert (found.faults, found.warnings) == ((), ())


def test_what_fails_in_one_kind_of_news_alone_is_found() -> None:
    (fault,) = proof(page("{{ title }}{% if charts %}{{ charts[0].nothing }}{% endif %}"), MORNING).faults
    assert (fault.file, fault.line) == ("config/templates/page.html.j2", 1)


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("<script>1</script>", "`<script>`"),
        ("<b onclick='x()'>", "`onclick=`"),
        ("<img src='https://news.example/seal.png'>", "`src` that leads elsewhere"),
        ("<td background='//news.example/seal.png'>", "`background` that leads elsewhere"),
        ("<style>b { background: URL(x) }</style>", "a style that is fetched"),
        ("<p style='background: url(x)'>", "a style that is fetched"),
        ("<a href=' JavaScript:x()'>", "a link to no address of the web"),
        ("<link rel=stylesheet href='https://news.example/a.css'>", "`<link>`"),
    ],
)
def test_what_no_letter_should_hold_is_named(source: str, what: str) -> None:
    found = proof(page(source), MORNING)
    assert found.faults == ()
    assert [one.what for one in found.warnings] == [f"letters would hold {what}"]

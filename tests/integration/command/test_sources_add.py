"""`monitor sources add`: from a site's address to lines in sources.yaml, with every other line as it was.

Most of it runs in this process, on real sockets and with real workers: a process for each would take half a minute.
"""

from __future__ import annotations

import json
import os
import pty
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from doubles.command import PATIENCE_S, Ended, environment, words
from doubles.portal import Portal, page, rss

from monitor.cli import main
from monitor.settings.sources import load_sources

Add = Callable[..., Ended]
HEADLINES = (
    "Talks resume in the harbour town",
    "Night trains return after eleven years",
    "Rain fills the northern dam",
)


@pytest.fixture
def portal() -> Iterator[Portal]:
    """A site with two feeds."""
    with Portal() as portal:
        portal.pages["/"] = page("Harbour Post", "", feeds=("/rss.xml", "/sport.xml"))
        portal.pages["/rss.xml"] = rss("Harbour Post", *HEADLINES)
        portal.pages["/sport.xml"] = rss("Sport & Spiel", "A goal in the last minute of the match")
        yield portal


@pytest.fixture
def add(home: Path, capsys: pytest.CaptureFixture[str]) -> Add:
    """Run `monitor sources add` on this test's home."""

    def run(*arguments: str) -> Ended:
        try:
            status = main(["--home", str(home), "sources", "add", *arguments])
        except SystemExit as left:  # argparse
            status = int(left.code or 0)
        said = capsys.readouterr()
        return Ended(status, said.out, said.err)

    return run


def sources(home: Path) -> Path:
    return home / "config" / "sources.yaml"


def test_without_a_choice_it_shows_what_there_is_and_writes_nothing(home: Path, add: Add, portal: Portal) -> None:
    before = sources(home).read_bytes()
    ended = add(portal.origin, "--allow-private")
    assert ended.status == 1
    assert "nothing is written; --select N, --select all or --yes takes what is listed" in ended.err
    assert ended.lines[0] == "  1  Harbour Post"
    assert ended.lines[1].startswith("     feed · 3 entries · en · ")
    assert ended.lines[2:4] == [f"     {portal.origin}/rss.xml", "  2  Sport & Spiel"]
    assert sources(home).read_bytes() == before


def test_what_is_selected_is_added_and_known_from_then_on(home: Path, add: Add, portal: Portal) -> None:
    before = sources(home).read_text(encoding="utf-8")
    added = add(portal.origin, "--allow-private", "--select", "all", "--group", "Coast")
    assert (added.status, added.err.splitlines()[-1]) == (
        0,
        f"monitor: {sources(home)}: harbour-post-2, sport-spiel added to the group Coast",
    )
    lines = [line for line in sources(home).read_text(encoding="utf-8").splitlines() if line not in before]
    assert lines[0] == (
        "      - {id: harbour-post-2, name: Harbour Post, language: en,"
        f' url: "{portal.origin}/rss.xml", allow_private: true}}'
    )
    again = add(f"{portal.origin}/sport.xml", "--allow-private", "--json")
    assert (again.status, json.loads(again.out)["known"]) == (0, "sport-spiel")
    assert "all of it is in config/sources.yaml already" in again.err


def test_json_says_what_was_found_and_what_was_added(home: Path, add: Add, portal: Portal) -> None:
    ended = add(portal.origin, "--allow-private", "--yes", "--json")
    first, second = map(json.loads, ended.lines)
    assert (ended.status, first["added"], second["added"]) == (0, "harbour-post-2", None)
    assert (first["number"], first["kind"], first["entries"], first["found"]) == (1, "feed", 3, "declared")
    facts = {"number", "url", "kind", "selector", "title", "found", "entries", "newest", "daily", "language", "titles"}
    assert set(first) == facts | {"known", "added"}


def test_the_first_is_taken_without_asking_once_and_a_second_time_nothing_else(
    home: Path, add: Add, portal: Portal
) -> None:
    assert add(portal.origin, "--allow-private", "--yes").status == 0
    before = sources(home).read_bytes()
    again = add(portal.origin, "--allow-private", "--yes")
    assert (again.status, sources(home).read_bytes()) == (0, before)
    assert "monitor: 1 is in config/sources.yaml already, as harbour-post-2" in again.err


def test_a_list_page_becomes_a_source(home: Path, add: Add, portal: Portal) -> None:
    links = "".join(f"<li><h3><a href='/news/{n}000.html'>{line}</a></h3></li>" for n, line in enumerate(HEADLINES, 1))
    portal.pages = {"/": page("Harbour Post", f"<ul>{links}</ul>")}
    dry = add(portal.origin, "--allow-private", "--yes", "--dry-run")
    assert (dry.status, dry.err.splitlines()[-1]) == (0, "monitor: 1 source would be added; nothing is written")
    assert add(portal.origin, "--allow-private", "--yes").status == 0
    assert [(source.kind, source.allow_private) for source in load_sources(sources(home))] == [
        ("feed", True),
        ("page", True),
    ]


def test_a_selector_takes_the_page_itself(home: Path, add: Add, portal: Portal) -> None:
    portal.pages["/news"] = page(
        "News", "<div class=x><a href='/1'>One</a></div><a href='/2'>Two</a>", feeds=("/rss.xml",)
    )
    ended = add(f"{portal.origin}/news", "--allow-private", "--selector", " .x a", "--yes", "--json")
    said = json.loads(ended.out)
    assert (ended.status, said["entries"], said["selector"], said["added"]) == (0, 1, ".x a", "news")
    assert [(one.kind, one.selector) for one in load_sources(sources(home))][1:] == [("page", ".x a")]


@pytest.mark.parametrize(
    ("address", "arguments", "status", "said"),
    [
        ("{}/nothing", ("--allow-private",), 1, "monitor: {}/nothing: the server answered 404 Not Found"),
        ("{}", (), 1, "(--allow-private asks it nevertheless)"),
        ("http://[::1", (), 1, "monitor: http://[::1: this is not a web address"),
        (
            "{}/rss.xml",
            ("--allow-private", "--select", "7"),
            2,
            "--select: no candidate has that number: 7 (there is one)",
        ),
        ("{}", ("--selector", "div >"), 2, "argument --selector: this is no CSS selector: "),
        ("{}", ("--allow-private", "--selector", ".x"), 1, "the selector `.x` finds no links on the page"),
        ("{}", ("--select", "first"), 2, "--select: neither numbers nor `all` (for instance 1, or 1,3)"),
    ],
)
def test_what_goes_wrong_is_said_in_one_line(
    add: Add, portal: Portal, address: str, arguments: tuple[str, ...], status: int, said: str
) -> None:
    ended = add(address.format(portal.origin), *arguments)
    assert (ended.status, "Traceback" in ended.err) == (status, False)
    assert said.format(portal.origin) in ended.err


def test_a_site_with_nothing_says_what_can_be_done(add: Add, portal: Portal) -> None:
    portal.pages = {"/": page("Harbour Post", "<p>Welcome.</p>")}
    ended = add(portal.origin, "--allow-private")
    assert ended.status == 1
    assert "no feed, no sitemap and no list of articles was found (`kind: page` with a `selector`" in ended.err


def test_on_a_terminal_it_asks(home: Path, portal: Portal) -> None:
    ours, theirs = pty.openpty()
    try:
        process = subprocess.Popen(
            words(home, "sources", "add", portal.origin, "--allow-private"),
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment({}),
        )
        os.write(ours, b"7\n2\n")
        _, err = process.communicate(timeout=PATIENCE_S)
    finally:
        os.close(ours)
        os.close(theirs)
    assert process.returncode == 0
    assert b"sport-spiel added to the group Added" in err

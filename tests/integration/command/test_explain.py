"""`monitor explain`: what was stored, what a file or a page is worth now, and the words that count."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from doubles.archive import Came, fill_home, outlet
from doubles.command import Command
from doubles.newspaper import LIGHTHOUSES, Newspaper

from monitor.decide.code import code_of

NOW = datetime.now(UTC)
KEEPER = Came(
    source=outlet("coast-wire"),
    key="keeper",
    title="The last lighthouse keeper of Baku",
    text="A lighthouse keeper left the coast of Azerbaijan. Football clubs sent flowers. The sea was calm that day.",
    at=NOW - timedelta(days=2),
)
PERSIAN = Came(
    source=outlet("bamdad", language="fa"),
    key="fanus",
    title="NATO و جمهوری آذربایجان",
    text="الهام علی‌اف رئیس‌جمهور آذربایجان در باکو با مقام‌های ناتو دیدار کرد. باران بارید.",
    at=NOW - timedelta(days=1),
)
BAKU = "name: Baku\nwatch:\n  - actor: country/AZ\n  - actor: person/ilham-aliyev\nreview: 0.45\n"


@pytest.fixture
def filled(home: Path) -> Path:
    """A home with two profiles, which has read an article for each."""
    (home / "config" / "profiles" / "baku.yaml").write_text(BAKU, encoding="utf-8")
    fill_home(home, [KEEPER, PERSIAN])
    return home


def test_a_code_under_an_alert_leads_to_its_article(filled: Path, monitor: Command) -> None:
    story = json.loads(monitor("explain", KEEPER.url, "--json").out)["story"]
    code = code_of("lighthouses", story)
    by_code = monitor("explain", f"{code[:4]}-{code[4:]}".lower())
    assert (by_code.status, by_code.err) == (0, "")
    assert by_code.out == monitor("explain", KEEPER.url).out


@pytest.mark.parametrize("wanted", [KEEPER.url, f"{KEEPER.url}?utm_source=feed", "alert-1"])
def test_a_stored_article_is_explained_by_what_was_stored_whatever_it_is_called_by(
    filled: Path, monitor: Command, wanted: str
) -> None:
    ended = monitor("explain", wanted)
    assert (ended.status, ended.err) == (0, "")
    assert "The last «lighthouse keeper» of Baku" in ended.lines[0]
    assert any("match" in line and "lighthouses" in line for line in ended.lines)
    assert "    → send: the score passes the profile's instant threshold" in ended.lines
    assert any("baku" in line and "nothing was stored for it; judged now" in line for line in ended.lines)


def test_the_sentences_that_hold_evidence_are_shown_and_with_text_all_of_them(filled: Path, monitor: Command) -> None:
    some, whole = monitor("explain", KEEPER.url).out, monitor("explain", "--text", KEEPER.url).out
    assert "A «lighthouse keeper» left the coast of «Azerbaijan»." in some
    assert "The sea was calm" not in some
    assert "The sea was calm" in whole


def test_what_is_excluded_is_named_and_marked_otherwise(filled: Path, monitor: Command) -> None:
    file = filled / "match.txt"
    file.write_text("Football in Baku\n\nFootball, football and football in Azerbaijan.\n", encoding="utf-8")
    profile = filled / "config" / "profiles" / "baku.yaml"
    profile.write_text(f"{BAKU}exclude: [topic/football]\n", encoding="utf-8")
    ended = monitor("explain", str(file))
    assert "            excluded, and there: topic/football" in ended.lines
    assert "‹Football›" in ended.lines[0]


def test_right_to_left_text_keeps_its_direction_to_itself(filled: Path, monitor: Command) -> None:
    ended = monitor("explain", PERSIAN.url)
    assert ended.lines[0].startswith("\u2067«NATO»") or ended.lines[0].startswith("\u2067NATO")
    assert ended.lines[0].endswith("\u2069")
    evidence = next(line for line in ended.lines if "Ilham Aliyev" in line)
    assert evidence.endswith("\u2068الهام علی‌اف\u2069")
    assert not any(line.count("\u2067") + line.count("\u2068") != line.count("\u2069") for line in ended.lines)


def test_now_judges_anew_and_says_what_differs(filled: Path, monitor: Command) -> None:
    profile = filled / "config" / "profiles" / "baku.yaml"
    profile.write_text(f"{BAKU}require: [[country/JP]]\n", encoding="utf-8")
    as_stored, anew = monitor("explain", PERSIAN.url), monitor("explain", PERSIAN.url, "--now")
    assert "the profile has been edited since (--now judges anew)" in as_stored.out
    assert "country/JP" not in as_stored.out
    assert "            now required, not there: one of country/JP" in anew.lines
    assert any(line.startswith("    when it came: 0.") for line in anew.lines)
    assert "    → when it came: " in anew.out


def test_all_names_also_who_watches_nothing_in_it(filled: Path, monitor: Command) -> None:
    usual, everyone = monitor("explain", PERSIAN.url), monitor("explain", PERSIAN.url, "--all")
    assert "lighthouses" not in usual.out
    assert "   –    lighthouses  it names nothing that the profile watches" in everyone.lines


def test_it_says_where_only_the_feeds_own_text_was_read_and_why(home: Path, monitor: Command) -> None:
    fill_home(home, [replace(KEEPER, source=replace(KEEPER.source, pages="all"))])
    assert f"  its page could not be read: {KEEPER.url} answered 404" in monitor("explain", KEEPER.url).lines
    assert json.loads(monitor("explain", KEEPER.url, "--json").out)["unread"].endswith("answered 404")


def test_json_has_all_of_it(filled: Path, monitor: Command) -> None:
    told = json.loads(monitor("explain", KEEPER.url, "--json", "--all").out)
    assert told["stored"] is True
    assert [(one["profile"], one["basis"]) for one in told["matches"]] == [("lighthouses", "stored"), ("baku", "now")]
    assert told["verdicts"][0]["reason"] == "instant"
    assert told["matches"][0]["evidence"][0]["surfaces"] == ["lighthouse keeper"]
    document = f"{told['title']}\n{told['text']}"
    marked = {(one["kind"], document[one["start"] : one["end"]]) for one in told["marks"]}
    assert marked >= {("phrase", "lighthouse keeper"), ("actor", "Azerbaijan")}
    assert told["story"]


class TestPages:
    def test_a_page_that_is_not_stored_is_fetched_judged_and_not_kept(
        self, home: Path, monitor: Command, paper: Newspaper
    ) -> None:
        paper.publish(LIGHTHOUSES[0])
        address = f"{paper.origin}{LIGHTHOUSES[0].path}"
        ended = monitor("explain", "--allow-private", address)
        assert ended.status == 0
        said = f"monitor: {address}: not stored; it is fetched and judged now, nothing is kept"
        assert ended.err.splitlines()[0] == said
        assert "    → were it news: send: the score passes the profile's instant threshold" in ended.lines
        assert monitor("explain", "--allow-private", address).err == ended.err
        assert json.loads(monitor("status", "--json").out)["articles"] == 0

    def test_ones_own_network_is_left_alone_unless_one_says_so(self, monitor: Command, paper: Newspaper) -> None:
        ended = monitor("explain", f"{paper.origin}/x.html")
        assert ended.status == 1
        assert ended.err.endswith("a private address (--allow-private reads it nevertheless)\n")
        assert not paper.asked

    def test_a_page_that_is_not_there_is_one_line(self, monitor: Command, paper: Newspaper) -> None:
        ended = monitor("explain", "--allow-private", f"{paper.origin}/x.html")
        assert ended.status == 1
        assert "404" in ended.err
        assert "Traceback" not in ended.err

    def test_what_robots_txt_forbids_is_not_read(self, monitor: Command, paper: Newspaper) -> None:
        paper.robots = "User-agent: *\nDisallow: /\n"
        paper.publish(LIGHTHOUSES[0])
        ended = monitor("explain", "--allow-private", f"{paper.origin}{LIGHTHOUSES[0].path}")
        assert ended.status == 1
        assert "robots.txt asks us to stay away" in ended.err
        assert paper.asked[LIGHTHOUSES[0].path] == 0


def test_what_is_neither_stored_nor_a_file_nor_an_address_is_one_line(filled: Path, monitor: Command) -> None:
    ended = monitor("explain", "alert-99")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err == (
        "monitor: alert-99: nothing stored has this id or code, and there is no such file"
        " (articles are kept for 90 d: `keep` in config/monitor.yaml)\n"
    )

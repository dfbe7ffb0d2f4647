"""`monitor search`: what was read is found again, and after its time it is gone."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from doubles.command import Command
from doubles.newspaper import LIGHTHOUSES, Newspaper

from monitor.cli import main
from monitor.store import open_store


def test_what_was_read_is_found_by_its_words_and_by_another_article(monitor: Command, paper: Newspaper) -> None:
    paper.publish(*LIGHTHOUSES)
    assert monitor("once").status == 0

    piece = LIGHTHOUSES[0]
    plain = monitor("search", f'"{piece.headline}"')
    assert (plain.status, plain.err) == (0, "")
    assert plain.lines[0] == f"«{piece.headline}»"
    assert "Harbour Post  en" in plain.lines[1]
    assert "lighthouses 0." in plain.lines[1]
    assert plain.lines[-1] == "1 article"

    found = json.loads(monitor("search", "keep*", "--profile", "lighthouses", "--limit", "3", "--json").out)
    assert (found["total"], len(found["articles"])) == (len(LIGHTHOUSES), 3)
    for one in found["articles"]:
        assert {"id", "title", "url", "source", "outlet", "language", "published", "story", "profiles"} <= one.keys()
        assert any(mark["kind"] == "phrase" for mark in one["marks"])
    assert json.loads(monitor("search", "--language", "EN", "--json").out)["total"] == len(LIGHTHOUSES)
    told = json.loads(monitor("search", "--outlet", "Harbour Post", "--stories", "--json").out)["stories"]
    assert sum(len(story["articles"]) for story in told) == len(LIGHTHOUSES)

    address = paper.feed.removesuffix("/feed.xml") + piece.path
    (first, *_) = json.loads(monitor("search", "--like", address, "--json").out)["alike"]
    assert (first["kind"], first["share"], first["title"]) == ("copy", 1.0, piece.headline)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("x", "--profile", "lighthouse"), 2, "did you mean `lighthouses`"),
        (("--outlet", "Harbor Post"), 2, "monitor: --outlet: no source is called `Harbor Post`"),
        (("--like", "no such file"), 1, "monitor: no such file: there is no such file, and it is no address"),
        (("--since", "2026-11-22", "--until", "2026-11-20"), 2, "monitor: --until: that is not after --since"),
        (("words", "--like", "x"), 2, "leave words and filters out"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(
    home: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], status: int, said: str
) -> None:
    assert main(["--home", str(home), "search", *words]) == status
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err


def test_a_language_or_a_number_that_is_none_is_refused(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (("--language", "English"), ("--limit", "0"), ("--limit", "x"), ("--since", "then")):
        with pytest.raises(SystemExit, match="2"):
            main(["--home", str(home), "search", *words])
        assert words[1] in capsys.readouterr().err


def test_what_is_older_than_is_kept_goes_and_who_asks_is_told(
    monitor: Command, paper: Newspaper, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper.publish(*LIGHTHOUSES[:1])
    assert monitor("once").status == 0
    database = home / "var" / "monitor.db"
    with closing(open_store(database)) as store:
        (article_id,) = [one.article.id for one in store.archive(datetime(2000, 1, 1, tzinfo=UTC))]
        assert not store.prune(datetime.now(UTC) - timedelta(days=90))
        while store.prune(datetime.now(UTC) + timedelta(days=90)):
            pass
    kept = "articles are kept for 90 d: `keep` in config/monitor.yaml"
    for words in (
        ("search", LIGHTHOUSES[0].headline),
        ("explain", article_id),
        ("feedback", article_id, "up"),
        ("backtest", "lighthouses", "--since", "200d"),
    ):
        main(["--home", str(home), *words])
        assert kept in "".join(capsys.readouterr()), words

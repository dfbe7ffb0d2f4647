"""`monitor sources`: feeds out as OPML and in again; asked how they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from doubles.command import Command
from doubles.newspaper import LIGHTHOUSES, Newspaper

from monitor.alone import alone
from monitor.cli import main


def test_what_was_exported_adds_nothing_when_it_is_imported(home: Path, monitor: Command, tmp_path: Path) -> None:
    opml, file = tmp_path / "feeds.opml", home / "config" / "sources.yaml"
    before = file.read_bytes()

    exported = monitor("sources", "export", str(opml))
    imported = monitor("sources", "import", str(opml))

    assert (exported.status, imported.status) == (0, 0)
    assert "http://127.0.0.1:9/feed.xml" in opml.read_text(encoding="utf-8")
    assert imported.err == "monitor: 0 feeds added, 1 feed known already, 0 left out\n"
    assert file.read_bytes() == before


def test_an_export_to_a_dash_goes_to_standard_output(
    home: Path, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["--home", str(home), "sources", "export", "-"]) == 0
    assert b"http://127.0.0.1:9/feed.xml" in capsysbinary.readouterr().out
    assert not list(tmp_path.glob("-"))


@pytest.mark.parametrize("verb", ["list", "check"])
def test_where_no_source_is_listed_it_is_said(home: Path, capsys: pytest.CaptureFixture[str], verb: str) -> None:
    (home / "config" / "sources.yaml").write_text("groups:\n", encoding="utf-8")
    assert main(["--home", str(home), "sources", verb]) == 0
    said = capsys.readouterr()
    assert (said.out, "no source is listed (`monitor sources add ADDRESS` finds some)" in said.err) == ("", True)


def test_a_check_asks_each_source_and_says_what_to_do(home: Path, monitor: Command, paper: Newspaper) -> None:
    paper.publish(*LIGHTHOUSES[:3])
    (home / "config" / "sources.yaml").write_text(
        "groups:\n  - name: G\n    sources:\n"
        f"      - {{id: post, name: Post, url: '{paper.feed}', allow_private: true}}\n"
        f"      - {{id: lost, name: Lost, url: '{paper.origin}/lost', allow_private: true}}\n"
        "      - {id: wire, name: Wire, url: 'https://wire.example/', headers: {X-Key: {env: WIRE_KEY}}}\n",
        encoding="utf-8",
    )

    with alone(str(home / "var" / "monitor.db")):  # as a daemon would
        looked = monitor("sources", "check")
    asked = [json.loads(line) for line in monitor("sources", "check", "post", "--json").lines]

    assert looked.status == 1
    assert "the daemon is at work: what is found is shown, and not saved" in looked.err
    assert [line.split()[:2] for line in looked.lines[1:4]] == [["wire", "locked"], ["lost", "trouble"], ["post", "ok"]]
    assert "the environment variable WIRE_KEY is not set — it is not asked without" in looked.lines[1]
    assert "the server answered 404 Not Found — look for its feed anew" in looked.lines[2]
    assert looked.lines[4] == "3 sources, 2 of them to be looked at"
    assert [(one["id"], one["state"], one["entries"], len(one["pages"])) for one in asked] == [("post", "ok", 3, 2)]
    assert paper.asked["/feed.xml"] == 2  # the first look was not saved, and so the second asked anew

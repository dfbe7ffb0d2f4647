"""`monitor sources`: feeds out as OPML and in again."""

from __future__ import annotations

from pathlib import Path

from doubles.command import Command


def test_what_was_exported_adds_nothing_when_it_is_imported(home: Path, monitor: Command, tmp_path: Path) -> None:
    opml, file = tmp_path / "feeds.opml", home / "config" / "sources.yaml"
    before = file.read_bytes()

    exported = monitor("sources", "export", str(opml))
    imported = monitor("sources", "import", str(opml))

    assert (exported.status, imported.status) == (0, 0)
    assert "http://127.0.0.1:9/feed.xml" in opml.read_text(encoding="utf-8")
    assert imported.err == "monitor: 0 feeds added, 1 feed known already, 0 left out\n"
    assert file.read_bytes() == before

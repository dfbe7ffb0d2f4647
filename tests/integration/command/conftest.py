"""A newspaper on loopback, and a home that subscribes to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from doubles.command import Command
from doubles.newspaper import Newspaper


@pytest.fixture
def paper(home: Path) -> Iterator[Newspaper]:
    """Empty, and the home's only source."""
    with Newspaper() as paper:
        sources = home / "config" / "sources.yaml"
        text = sources.read_text(encoding="utf-8")
        sources.write_text(text.replace("http://127.0.0.1:9/feed.xml", paper.feed), encoding="utf-8")
        yield paper


@pytest.fixture
def monitor(home: Path) -> Command:
    """The command, on this test's home."""
    return Command(home)

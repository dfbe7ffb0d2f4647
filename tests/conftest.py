"""What all tests share: no network for unit tests, a furnished home, a deadline instead of a sleep."""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from doubles.command import Command
from doubles.databases import MIGRATED, copying, empty_database
from doubles.newspaper import Newspaper
from hypothesis import HealthCheck, settings
from pytest_socket import disable_socket

from monitor.ops.logs import RedactingFormatter
from monitor.store import migrate

# a shell's background job begins with SIGINT ignored, and so does all that it starts (POSIX, Shell 2.11)
signal.signal(signal.SIGINT, signal.default_int_handler)
# no timing is asserted, on a machine that may be busy
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

UNIT = Path(__file__).parent / "unit"
#: a profile on a subject that no shipped actor or topic knows, so that nothing but these words can match
PROFILE = """\
name: Lighthouses
watch:
  - phrase: {en: [lighthouse keeper]}
    weight: 3
alert: {instant: 0.75, digest: "07:30", timezone: UTC}
"""
SOURCES = """\
groups:
  - name: Coast
    language: en
    sources:
      - {id: harbour-post, name: Harbour Post, url: "http://127.0.0.1:9/feed.xml", allow_private: true}
"""
RUNTIME = """\
host_gap_seconds: 0
tick_seconds: 1
timeout_seconds: 10
"""


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A unit test opens no socket; pytest-socket lifts the ban at teardown. The event loop's own pair is AF_UNIX."""
    if UNIT in item.path.parents:
        disable_socket(allow_unix_socket=True)


@pytest.fixture(scope="session", autouse=True)
def databases_are_copied() -> Iterator[None]:
    """A test that opens a new database has one at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate, "bring_up_to_date", copying(empty_database()))
        yield


@pytest.fixture
def migrations(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests of the migrations: a new database is made by them."""
    monkeypatch.setattr(migrate, "bring_up_to_date", MIGRATED)


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """A command that runs within a test sets up the log, on a stream that ends with the test."""
    yield
    root = logging.getLogger()
    for handler in root.handlers[:]:
        if isinstance(handler.formatter, RedactingFormatter):
            root.removeHandler(handler)
            root.setLevel(logging.WARNING)
            logging.captureWarnings(False)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a `config/`: one profile (`lighthouses`), one source, on a loopback port where nobody answers."""
    folder = tmp_path / "home"
    for name, text in {"profiles/lighthouses": PROFILE, "sources": SOURCES, "monitor": RUNTIME}.items():
        file = folder / "config" / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def paper(home: Path) -> Iterator[Newspaper]:
    """An empty newspaper on loopback, and the home's only source."""
    with Newspaper() as paper:
        sources = home / "config" / "sources.yaml"
        text = sources.read_text(encoding="utf-8")
        sources.write_text(text.replace("http://127.0.0.1:9/feed.xml", paper.feed), encoding="utf-8")
        yield paper


@pytest.fixture
def monitor(home: Path) -> Command:
    """The command, on this test's home."""
    return Command(home)


@pytest.fixture
def eventually() -> Callable[..., None]:
    """Wait until a condition holds, and fail past the deadline (seconds) with what was waited for."""

    def wait(condition: Callable[[], object], what: str, deadline_s: float = 30.0) -> None:
        end = time.monotonic() + deadline_s
        while not condition():
            if time.monotonic() > end:
                pytest.fail(f"not within {deadline_s:.0f} s: {what}")
            time.sleep(0.02)

    return wait

"""A log line is one line, in UTC, and holds no secret."""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections.abc import Callable, Iterator

import pytest

from monitor.ops.logs import configure, one_line, redact

TOKEN = "123456789:AAF-abcdefghijklmnopqrstuvwxyz01234"

Written = Callable[[], str]


@pytest.fixture
def written() -> Iterator[Written]:
    """Logging configured on a buffer; afterwards as it was."""
    root, stream = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()  # `configure` closes what it replaces; pytest's own handlers are still needed
    configure("INFO", stream=stream, secrets=["open sesame", "ab"])
    yield stream.getvalue
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)


def test_a_record_is_one_line_with_its_time_in_utc(written: Written) -> None:
    logging.getLogger("monitor.pipeline").info("read %d", 3)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ INFO    monitor\.pipeline: read 3\n", written())


def test_secrets_are_redacted_in_messages_arguments_and_tracebacks(written: Written) -> None:
    log = logging.getLogger("monitor.test")
    try:
        raise ValueError(f"no answer from https://api.telegram.org/bot{TOKEN}/sendMessage")
    except ValueError:
        log.exception("failed with %s and %r", "open sesame", {"password": "open sesame"})
    text = written()
    assert "open sesame" not in text
    assert TOKEN not in text
    assert text.count("<secret>") == 3
    assert text.count("\n") == 1


def test_outside_text_cannot_forge_a_line_or_move_the_cursor(written: Written) -> None:
    logging.getLogger("monitor.test").warning("title %s", "a\n2026-01-01T00:00:00Z ERROR forged\x1b[2J\u202e")
    text = written()
    assert text.count("\n") == 1
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_talkative_libraries_are_heard_from_warning_on(written: Written) -> None:
    for name in ("httpx", "httpcore.http11", "telegram.Bot", "trafilatura", "htmldate"):
        logging.getLogger(name).info("chatter")
        logging.getLogger(name).warning("%s matters", name)
    assert "chatter" not in written()
    assert written().count("matters") == 5


def test_a_round_that_outlasts_a_tick_is_no_news(written: Written) -> None:
    scheduler = logging.getLogger("apscheduler.scheduler")
    scheduler.warning("skipped: maximum number of running instances reached")
    scheduler.error("a job failed")
    assert "skipped" not in written()
    assert "a job failed" in written()


def test_warnings_are_log_lines(written: Written) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn("old way", UserWarning, stacklevel=1)
    assert "old way" in written()


def test_a_password_in_an_address_is_a_secret() -> None:
    assert redact("postgresql://watch:pa55@db.example/news", ()) == "postgresql://watch:<secret>@db.example/news"


def test_words_are_not_blotted_out_by_a_very_short_secret() -> None:
    assert redact("about", ["ab", ""]) == "about"


def test_times_and_other_figures_are_not_taken_for_tokens() -> None:
    for text in ("12:30:15", "2026-11-21T07:30:00Z", "article 123456789:short"):
        assert redact(text, ()) == text


def test_a_longer_secret_goes_before_one_that_it_contains() -> None:
    assert redact("sesame-street", ["sesame", "sesame-street"]) == "<secret>"


def test_ordinary_text_in_any_script_stays_as_it_is() -> None:
    assert one_line("Əliyev, Алиев, 阿利耶夫") == "Əliyev, Алиев, 阿利耶夫"

"""How the monitor runs: defaults without a file, and every slip named."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.errors import ConfigError, MonitorError
from monitor.model import Proxy
from monitor.settings.home import Home
from monitor.settings.proxy import usable
from monitor.settings.runtime import AT_ONCE, MonitorFile, Runtime, load_runtime, waiting
from monitor.settings.secrets import Keyring


def load(tmp_path: Path, text: str) -> Runtime:
    (tmp_path / "config").mkdir(exist_ok=True)
    (tmp_path / "config" / "monitor.yaml").write_text(text, encoding="utf-8")
    return load_runtime(Home(tmp_path))


def test_a_missing_and_an_empty_file_give_the_defaults(tmp_path: Path) -> None:
    defaults = load_runtime(Home(tmp_path))
    assert defaults == load(tmp_path, "# nothing\n")
    assert defaults.database == str(tmp_path / "var" / "monitor.db")
    assert (defaults.workers, defaults.concurrency, defaults.host_gap_s) == (2, 20, 2.0)
    assert (defaults.feed_cap, defaults.page_cap, defaults.timeout_s) == (5_000_000, 2_000_000, 30.0)


def test_the_user_agent_names_the_project_and_its_operator(tmp_path: Path) -> None:
    assert load(tmp_path, "").user_agent.startswith("news-monitor/")
    assert load(tmp_path, "contact: me@example.org\n").user_agent.endswith(" (me@example.org)")


@pytest.mark.parametrize(
    ("written", "read"), [("/srv/x.db", "/srv/x.db"), ("postgresql://localhost/news", "postgresql://localhost/news")]
)
def test_an_absolute_path_and_a_url_stay_as_they_are(tmp_path: Path, written: str, read: str) -> None:
    assert load(tmp_path, f"database: {written}\n").database == read


@pytest.mark.parametrize(
    ("text", "column", "what", "hint"),
    [
        ("workres: 3", 1, "unknown key `workres`", "did you mean `workers`?"),
        ("workers: 0", 10, "`workers` should be at least 1", "it is `0`"),
        ("workers: two", 10, "`workers` should be a whole number, not text", ""),
        ("workers: 1.5", 10, "`workers` should be a whole number, not a number", ""),
        ("log_level: inf", 12, "`log_level` should be one of: debug, info, warning, error", "`info`"),
        ("contact: müller@example.org", 10, "`contact` cannot be sent to a site", "plain letters"),
        ('contact: "a\\r\\nX-Evil: b"', 10, "`contact` cannot be sent to a site", ""),
        ("database: postgresql://me:hunter2@localhost/x", 11, "a password stands in the file", "PGPASSWORD"),
        ("timeout_seconds: .inf", 18, "finite number", ""),
        ("proxy: socks5://127.0.0.1:9050", 8, "not the address of a proxy", "for instance"),
        ("proxy: http://me:hunter2@proxy.example", 8, "not the address of a proxy", "a log-in stands apart"),
        ("proxy: {url: 'http://p:1', login: {user: me}}", 35, "the log-in has no password", "password_env"),
        ("proxy: {url: 'http://p:1', login: {user: me, password: hunter2}}", 35, "a secret does not belong", ""),
        ("proxy: 3128", 8, "should be text", ""),
    ],
)
def test_a_slip_is_named_with_its_place_and_a_hint(
    tmp_path: Path, text: str, column: int, what: str, hint: str
) -> None:
    with pytest.raises(ConfigError) as raised:
        load(tmp_path, text + "\n")
    (fault,) = raised.value.faults
    assert (fault.line, fault.column) == (1, column)
    assert what in fault.what
    assert hint in fault.hint
    assert "hunter2" not in str(fault)


def test_an_admin_is_a_channel_where_channels_are_known(tmp_path: Path) -> None:
    load(tmp_path, "admin: telegram/dsk\n")
    for channels in (["telegram/dsk"], None):
        assert load_runtime(Home(tmp_path), channels).admin == "telegram/dsk"
    with pytest.raises(ConfigError) as raised:
        load_runtime(Home(tmp_path), ["telegram/desk"])
    (fault,) = raised.value.faults
    assert (fault.line, fault.column, fault.hint) == (1, 8, "did you mean `telegram/desk`?")


def test_whatever_differs_waits_for_the_next_start_but_what_is_taken_up_at_once(tmp_path: Path) -> None:
    before = load(tmp_path, "")
    after = load(
        tmp_path,
        "contact: a@b.example\ndatabase: x.db\nlog_level: error\nworkers: 3\nconcurrency: 3\ntick_seconds: 3\n"
        "host_gap_seconds: 3\nfeed_max_mb: 3\npage_max_mb: 3\ntimeout_seconds: 3\nadmin: console\nproxy: http://p:1\n"
        "keep: 30 d\n",
    )
    assert set(waiting(before, after)) == set(MonitorFile.model_fields) - set(AT_ONCE)
    assert list(waiting(before, before)) == []


def test_a_proxy_is_read_with_its_password_and_never_shows_it(tmp_path: Path) -> None:
    text = "proxy: {url: 'http://proxy.example:3128', login: {user: me, password_env: WORD}}\n"
    load(tmp_path, text)
    found, missing = (
        load_runtime(Home(tmp_path), keyring=Keyring(environ, tmp_path)).proxy for environ in ({"WORD": "s3cret"}, {})
    )
    assert found == Proxy(url="http://proxy.example:3128", user="me", password="s3cret")
    assert "s3cret" not in repr(found)
    assert usable(found) == found
    with pytest.raises(MonitorError, match="the environment variable WORD is not set"):
        usable(missing)


def test_the_address_alone_is_a_proxy_without_a_log_in(tmp_path: Path) -> None:
    assert load(tmp_path, "proxy: http://proxy.example:3128\n").proxy == Proxy(url="http://proxy.example:3128")


@pytest.mark.parametrize(("written", "seconds"), [("90 d", 7_776_000), ("4d", 345_600), ("forever", None), ("0", None)])
def test_what_is_kept_is_kept_so_long_or_for_ever(tmp_path: Path, written: str, seconds: int | None) -> None:
    assert load(tmp_path, f"keep: {written}\n").keep_s == seconds


def test_what_is_kept_is_told_as_it_is_written(tmp_path: Path) -> None:
    assert load(tmp_path, "").kept == "articles are kept for 90 d: `keep` in config/monitor.yaml"
    assert load(tmp_path, "keep: forever\n").kept == ""


@pytest.mark.parametrize(
    ("written", "hint"),
    [("2 d", "write `4 d` or more, or `forever`"), ("90 days", "write `90 d`"), ("soon", "for inst")],
)
def test_a_time_that_is_none_or_ends_before_a_story_does_is_refused(tmp_path: Path, written: str, hint: str) -> None:
    with pytest.raises(ConfigError) as refused:
        load(tmp_path, f"keep: {written}\n")
    assert hint in str(refused.value)

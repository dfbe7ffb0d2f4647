"""Header fields and log-ins: their secrets come from elsewhere, go into no text, and are never half sent."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path

import pytest

from monitor.errors import ConfigError
from monitor.model import Source
from monitor.settings.secrets import Keyring
from monitor.settings.sources import load_sources


def load(tmp_path: Path, fields: str, url: str = "https://a.example/", **environ: str) -> Source:
    path = tmp_path / "sources.yaml"
    text = f"groups:\n  - name: G\n    sources:\n      - {{id: a, name: A, url: '{url}', {fields}}}\n"
    path.write_text(text, encoding="utf-8")
    return load_sources(path, Keyring(environ, tmp_path))[0]


def test_header_fields_come_from_the_file_the_environment_and_files(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("tik-tak\n", encoding="utf-8")
    fields = "headers: {Accept-Language: az, X-Api-Key: {env: KEY}, Cookie: {file: key}, X-Plain: {value: text}}"
    source = load(tmp_path, fields, KEY="s3cret")
    assert source.headers == (
        ("Accept-Language", "az"),
        ("X-Api-Key", "s3cret"),
        ("Cookie", "tik-tak"),
        ("X-Plain", "text"),
    )
    assert source.secrets == ("s3cret", "tik-tak")
    assert not source.missing


def test_a_log_in_becomes_the_field_of_rfc_7617(tmp_path: Path) -> None:
    source = load(tmp_path, "login: {user: Zoë, password_env: WORD}", WORD="pass:wörd")
    ((name, value),) = source.headers
    assert name == "Authorization"
    assert b64decode(value.removeprefix("Basic ")).decode() == "Zoë:pass:wörd"
    assert {"pass:wörd", value.removeprefix("Basic ")} == set(source.secrets)


def test_no_secret_stands_in_what_is_printed_of_a_source(tmp_path: Path) -> None:
    source = load(tmp_path, "login: {user: me, password_env: WORD}, headers: {X-Key: {env: WORD}}", WORD="s3cret")
    assert "s3cret" not in repr(source)
    assert source.secrets[1] not in repr(source)


@pytest.mark.parametrize(
    ("fields", "environ", "missing"),
    [
        ("login: {user: me, password_env: WORD}", {}, "the environment variable WORD is not set"),
        ("login: {user: me, password_file: none}", {}, "cannot be read: No such file"),
        ("headers: {X-A: x, X-Key: {env: WORD}}", {"WORD": " "}, "the environment variable WORD is not set"),
        ("headers: {X-Key: {env: WORD}}", {"WORD": "two\r\nlines: x"}, "what WORD holds cannot be sent as X-Key"),
        ("headers: {X-Key: {env: WORD}}", {"WORD": "ключ"}, "what WORD holds cannot be sent as X-Key"),
    ],
)
def test_where_a_secret_is_missing_nothing_is_sent_and_the_reason_is_kept(
    tmp_path: Path, fields: str, environ: dict[str, str], missing: str
) -> None:
    source = load(tmp_path, fields, **environ)
    assert missing in source.missing
    assert (source.headers, source.secrets) == ((), ())


def test_without_a_keyring_no_secret_is_looked_for(tmp_path: Path) -> None:
    load(tmp_path, "login: {user: me, password_env: WORD}")
    (source,) = load_sources(tmp_path / "sources.yaml")
    assert (source.headers, source.missing) == ((), "")


@pytest.mark.parametrize(
    ("fields", "what", "hint"),
    [
        ("headers: {Authorization: Bearer hunter2}", "a secret does not belong", "Authorization: {env: VARIABLE}"),
        ("headers: {Cookie: sid=hunter2}", "a secret does not belong", "{env: VARIABLE}"),
        ("headers: {X-Api-Key: hunter2}", "a secret does not belong", "{env: VARIABLE}"),
        ("headers: {x-auth-token: hunter2}", "a secret does not belong", "{env: VARIABLE}"),
        ("headers: {X-Login: Basic hunter2}", "a secret does not belong", "{env: VARIABLE}"),
        ("headers: {Host: hunter2}", "`Host` is for the monitor to write", "remove it"),
        ("headers: {content-LENGTH: hunter2}", "is for the monitor to write", "remove it"),
        ("headers: {User-Agent: hunter2}", "is for the monitor to write", "`contact` in monitor.yaml"),
        ("headers: {If-None-Match: hunter2}", "is for the monitor to write", "remove it"),
        ("headers: {'X A': hunter2}", "cannot be a header field", "without the colon"),
        ('headers: {"X-A\\r\\nX-B": hunter2}', "cannot be a header field", ""),
        ('headers: {X-A: "hunter2\\r\\nX-B: c"}', "the value of `X-A` cannot be sent", "on one line"),
        ("headers: {X-A: hunter2ж}", "the value of `X-A` cannot be sent", "plain letters"),
        ("headers: {X-A: hunter2, x-a: hunter2}", "`x-a` stands twice", "keep one"),
        ("headers: {X-A: {env: A, file: hunter2}}", "`X-A` has two values", "keep one"),
        ("headers: {X-A: {}}", "`X-A` has no value", "add `env: VARIABLE`"),
        ("headers: {X-A: {env: 'hunter2!'}}", "not the name of an environment variable", ""),
        ("headers: {X-A: 5}", "`X-A` should be text, not a whole number", "quotes"),
        ("headers: hunter2", "`headers` should be a mapping", ""),
        ("login: {user: me, password: hunter2}", "a secret does not belong", "password_env"),
        ("login: {user: me}", "the log-in has no password", "add `password_env"),
        ("login: {user: me, password_env: A, password_file: b}", "`password_env` is there already", "keep one"),
        ("login: {user: 'me:hunter2', password_env: A}", "`user` cannot be sent", "without a colon"),
        ("login: {user: me, password_env: A}, headers: {Authorization: {env: B}}", "two log-ins", "keep one"),
    ],
)
def test_a_slip_is_named_and_no_value_is_repeated(tmp_path: Path, fields: str, what: str, hint: str) -> None:
    with pytest.raises(ConfigError) as raised:
        load(tmp_path, fields)
    (fault,) = raised.value.faults
    assert fault.line == 4
    assert what in fault.what
    assert hint in fault.hint
    assert "hunter2" not in str(fault)


@pytest.mark.parametrize("fields", ["login: {user: me, password_env: W}", "headers: {X-Key: {env: W}}"])
def test_a_secret_goes_over_the_open_wire_only_to_a_server_of_ones_own(tmp_path: Path, fields: str) -> None:
    with pytest.raises(ConfigError) as raised:
        load(tmp_path, fields, "http://a.example/", W="x")
    assert "for all to read" in str(raised.value)
    assert load(tmp_path, f"{fields}, allow_private: true", "http://10.0.0.1/", W="x").headers


def test_a_field_that_is_no_secret_goes_anywhere(tmp_path: Path) -> None:
    assert load(tmp_path, "headers: {Accept-Language: az}", "http://a.example/").headers == (("Accept-Language", "az"),)

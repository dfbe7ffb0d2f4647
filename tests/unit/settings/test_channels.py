"""Channels: secrets come from elsewhere, and a missing one is no fault of the file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from pathlib import Path
from textwrap import dedent
from typing import get_args

import pytest

from monitor.decide.calendar import DigestPlan, DigestTime
from monitor.decide.delivery import ChannelSettings, Console, Email, Eml, Feed, Hook, Telegram
from monitor.decide.route import Only
from monitor.errors import ConfigError
from monitor.model import DeliveryKind
from monitor.settings.channels import load_channels

TOKEN = "123456789:AAE0123456789abcdefghijklmnopqrstuv"


def load(tmp_path: Path, text: str, environ: Mapping[str, str] | None = None) -> tuple[ChannelSettings, ...]:
    path = tmp_path / "channels.yaml"
    path.write_text(dedent(text), encoding="utf-8")
    return load_channels(path, environ or {}, tmp_path)


def test_without_a_file_or_with_an_empty_one_there_is_the_console(tmp_path: Path) -> None:
    assert load_channels(tmp_path / "none.yaml", {}, tmp_path) == (Console(),)
    assert load(tmp_path, "# nothing yet\n") == (Console(),)


def test_a_token_comes_from_the_environment(tmp_path: Path) -> None:
    text = """\
        telegram/me:
          token_env: TOKEN
          chat_id: 42
          thread_id: 7
          silent: true
          api_url: http://127.0.0.1:8081
        """
    telegram, console = load(tmp_path, text, {"TOKEN": f" {TOKEN}\n"})
    assert telegram == Telegram(
        name="telegram/me",
        token=TOKEN,
        chat_id=42,
        thread_id=7,
        silent=frozenset(get_args(DeliveryKind)),
        api_url="http://127.0.0.1:8081",
    )
    assert console == Console()


@pytest.mark.parametrize(
    ("written", "kinds"),
    [
        ("true", {"alert", "digest", "surge", "silence"}),
        ("false", set()),
        ("digest", {"digest"}),
        ("[surge, silence]", {"surge", "silence"}),
    ],
)
def test_what_is_silent_and_what_has_a_preview_is_all_none_or_named(
    tmp_path: Path, written: str, kinds: set[str]
) -> None:
    text = f"telegram/me: {{token_env: T, chat_id: 1, silent: {written}, preview: {written}}}\n"
    telegram, _ = load(tmp_path, text)
    assert isinstance(telegram, Telegram)
    assert (telegram.silent, telegram.preview) == (kinds, kinds)


def test_alerts_have_a_preview_and_everything_sounds_unless_it_says_otherwise(tmp_path: Path) -> None:
    telegram, _ = load(tmp_path, "telegram/me: {token_env: T, chat_id: 1}\n")
    assert isinstance(telegram, Telegram)
    assert (telegram.silent, telegram.preview) == (set(), {"alert"})


@pytest.mark.parametrize("written", ["critical", "[alert, loud]", "{alert: true}", "3"])
def test_what_is_critical_cannot_be_silenced_and_nothing_unknown_be_named(tmp_path: Path, written: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, f"telegram/me: {{token_env: T, chat_id: 1, silent: {written}}}\n")
    assert "silent" in str(caught.value)


@pytest.mark.parametrize(
    ("written", "chat_id"), [("42", 42), ('"-1001234567890"', -1001234567890), ("-7", -7), ('"@channel"', "@channel")]
)
def test_a_chat_id_is_a_number_or_the_name_of_a_channel(tmp_path: Path, written: str, chat_id: int | str) -> None:
    telegram, _ = load(tmp_path, f"telegram/me: {{token_env: T, chat_id: {written}}}\n")
    assert isinstance(telegram, Telegram)
    assert telegram.chat_id == chat_id


def test_a_reader_may_have_a_digest_of_their_own(tmp_path: Path) -> None:
    text = """\
        telegram/me: {token_env: T, chat_id: 1, digest: [07:30, mon 18:00], timezone: Asia/Tbilisi, empty: skip}
        email/desk: {host: h, from: a@b, to: c@d, digest: none}
        console: {digest: weekdays 09:00}
        """
    times = (DigestTime(at=time(7, 30)), DigestTime(at=time(18), days=(0,)))
    assert [one.digest for one in load(tmp_path, text)] == [
        DigestPlan(times=times, timezone="Asia/Tbilisi", empty="skip"),
        None,
        DigestPlan(times=(DigestTime(at=time(9), days=(0, 1, 2, 3, 4)),)),
    ]


def test_a_time_zone_without_a_digest_is_a_slip(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r":2:13: `timezone` is about a `digest` .* \(add `digest: \"07:30\"`\)"):
        load(tmp_path, "# the terminal\nconsole: {  timezone: Asia/Tbilisi}\n")


def test_every_kind_of_channel_may_name_the_language_of_its_recipient(tmp_path: Path) -> None:
    text = """\
        telegram/me: {token_env: T, chat_id: 1, language: en}
        email/desk: {host: h, from: a@b, to: c@d, language: vi}
        console: {language: fa}
        """
    assert [one.language for one in load(tmp_path, text)] == ["en", "vi", "fa"]
    assert [one.language for one in load(tmp_path, "console: {}\n")] == [None]


@pytest.mark.parametrize("name", ["secret", "$CREDENTIALS_DIRECTORY/secret", "~/secret"])
def test_a_token_comes_from_a_file(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "secret").write_text(f"{TOKEN}\n", encoding="utf-8")
    environ = {"CREDENTIALS_DIRECTORY": str(tmp_path)}
    telegram, _ = load(tmp_path, f"telegram/me: {{token_file: {name}, chat_id: 1}}\n", environ)
    assert isinstance(telegram, Telegram)
    assert (telegram.token, telegram.missing) == (TOKEN, "")


def test_a_missing_secret_stops_its_own_channel_only(tmp_path: Path) -> None:
    text = """\
        telegram/unset: {token_env: UNSET, chat_id: 1}
        telegram/lost: {token_file: lost, chat_id: 1}
        telegram/empty: {token_file: empty, chat_id: 1}
        telegram/two: {token_file: two, chat_id: 1}
        telegram/binary: {token_file: binary, chat_id: 1}
        telegram/good: {token_env: T, chat_id: 1}
        """
    (tmp_path / "empty").touch()
    (tmp_path / "two").write_text("a\nb\n", encoding="utf-8")
    (tmp_path / "binary").write_bytes(b"\xff")
    *found, _ = load(tmp_path, text, {"T": TOKEN})
    assert all(isinstance(channel, Telegram) for channel in found)
    missing = [channel.missing for channel in found if isinstance(channel, Telegram)]
    assert missing[0] == "the environment variable UNSET is not set"
    assert missing[1:5] == [
        f"{tmp_path / 'lost'} cannot be read: No such file or directory",
        f"{tmp_path / 'empty'} is empty",
        f"{tmp_path / 'two'} holds more than one line of text",
        f"{tmp_path / 'binary'} is not text",
    ]
    assert missing[5] == ""


def test_a_mail_channel_is_read_whole(tmp_path: Path) -> None:
    text = """\
        email/desk:
          host: smtp.example.org
          security: tls
          username: me
          password_env: P
          from: News <news@example.org>
          to: desk@example.org
        """
    email, _ = load(tmp_path, text, {"P": "pässword"})
    assert email == Email(
        name="email/desk",
        host="smtp.example.org",
        port=465,
        security="tls",
        username="me",
        password="pässword",
        sender="News <news@example.org>",
        to=("desk@example.org",),
    )


@pytest.mark.parametrize(("security", "port"), [("tls", 465), ("starttls", 587), ("none", 25)])
def test_the_usual_port_goes_by_the_security(tmp_path: Path, security: str, port: int) -> None:
    text = f"email/x: {{host: localhost, security: {security}, from: a@b, to: [c@d, e@f]}}\n"
    email, _ = load(tmp_path, text)
    assert isinstance(email, Email)
    assert (email.port, email.to, email.username, email.missing) == (port, ("c@d", "e@f"), None, "")


MAIL = "email/x: {host: h, from: a@b, to: c@d, "
HOOK = "webhook/x: {url: 'https://e/h'"


@pytest.mark.parametrize(
    ("text", "line", "column", "what", "hint"),
    [
        ("telegram/me:\n  token: 1:A\n  chat_id: 1\n", 2, 3, "a secret does not belong into this file", "token_env:"),
        (MAIL + "password: x}\n", 1, 40, "a secret does not belong into this file", "password_env:"),
        ("telegram/me: {chat_id: 1}\n", 1, 14, "`telegram/me` has no token", "token_env"),
        ("telegram/me: {token_env: A, token_file: b, chat_id: 1}\n", 1, 29, "`token_env` is there already", "keep one"),
        (f"telegram/me: {{token_env: '{TOKEN}', chat_id: 1}}\n", 1, 26, "not the name of an environment variable", ""),
        ("telegram/me: {token_env: A, chat_id: me}\n", 1, 38, "`chat_id` should be a number", "how to find it"),
        ("telegram/me: {token_env: A, chat_id: 1.5}\n", 1, 38, "`chat_id` should be a number", ""),
        ("telegram/me: {token_env: A, chatid: 1}\n", 1, 29, "unknown key `chatid`", "did you mean `chat_id`?"),
        (
            "telegram/me: {token_env: A, chat_id: 1, api_url: 'x:1'}\n",
            1,
            50,
            "`api_url` is not an address",
            "http://127.0.0.1:8081",
        ),
        ("telegran/me: {}\n", 1, 1, "unknown channel `telegran/me`", "`telegram`"),
        ("me: {}\n", 1, 1, "unknown channel `me`", "`telegram/`"),
        ("telegram: {token_env: A, chat_id: 1}\n", 1, 1, "unknown channel `telegram`", ""),
        ("telegram/../x: {token_env: A, chat_id: 1}\n", 1, 1, "unknown channel", ""),
        ("telegram/me: 5\n", 1, 14, "`telegram/me` should be a mapping", ""),
        ("- telegram/me\n", 1, 1, "the file should be a mapping", "telegram/me"),
        (MAIL + "username: u}\n", 1, 40, "`email/x` has no password", "password_env"),
        (MAIL + "password_env: P}\n", 1, 10, "a password without `username`", "username"),
        (MAIL + "port: 70000}\n", 1, 46, "`port` should be at most 65535", "`70000`"),
        (MAIL + "security: ssl}\n", 1, 50, "`security` should be one of: tls, starttls, none", ""),
        ("email/x: {host: h, from: a@b, to: nobody}\n", 1, 35, "`nobody` is not an e-mail address", "desk@example.org"),
        (MAIL + "language: english}\n", 1, 50, "unknown language `english`", "`en`"),
        ("console: {language: vn}\n", 1, 21, "unknown language `vn`", "`vi` (Vietnamese)"),
        ("console: {language: mn}\n", 1, 21, "the catalogue has no names in Mongolian", "ar, az"),
        ('email/x: {host: h, from: "a@b\\r\\nBcc: c@d", to: c@d}\n', 1, 26, "is not an e-mail address", ""),
        ("email/x: {host: h, from: a@b, to: []}\n", 1, 35, "`to` is empty", ""),
        (MAIL + "unsubscribe: nobody}\n", 1, 53, "`nobody` is not an e-mail address", "desk@example.org"),
        (MAIL + "unsubscribe: 'https://'}\n", 1, 53, "not an address of the web", "https://example.org/unsubscribe"),
        (MAIL + 'unsubscribe: "https://e/\\r\\nBcc: v@e"}\n', 1, 53, "not an address of the web", ""),
        (MAIL + "security: none, ca_file: ca.pem}\n", 1, 56, "no certificate is asked for", "security: tls"),
        ("eml/x: {folder: ../mail, from: a@b, to: c@d}\n", 1, 17, "does not lie below the home", "from the root"),
        ('feed/x: {folder: "a\\0b", base_url: "https://e/"}\n', 1, 18, "does not lie below the home", ""),
        ("feed/x: {folder: '', base_url: 'https://e/'}\n", 1, 18, "`folder` is empty", ""),
        ("feed/x: {folder: public, base_url: example}\n", 1, 36, "`example` is not an address of the web", "https://"),
        ("feed/x: {folder: public, base_url: 'https://e/', keep: 0}\n", 1, 56, "`keep` should be at least 1", ""),
        (HOOK + "}\n", 1, 1, "`webhook/x` says nowhere where its secret is", "add `secret_env: WEBHOOK_SECRET`"),
        (HOOK + ", url_env: U, secret_env: S}\n", 1, 33, "`url` is there already", "keep one"),
        (HOOK + ", secret_env: S, secret_file: s}\n", 1, 48, "`secret_env` is there already", "keep one"),
        (
            HOOK + ", secret_env: S, old_secret_env: O, old_secret_file: o}\n",
            1,
            67,
            "`old_secret_env` is there",
            "keep one",
        ),
        (HOOK + ", secret: whsec_AAAA}\n", 1, 33, "a secret does not belong into this file", "secret_env:"),
        ("webhook/x: {secret_env: S}\n", 1, 1, "says nowhere where its url is", "add `url: https://example.org/hooks"),
        ("webhook/x: {url: 'ftp://e/', secret_env: S}\n", 1, 18, "`url` is not an address of the web", ""),
        ("apprise/x: {}\n", 1, 1, "`apprise/x` says nowhere where its url is", "add `url_env: APPRISE_URL`"),
        (
            "apprise/x: {url: 'ntfy://topic'}\n",
            1,
            13,
            "a secret does not belong into this file",
            "url_env: APPRISE_URL",
        ),
        ("apprise/x: {url_env: A, url_file: b}\n", 1, 25, "`url_env` is there already", "keep one"),
    ],
)
def test_a_slip_is_named_with_its_place_and_a_hint(
    tmp_path: Path, text: str, line: int, column: int, what: str, hint: str
) -> None:
    with pytest.raises(ConfigError) as raised:
        load(tmp_path, text)
    fault = raised.value.faults[0]
    assert (fault.line, fault.column) == (line, column)
    assert what in fault.what
    assert hint in fault.hint


def test_certificates_that_cannot_be_read_stop_their_own_channel_only(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("no certificate\n", encoding="utf-8")
    for name in ("ca.pem", "none.pem"):
        email, console = load(tmp_path, MAIL + f"ca_file: {name}}}\n")
        assert email.missing.startswith(f"{tmp_path / name} holds no certificates: ")
        assert console == Console()


def test_a_folder_lies_below_the_home_unless_it_is_named_from_the_root(tmp_path: Path) -> None:
    for name, folder in {"out": tmp_path / "out", "/srv/x": Path("/srv/x"), "~/x": Path.home() / "x"}.items():
        feed, eml, _ = load(
            tmp_path,
            f"feed/x: {{folder: {name}, base_url: 'https://e/'}}\neml/x: {{folder: {name}, from: a@b, to: c@d}}\n",
        )
        assert isinstance(feed, Feed)
        assert isinstance(eml, Eml)
        assert (feed.folder, eml.folder) == (str(folder), str(folder))


def test_a_secret_in_the_wrong_place_is_never_repeated(tmp_path: Path) -> None:
    for key in ("token", "token_env", "chat_id", "thread_id", "api_url"):
        with pytest.raises(ConfigError) as raised:
            load(tmp_path, f"telegram/me: {{{key}: '{TOKEN}'}}\n")
        assert TOKEN not in str(raised.value)


def test_all_slips_of_all_channels_are_told_together(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as raised:
        load(tmp_path, "telegram/a: {token_env: A, chat_id: x}\nsms/b: {}\n")
    assert [fault.line for fault in raised.value.faults] == [1, 2]


def test_a_channel_may_take_a_part_of_what_is_told(tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "armenia.yaml").touch()
    text = """\
        telegram/me: {token_env: T, chat_id: 1, only: {levels: critical, languages: [fa, ru], profiles: [armenia]}}
        """
    taken = load(tmp_path, text)[0].only
    assert taken == Only(levels=("critical",), languages=("fa", "ru"), profiles=("armenia",))


@pytest.mark.parametrize(
    ("only", "said"),
    [
        ("{levels: critcal}", "did you mean `critical`?"),
        ("{languages: farsi}", "unknown language"),
        ("{profiles: [armenia, armnia]}", "no profile `armnia` (did you mean `armenia`?)"),
        ("{level: alert}", "unknown key `level` (did you mean `levels`?)"),
    ],
)
def test_a_part_that_is_unknown_is_a_fault_with_its_place(tmp_path: Path, only: str, said: str) -> None:
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "armenia.yaml").touch()
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, f"telegram/me:\n  token_env: T\n  chat_id: 1\n  only: {only}\n")
    (fault,) = caught.value.faults
    assert said in str(fault)
    assert fault.line == 4


def test_a_fallback_is_another_channel_and_leads_to_no_circle(tmp_path: Path) -> None:
    ways = {"a": "telegram/b", "b": "console"}
    channel = "telegram/{}: {{token_env: TOKEN, chat_id: 42, fallback: {}}}\n"
    found = load(tmp_path, "".join(channel.format(*way) for way in ways.items()))
    assert [one.fallback for one in found] == ["telegram/b", "console", ""]
    wrong = {
        "telegram/c": "channels.yaml:2:55: no channel `telegram/c` (",
        "telegram/b": "channels.yaml:2:55: `telegram/b` falls back on itself (",
        "telegram/a": "channels.yaml:1:55: `telegram/a` falls back on itself: telegram/a → telegram/b → telegram/a (",
    }
    for to, said in wrong.items():
        with pytest.raises(ConfigError) as error:
            load(tmp_path, "".join(channel.format(*way) for way in {**ways, "b": to}.items()))
        assert said in str(error.value)


WEBHOOK = "{url: https://news.example.org/telegram, port: 8090, secret_env: SHOWN}"


def test_a_bot_that_is_told_has_an_address_and_a_secret(tmp_path: Path) -> None:
    text = f"telegram/me: {{token_env: T, chat_id: 1, webhook: {WEBHOOK}}}\n"
    telegram, _ = load(tmp_path, text, {"T": TOKEN, "SHOWN": "a_secret-1"})
    assert isinstance(telegram, Telegram)
    url = "https://news.example.org/telegram"
    assert telegram.hook == Hook(url=url, host="127.0.0.1", port=8090, secret="a_secret-1")
    assert telegram.hook.path == "/telegram"
    assert "a_secret-1" not in repr(telegram)
    assert telegram.secrets == (TOKEN, "a_secret-1")
    assert Hook(url="https://news.example.org").path == "/"


@pytest.mark.parametrize("secret", ["", "with a space", "é", "x" * 257, "a:b"])
def test_a_secret_that_telegram_would_not_take_is_missing_and_not_repeated(tmp_path: Path, secret: str) -> None:
    text = f"telegram/me: {{token_env: T, chat_id: 1, webhook: {WEBHOOK}}}\n"
    telegram, _ = load(tmp_path, text, {"T": TOKEN, "SHOWN": secret})
    assert telegram.missing.startswith("the environment variable SHOWN ")
    assert not secret or secret not in telegram.missing


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ("{token_env: T, chat_id: 2}", ""),
        ("{token_env: T, chat_id: 2, webhook: {url: https://news.example.org/telegram}}", ""),
        ("{token_env: T, chat_id: 2, webhook: {url: https://news.example.org/x}}", "has another webhook"),
        ("{token_env: U, chat_id: 2, webhook: {url: https://news.example.org/x}}", ""),
        ("{token_env: U, chat_id: 2, webhook: {url: https://news.example.org/telegram, port: 8081}}", ""),
        (
            "{token_env: U, chat_id: 2, webhook: {url: https://news.example.org/telegram}}",
            "the bot of `telegram/a` is told at 127.0.0.1:8080/telegram already (give each bot a path of its own)",
        ),
    ],
)  # fmt: skip
def test_a_bot_has_one_webhook_and_two_bots_have_two(tmp_path: Path, second: str, said: str) -> None:
    first = "{token_env: T, chat_id: 1, webhook: {url: https://news.example.org/telegram}}"
    text = f"telegram/a: {first}\ntelegram/b: {second}\n"
    environ = {"T": TOKEN, "U": f"9{TOKEN}"}
    if said:
        with pytest.raises(ConfigError, match=r"channels.yaml:2:\d+: ") as caught:
            load(tmp_path, text, environ)
        assert said in str(caught.value)
    else:
        assert len(load(tmp_path, text, environ)) == 3

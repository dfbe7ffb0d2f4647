"""What went wrong with a channel is said in words, with what to do; what nobody knows stays as it is."""

from __future__ import annotations

import pytest

from monitor.deliver.plain_words import plain_words


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        ("InvalidToken: Unauthorized", "the bot's token is refused"),
        ("telegram/me: Chat not found", "the bot knows no such chat"),
        ("Forbidden: bot was blocked by the user", "you have blocked the bot"),
        ("NetworkError: httpx.ConnectError: All connection attempts failed", "nothing answers there"),
        ("SMTPConnectError: Error connecting to x on port 1: [Errno 111] Connect call failed", "nothing answers there"),
        ("NetworkError: httpx.ConnectError: [Errno -2] Name or service not known", "no server has that name"),
        ("SMTPAuthenticationError: (535, '5.7.8 Authentication credentials invalid')", "user name or password"),
        ("email/desk: 535 5.7.8 no", "user name or password"),
        ("SMTPConnectError: [SSL: WRONG_VERSION_NUMBER] wrong version number", "does not speak TLS in this way"),
        ("SSLCertVerificationError: CERTIFICATE_VERIFY_FAILED", "certificate is not trusted"),
        ("TimedOut: Timed out", "does not answer in time"),
    ],
)
def test_what_servers_and_libraries_say(raw: str, what: str) -> None:
    said, hint = plain_words(raw)
    assert what in said
    assert hint


def test_what_is_not_known_is_said_as_it_is() -> None:
    assert plain_words("the moon is full") == ("the moon is full", "")

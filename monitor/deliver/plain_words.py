"""What servers and libraries say when a message is not taken, in words for whoever set the channel up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

#: what the raw text holds -> what is wrong, and what to do; the first that fits counts. The words of the Bot API, of
#: SMTP (RFC 4954, 5321), and of OpenSSL, glibc, httpx and aiosmtplib
_KNOWN: Final[Sequence[tuple[str, str, str]]] = (
    (
        r"unauthorized|invalid ?token|token.*(rejected|invalid)|404 not found",
        "the bot's token is refused",
        "@BotFather shows it under /mybots, API Token",
    ),
    (
        r"chat not found",
        "the bot knows no such chat",
        "write any word to the bot first (a bot cannot write first), and look at `chat_id`",
    ),
    (r"bot was blocked", "you have blocked the bot", "open its chat and press Restart"),
    (
        r"bot (was kicked|is not a member)|not enough rights|have no rights",
        "the bot may not write there",
        "add it to the group, or make it an administrator of the channel",
    ),
    (
        r"terminated by other getupdates|webhook is active",
        "another program asks for this bot's messages",
        "stop it, or make a bot of its own with @BotFather",
    ),
    (
        r"\b53[045]\b|authentication (failed|credentials|unsuccessful)|username and password not accepted",
        "user name or password is refused",
        "many providers want an app password in place of your own",
    ),
    (
        r"wrong.version.number|starttls extension not supported|record layer failure",
        "the server does not speak TLS in this way",
        "`security: tls` is for port 465, `starttls` for 587, `none` for this machine",
    ),
    (
        r"certificate.verify.failed|certificateerror",
        "the server's certificate is not trusted",
        "look at the host's name; this machine must trust its certificate",
    ),
    (
        r"name or service not known|name resolution|nodename nor servname|getaddrinfo|no address associated",
        "no server has that name, or there is no network",
        "look at its spelling and at your connection",
    ),
    (
        r"refused|connect call failed|all connection attempts failed|connecterror",
        "nothing answers there",
        "look at host and port; is a firewall in between?",
    ),
    (r"network is unreachable|no route to host", "there is no way to that server", "look at your connection"),
    (r"timed? ?out|timeout|no answer within", "the server does not answer in time", "try again; look at host and port"),
    (
        r"\b55[0134]\b|recipient",
        "the mail server does not take this letter",
        "look at `from` and `to`: many servers send only for their own users",
    ),
    (
        r"connection (lost|reset|closed)|disconnected|unexpected eof",
        "the server hung up",
        "look at port and `security`",
    ),
)


def plain_words(raw: str) -> tuple[str, str]:
    """(what is wrong, what to do); the text itself and nothing where it is not known."""
    for pattern, what, hint in _KNOWN:
        if re.search(pattern, raw, re.IGNORECASE):
            return what, hint
    return raw, ""

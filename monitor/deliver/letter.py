"""Message -> the letter that travels: headers, plain text, HTML with its pictures. No text from outside makes a header.

From, To             as the owner wrote them; a name is cleaned, and encoded where it is not ASCII
Subject              one clean line, at most 180 UTF-16 units
Message-ID           from the message's key: a repeat has the same, and mail readers show it once
In-Reply-To,         what it continues: the root of its thread, and the story's first letter where it answers that
References           (RFC 5322 3.6.4). A thread is a profile's alerts, or its digests; no letter has a root's id
List-Id              RFC 2919: what a reader sorts by
List-Unsubscribe     RFC 2369; with an https address also RFC 8058, one click
Auto-Submitted       RFC 3834: nobody answers that they are on leave. `Precedence` is no standard, and is left out
"""

from __future__ import annotations

import re
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from hashlib import sha256
from typing import Any, Final
from urllib.parse import quote

from monitor.decide.delivery import Letters
from monitor.deliver.text import cap, clean
from monitor.errors import DeliveryError
from monitor.model import Message, Picture

#: UTF-16 units of a subject; mail readers show fewer
SUBJECT: Final = 180
#: the same of a name, and letters of an id: a header's line holds 998 (RFC 5322 2.1.1)
_NAME, _ATOM = 60, 120
#: headers of ours that stand on one line: the library would cut a long address, or encode it beyond recognition
_WHOLE: Final = frozenset({"list-unsubscribe", "list-unsubscribe-post", "list-id", "in-reply-to", "references"})
#: a message id of ours at the beginning of what the channel gave out as its receipt
_ID = re.compile(r"<[A-Za-z0-9.-]+@[A-Za-z0-9.-]+>")
_PICTURE = re.compile(r'<img [^>]*src="cid:[^"]*" alt="([^"]*)"[^>]*>')


class _Policy(EmailPolicy):
    """Every relay takes it: non-ASCII goes out encoded, in lines of legal length."""

    def fold(self, name: str, value: Any) -> str:
        return self._line(name, value) or super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        return self._line(name, value).encode("ascii") or super().fold_binary(name, value)

    def _line(self, name: str, value: Any) -> str:
        return f"{name}: {value}{self.linesep}" if name.lower() in _WHOLE else ""


_POLICY: Final = _Policy(linesep="\r\n", cte_type="7bit", raise_on_defect=False)


def letter(message: Message, way: Letters, date: datetime, *, pictures: bool = True) -> EmailMessage:
    """The message as it travels. Without `pictures`, what they show stands in words. Raises `DeliveryError` for an
    address that no header can hold."""
    mail = EmailMessage(policy=_POLICY)
    try:
        sender = _address(way.sender)
        mail["From"] = sender
        mail["To"] = tuple(_address(one) for one in way.to)
    except (ValueError, IndexError, HeaderParseError) as error:
        raise DeliveryError(f"{way.name}: {error}", permanent=True) from error
    domain = _domain(sender)
    mail["Subject"] = cap(_words(message.subject), SUBJECT)
    mail["Date"] = format_datetime(date)
    mail["Message-ID"] = message_id(message, way)
    root = thread(message, way)
    mail["In-Reply-To"] = answered = _answered(message) or root
    mail["References"] = root if answered == root else f"{root} {answered}"
    mail["List-Id"] = f"<{_atom(way.name)}.news-monitor.{domain}>"
    mail["List-Unsubscribe"] = _unsubscribe(way, sender)
    if way.unsubscribe.startswith("https://"):
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(_text(message.text))
    if message.html:
        html = _text(message.html)
        mail.add_alternative(html if pictures else _PICTURE.sub(r"\1", html), subtype="html")
        for shown in message.pictures if pictures else ():
            _relate(mail, shown, message.key)
    return mail


def message_id(message: Message, way: Letters) -> str:
    """By its key alone: the same for a repeat."""
    return f"<{_atom(message.key)}@{_domain_of(way.sender)}>"


def thread(message: Message, way: Letters) -> str:
    """What all letters of one thread refer to: of a profile and channel its alerts, or its digests."""
    kind = "digests" if message.level == "digest" else "alerts"
    known = sha256(f"{message.profile}\0{way.name}".encode("utf-8", "replace")).hexdigest()[:24]
    return f"<{kind}-{known}@{_domain_of(way.sender)}>"


def mailbox(text: str) -> str:
    """The bare address of one with a name or without, as a server is told it: a domain that is not ASCII is encoded."""
    spec = text.rpartition("<")[2].rstrip("> ") if "<" in text else text.strip()
    local, _, domain = spec.rpartition("@")
    return spec if domain.isascii() else f"{local}@{domain.encode('idna').decode('ascii')}"


def content_id(shown: Picture, key: str) -> str:
    """By which the HTML of a message speaks of a picture in it (RFC 2392)."""
    return f"{_atom(shown.name)}.{_atom(key)}@news-monitor"


def _address(text: str) -> Address:
    """Raises `ValueError`, `IndexError` or `HeaderParseError` for what is none."""
    spec = mailbox(text)
    if not spec.isascii() or not spec.isprintable() or any(c in spec for c in "<>, "):
        raise ValueError(f"{clean(spec)!r} is an address that a mail server may not take")
    name = cap(_words(text.rpartition("<")[0]).strip('"'), _NAME) if "<" in text else ""
    return Address(display_name=name, addr_spec=spec)


def _domain(sender: Address) -> str:
    return _atom(sender.domain, "localhost")


def _domain_of(sender: str) -> str:
    return _domain(_address(sender))


def _answered(message: Message) -> str:
    """The id of the letter that it answers, as `EmailChannel` gave it out."""
    found = _ID.match(message.answers or message.replaces)
    return found[0] if found else ""


def _unsubscribe(way: Letters, sender: Address) -> str:
    if way.unsubscribe.startswith("https://"):
        return f"<{way.unsubscribe}>"
    to = mailbox(way.unsubscribe) if way.unsubscribe else sender.addr_spec
    name = cap(clean(way.name), _NAME)
    return f"<mailto:{quote(to, safe='@.+-_')}?subject={quote(f'unsubscribe {name}', safe='')}>"


def _relate(mail: EmailMessage, shown: Picture, key: str) -> None:
    """Put the picture beside the HTML: multipart/related (RFC 2387), not among the attachments."""
    html = mail.get_body(("html",))
    if isinstance(html, EmailMessage):
        cid = f"<{content_id(shown, key)}>"
        html.add_related(shown.png, "image", "png", cid=cid, filename=shown.name, disposition="inline")


def _words(text: str) -> str:
    """Clean, and no encoded word (RFC 2047): the library would decode it, line ends and all."""
    return clean(text).replace("=?", "= ?")


def _text(text: str) -> str:
    """What can be encoded; no NUL (RFC 5322 2.3)."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def _atom(text: str, without: str = "message") -> str:
    """The text as part of a message id (RFC 5322 3.6.4): what is not a letter, digit, dot or hyphen becomes a dot."""
    return re.sub(r"[^A-Za-z0-9-]+", ".", text)[:_ATOM].strip(".") or without

"""The step of `monitor init` that leads to an e-mail channel: nothing is saved before the server took the log-in."""

from __future__ import annotations

import asyncio
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from monitor.cli.ask import ask, ask_hidden, ask_yes
from monitor.cli.walked import Step, failed
from monitor.decide.delivery import Email, Security
from monitor.deliver.acquaint import log_in
from monitor.errors import DeliveryError
from monitor.settings.channels.email import PORTS, EmailChannel
from monitor.settings.channels.letters import Mailbox
from monitor.settings.put_channel import put_channel, put_secret


def walk(step: Step) -> str:
    """The name of the channel that was set up; empty where it was skipped."""
    before: dict[str, Any] = {}
    while (asked := _asked(before)) is not None:
        before, password = asked
        try:
            asyncio.run(log_in(_settings(before, password)))
        except DeliveryError as error:
            failed(error)
            if not ask_yes("Try again?"):
                return ""
            continue
        name = step.named("email/me")
        if name:
            _save(step, name, before, password)
        return name
    return ""


def _asked(before: dict[str, Any]) -> tuple[dict[str, Any], str] | None:
    """The fields of the channel, and the password; None where the person skips it."""
    host = ask("The mail server (Enter skips e-mail):" if not before else "The mail server:", before.get("host", ""))
    if not host:
        return None
    security = ask("Security: starttls, tls or none", before.get("security", "starttls"), _security)
    port = ask("Port", str(before.get("port", PORTS[security])), _port)  # type: ignore[index]  # checked just now
    user = ask("User name (Enter: no log-in)", before.get("username", ""))
    password = ask_hidden("Password (it is not shown):") if user else ""
    usual = before.get("from", user if "@" in user else "")
    sender = ask("From which address?", usual, _mailbox)
    to = ask("To which address?", before.get("to", sender), _mailbox)
    if not sender or not to:
        print("  without both addresses nothing can be sent")
        return None
    fields = {"host": host, "port": int(port), "security": security}
    if user:
        fields["username"] = user
    return {**fields, "from": sender, "to": to}, password


def _settings(fields: dict[str, Any], password: str) -> Email:
    """Raises `DeliveryError` where the password would go over the network in clear."""
    if password and fields["security"] == "none" and fields["host"] not in ("localhost", "127.0.0.1", "::1"):
        raise DeliveryError("the password would go in clear: use `starttls` or `tls`", permanent=True)
    return Email(
        name="email/me",
        host=fields["host"],
        port=fields["port"],
        security=fields["security"],
        username=fields.get("username"),
        password=password or None,
        sender=fields["from"],
        to=(fields["to"],),
    )


def _save(step: Step, name: str, fields: dict[str, Any], password: str) -> None:
    with_secret = {"password_file": step.secret_file(name)} if password else {}
    said = {**fields, **with_secret, **step.common}
    EmailChannel.model_validate(said)
    if password:
        put_secret(step.home, name, password)
    put_channel(step.home.channels, name, said)


def _security(answer: str) -> str:
    return "" if answer in get_args(Security) else f"one of: {', '.join(get_args(Security))}"


def _port(answer: str) -> str:
    return "" if answer.isdecimal() and 0 < int(answer) < 65536 else "a number from 1 to 65535"


def _mailbox(answer: str) -> str:
    try:
        TypeAdapter[str](Mailbox).validate_python(answer)
    except ValidationError:
        return "that is no e-mail address: for instance desk@example.org"
    return ""

"""Messages of the outbox: a table and lines for people, records for scripts. What they say is printed as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from rich.table import Table
from rich.text import Text

from monitor.deliver.text import inline
from monitor.model import DeliveryState, Rest
from monitor.ports import Letter
from monitor.settings.wording import visible

#: of a state
COLOURS: Final[dict[DeliveryState, str]] = {
    "pending": "yellow",
    "claimed": "cyan",
    "written": "cyan",
    "sent": "green",
    "unknown": "red",
    "dead": "red",
}


def letter_table(letters: Sequence[Letter], at: datetime) -> Table:
    """A row for each."""
    table = Table(box=None, pad_edge=False)
    table.add_column("id", justify="right", no_wrap=True)
    for heading in ("state", "queued", "channel"):
        table.add_column(heading, no_wrap=True)
    table.add_column("what", overflow="fold")
    table.add_column("how it goes", overflow="fold", ratio=1)
    for letter in letters:
        delivery = letter.delivery
        table.add_row(
            str(delivery.id),
            Text(delivery.state, style=COLOURS[delivery.state]),
            _minute(letter.queued_at),
            Text(visible(delivery.channel)),
            Text(_what(letter)),
            Text(_going(letter, at)),
        )
    return table


def letter_lines(letter: Letter, rest: Rest | None, at: datetime) -> Iterator[Text]:
    """All that is known of one. `rest`: what keeps its receiver from being written to."""
    delivery = letter.delivery
    head = Text(f"{delivery.id} · ").append(delivery.state, style=COLOURS[delivery.state])
    yield head.append(f" · {visible(delivery.channel)} · {_what(letter)}")
    yield Text(f"queued {_minute(letter.queued_at)} UTC · {visible(delivery.reason)} · {_tries(delivery.attempts)}")
    if letter.sent_at:
        yield Text(
            f"arrived {_minute(letter.sent_at)} UTC" + (f" as {inline(letter.remote_id)}" * bool(letter.remote_id))
        )
    elif delivery.state == "pending":
        yield Text("due now" if delivery.not_before <= at else f"not before {_second(delivery.not_before)} UTC")
    if delivery.instead:
        since = f", which takes nothing since {_minute(delivery.instead.since)} UTC" if delivery.instead.since else ""
        yield Text(f"instead of {visible(delivery.instead.channel)}{since}", style="yellow")
    if letter.possible_repeat:
        yield Text("a possible repeat: nobody knows whether an earlier send arrived", style="yellow")
    if letter.error:
        yield Text(f"the last send: {inline(letter.error)}", style="yellow")
    if rest and delivery.state == "pending":
        word = "takes nothing any more; it is asked again" if rest.refusals else "asked for a pause; written to"
        yield Text(f"its receiver {word} at {_second(rest.until)} UTC: {inline(rest.why)}", style="yellow")
    yield Text("")
    if delivery.message is None:
        yield Text("what it says is put together when it is sent", style="dim")
        return
    if delivery.message.subject:
        yield Text(inline(delivery.message.subject), style="bold")
    for line in delivery.message.text.splitlines():
        yield Text(visible(line))


def letter_record(letter: Letter, rest: Rest | None = None, *, whole: bool = False) -> dict[str, object]:
    """For scripts; `whole`: with its text, and the rest of its receiver."""
    delivery = letter.delivery
    record: dict[str, object] = {
        "id": delivery.id,
        "state": delivery.state,
        "kind": delivery.kind,
        "profile": delivery.profile,
        "subject": delivery.subject,
        "channel": delivery.channel,
        "part": delivery.part,
        "instead": delivery.instead.channel if delivery.instead else None,
        "reason": delivery.reason,
        "queued_at": letter.queued_at.isoformat(),
        "not_before": delivery.not_before.isoformat(),
        "sent_at": letter.sent_at.isoformat() if letter.sent_at else None,
        "attempts": delivery.attempts,
        "possible_repeat": letter.possible_repeat,
        "error": letter.error,
        "remote_id": letter.remote_id,
    }
    if whole:
        message = delivery.message
        record["text"] = message.text if message else None
        record["rest"] = (
            {"until": rest.until.isoformat(), "why": rest.why, "closed": bool(rest.refusals)} if rest else None
        )
    return record


def _what(letter: Letter) -> str:
    """ "alert of caucasus", "digest of profile/caucasus 2026-11-21 07:30, part 2"."""
    delivery = letter.delivery
    slot = f" {visible(delivery.subject)}" if delivery.kind == "digest" else ""
    part = f", part {delivery.part}" if delivery.part > 1 else ""
    return f"{delivery.kind} of {visible(delivery.profile)}{slot}{part}"


def _going(letter: Letter, at: datetime) -> str:
    delivery = letter.delivery
    said = [_minute(letter.sent_at)] if letter.sent_at else []
    if delivery.state == "pending":
        said.append("due now" if delivery.not_before <= at else f"from {_minute(delivery.not_before)}")
    if delivery.instead:
        said.append(f"instead of {visible(delivery.instead.channel)}")
    if letter.possible_repeat:
        said.append("possible repeat")
    if letter.error:
        said.append(inline(letter.error))
    return " · ".join(said)


def _tries(attempts: int) -> str:
    return "not tried yet" if not attempts else "tried once" if attempts == 1 else f"tried {attempts} times"


def _minute(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M}"


def _second(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M:%S}"

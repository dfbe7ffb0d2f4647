"""What the servers of the world answer: the feed, a page, robots.txt, or the trouble of the moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from email.utils import format_datetime
from typing import Literal

from trust.politeness.exchange import EPOCH, Address, Reply, Request
from trust.politeness.papers import Host, Paper, Phase, body_of, etag_of, modified_of, page_of
from trust.politeness.world import World

Manner = Literal["whole", "slow", "cut", "hang", "drop"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to answer, and in which manner."""

    reply: Reply
    body: bytes = b""
    manner: Manner = "whole"


class Answers:
    """Knows what is said where, at any time."""

    def __init__(self, world: World, *, length_s: float, port: int) -> None:
        self._where = {
            place: (paper, number) for paper in world.papers.values() for number, place in enumerate(paper.places)
        }
        self._length_s, self._port = length_s, port

    def paper_at(self, place: Address) -> tuple[Paper | None, int]:
        """The paper that is asked for there, and which of its places that is."""
        return self._where.get(place, (None, 0))

    def plan(self, host: Host, request: Request) -> Plan:
        """The answer of this host to this request."""
        if request.kind == "robots":
            return _robots(host)
        if request.kind == "page":
            _, _, paper_id, number = request.path.split("/")
            return Plan(reply=_reply(200, {"Content-Type": "text/html"}), body=page_of(paper_id, int(number)).encode())
        paper, place = self._where[request.address]
        part = request.at / self._length_s
        active = [phase for phase in paper.phases if phase.begin <= part < phase.end]
        moves = [phase for phase in active if phase.what == "moved" and phase.to > place]
        if moves:
            return self._redirect(paper, min(moves, key=lambda phase: phase.to), request.at)
        trouble = next((phase for phase in active if phase.what != "moved"), None)
        if trouble is None or trouble.what == "slow":
            return self._feed(paper, place, request, manner="slow" if trouble else "whole")
        return self._trouble(paper, place, request, trouble)

    def _trouble(self, paper: Paper, place: int, request: Request, phase: Phase) -> Plan:
        if phase.what in ("hang", "drop"):
            return Plan(reply=Reply(status=0), manner=phase.what)
        if phase.what == "page":
            headers = {"Content-Type": "text/html", "ETag": f'"{paper.id}-notice"'}
            if request.headers.get("if-none-match") == headers["ETag"]:
                return Plan(reply=_reply(304, headers))
            return Plan(reply=_reply(200, headers), body=b"<!doctype html><html><body><p>Back soon.</p></body></html>")
        if phase.what == "gone":
            return Plan(reply=_reply(410), body=b"gone")
        if phase.what == "status":
            return Plan(reply=_reply(phase.status, self._patience(phase, request.at)), body=b"no")
        plan = self._feed(paper, place, request, manner="cut" if phase.what == "cut" else "whole")
        more = {**plan.reply.headers, **self._patience(phase, request.at)}
        reply = Reply(status=plan.reply.status, headers=more, asks=plan.reply.asks)
        return Plan(reply=reply, body=plan.body, manner=plan.manner)

    def _redirect(self, paper: Paper, phase: Phase, at: float) -> Plan:
        target = paper.places[phase.to]
        headers = {"Location": f"http://{target[0]}:{self._port}{target[1]}", **self._patience(phase, at)}
        return Plan(reply=Reply(status=phase.status, headers=headers, target=target), body=b"moved")

    def _feed(self, paper: Paper, place: int, request: Request, *, manner: Manner) -> Plan:
        at = request.at
        etag, modified = etag_of(paper, place, at), modified_of(paper, place, at)
        validators = {name: value for name, value in (("ETag", etag), ("Last-Modified", modified)) if value}
        fresh = {name: self._dated(value, at) for name, value in paper.headers}
        known = request.headers.get("if-none-match"), request.headers.get("if-modified-since")
        same = known[0] == etag if known[0] and etag else bool(modified) and known[1] == modified
        if paper.honours and same:
            return Plan(reply=_reply(304, validators | ({} if paper.bare_304 else fresh)))
        kind = "application/atom+xml" if paper.form == "atom" else "application/rss+xml; charset=utf-8"
        base = f"http://{request.host}:{self._port}/a/{paper.id}"
        reply = Reply(status=200, headers={"Content-Type": kind, **validators, **fresh}, asks=paper.asks)
        return Plan(reply=reply, body=body_of(paper, base, at).encode(), manner=manner)

    def _patience(self, phase: Phase, at: float) -> dict[str, str]:
        if not phase.retry_after_s:
            return {}
        if phase.as_date:
            return {
                "Retry-After": self._dated(f"{{date:{phase.retry_after_s}}}", at),
                "Date": self._dated("{date:0}", at),
            }
        return {"Retry-After": str(phase.retry_after_s)}

    def _dated(self, value: str, at: float) -> str:
        """{date:N} becomes the date N seconds ahead."""
        if not value.startswith("{date:"):
            return value
        return format_datetime(EPOCH + timedelta(seconds=int(at) + int(value[6:-1])), usegmt=True)


def _reply(status: int, headers: Mapping[str, str] | None = None) -> Reply:
    return Reply(status=status, headers=dict(headers or {}))


def _robots(host: Host) -> Plan:
    if host.robots != 200:
        return Plan(reply=_reply(host.robots), body=b"none")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in host.rules.disallow), "Disallow: /never/"]
    if host.rules.crawl_delay_s:
        lines.append(f"Crawl-delay: {host.rules.crawl_delay_s:g}")
    reply = Reply(status=200, headers={"Content-Type": "text/plain"}, rules=host.rules)
    return Plan(reply=reply, body="\n".join(lines).encode())

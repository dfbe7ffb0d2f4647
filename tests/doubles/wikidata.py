"""An imitation of Wikidata's API on loopback, as strict as the real one where a client can go wrong.

    with WikidataApi(Entity("Q1", labels={"en": "Jane Doe"}, classes=("Q5",))) as api:
        api.script(Lagged(retry_after=3), Refuse(500))        # the next two requests
        ...
        assert [request.action for request in api.requests] == ["wbsearchentities", "wbsearchentities"]

It answers wbsearchentities and wbgetentities with formatversion=2, by the rules of www.wikidata.org/w/api.php and of
mediawiki.org ("API:Errors and warnings", "Manual:Maxlag parameter").
"""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

#: values of one parameter, for clients without a name
MOST_VALUES = 50
#: no item has a higher number; a larger one is none (it is kept in 31 bits)
_HIGHEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Entity:
    """One item."""

    id: str
    labels: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)
    #: what it is an instance of
    classes: tuple[str, ...] = ()
    #: what somebody said it is, and others marked as wrong
    deprecated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """What the server was asked."""

    fields: Mapping[str, str]
    user_agent: str

    @property
    def action(self) -> str:
        return self.fields["action"]

    @property
    def ids(self) -> list[str]:
        return self.fields["ids"].split("|")


@dataclass(frozen=True, slots=True)
class Lagged:
    """The databases lag: status 200, an error inside."""

    retry_after: int = 5


@dataclass(frozen=True, slots=True)
class Refuse:
    """An answer with this status."""

    status: int
    retry_after: int | None = None


@dataclass(frozen=True, slots=True)
class Say:
    """Answer with this body, whatever was asked."""

    body: bytes
    #: Content-Encoding, where there is one
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Hang:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Close the connection in the middle of the answer."""


@dataclass(frozen=True, slots=True)
class Flood:
    """An answer of so many bytes."""

    size: int = 100_000_000


Fault = Lagged | Refuse | Say | Hang | Cut | Flood


class WikidataApi:
    """The server; `with` starts and stops it."""

    def __init__(self, *entities: Entity, redirects: Mapping[str, str] | None = None) -> None:
        self.entities = {entity.id: entity for entity in entities}
        #: id of an item that was merged -> id of the one that it is now
        self.redirects = redirects or {}
        self.requests: list[Request] = []
        #: requests under way at the same moment, at most
        self.crowd = 0
        #: bytes of answers that were taken
        self.sent = 0
        self._open = 0
        self._faults: deque[Fault] = deque()
        self._lock = threading.Lock()
        self.over = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _handler(self))

    @property
    def url(self) -> str:
        """What MONITOR_WIKIDATA is set to."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/w/api.php"

    def script(self, *faults: Fault) -> None:
        """What happens to the next requests, in order; after these, all goes well again."""
        self._faults.extend(faults)

    def __enter__(self) -> WikidataApi:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()

    def came(self, request: Request) -> Fault | None:
        """A request is there; what shall happen to it."""
        with self._lock:
            self.requests.append(request)
            self._open += 1
            self.crowd = max(self.crowd, self._open)
            return self._faults.popleft() if self._faults else None

    def went(self) -> None:
        """It is answered."""
        with self._lock:
            self._open -= 1

    def answer(self, fields: Mapping[str, str]) -> dict[str, Any]:
        """What the API says."""
        if fields.get("format") != "json" or fields.get("formatversion") != "2":
            return _error("badvalue", "this imitation speaks formatversion 2 in JSON alone")
        match fields.get("action"):
            case "wbsearchentities":
                return self._search(fields)
            case "wbgetentities":
                return self._entities(fields)
            case other:
                return _error("badvalue", f'Unrecognized value for parameter "action": {other}.')

    # ------------------------------------------------------------ actions

    def _search(self, fields: Mapping[str, str]) -> dict[str, Any]:
        wanted, language = fields["search"].casefold(), fields["language"]
        rows = []
        for entity in self.entities.values():
            label = entity.labels.get(language) or entity.labels.get("mul", "")
            if any(name.casefold().startswith(wanted) for name in (label, *entity.aliases.get(language, ())) if name):
                row = {"id": entity.id, "title": entity.id, "label": label, "match": {"type": "label", "text": label}}
                rows.append(row | ({"description": text} if (text := entity.descriptions.get(language)) else {}))
        return {"searchinfo": {"search": fields["search"]}, "search": rows[: int(fields["limit"])], "success": 1}

    def _entities(self, fields: Mapping[str, str]) -> dict[str, Any]:
        ids, languages = fields["ids"].split("|"), fields["languages"].split("|")
        for name, values in (("ids", ids), ("languages", languages)):
            if len(values) > MOST_VALUES:
                return _error(
                    "toomanyvalues", f'Too many values supplied for parameter "{name}". The limit is {MOST_VALUES}.'
                )
        for one in ids:
            if not (one[:1] == "Q" and one[1:].isdecimal() and 0 < int(one[1:]) <= _HIGHEST):
                return _error("no-such-entity", f'Could not find an entity with the ID "{one}".') | {"id": one}
        return {"entities": {one: self._entity(one, languages) for one in ids}, "success": 1}

    def _entity(self, asked: str, languages: list[str]) -> dict[str, Any]:
        entity = self.entities.get(self.redirects.get(asked, asked))
        if entity is None:
            return {"id": asked, "missing": ""}
        claims = [_claim(one, "normal") for one in entity.classes]
        claims += [_claim(one, "deprecated") for one in entity.deprecated]
        row: dict[str, Any] = {
            "type": "item",
            "id": entity.id,
            "labels": _texts(entity.labels, languages),
            "descriptions": _texts(entity.descriptions, languages),
            "aliases": {
                language: [{"language": language, "value": name} for name in names]
                for language, names in entity.aliases.items()
                if language in languages
            },
            # an empty object is written as a list
            "claims": {"P31": claims} if claims else [],
        }
        return row | ({"redirects": {"from": asked, "to": entity.id}} if asked != entity.id else {})


def _texts(texts: Mapping[str, str], languages: list[str]) -> dict[str, Any]:
    return {
        language: {"language": language, "value": text} for language, text in texts.items() if language in languages
    }


def _claim(item: str, rank: str) -> dict[str, Any]:
    value = {"entity-type": "item", "numeric-id": int(item[1:]), "id": item}
    snak = {"snaktype": "value", "property": "P31", "datavalue": {"value": value, "type": "wikibase-entityid"}}
    return {"mainsnak": snak | {"datatype": "wikibase-item"}, "type": "statement", "id": f"x${item}", "rank": rank}


def _error(code: str, info: str) -> dict[str, Any]:
    return {"error": {"code": code, "info": info, "docref": "See the API's help."}, "servedby": "mw-imitation"}


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is what some tests are about."""


def _handler(api: WikidataApi) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            fields = dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))
            fault = api.came(Request(fields, self.headers.get("User-Agent", "")))
            try:
                if isinstance(fault, Hang):
                    api.over.wait()
                elif isinstance(fault, Flood | Cut):
                    self._pour(fault)
                else:
                    self._say(fault, fields)
            finally:
                api.went()

        def _say(self, fault: Lagged | Refuse | Say | None, fields: Mapping[str, str]) -> None:
            status, headers = 200, {"Content-Type": "application/json; charset=utf-8"}
            if isinstance(fault, Refuse):
                status, body = fault.status, b"<html>no</html>"
                headers |= {"Retry-After": str(fault.retry_after)} if fault.retry_after is not None else {}
            elif isinstance(fault, Say):
                body = fault.body
                headers |= {"Content-Encoding": fault.encoding} if fault.encoding else {}
            elif isinstance(fault, Lagged):
                headers |= {"Retry-After": str(fault.retry_after), "X-Database-Lag": "7"}
                body = json.dumps(_error("maxlag", "Waiting for 10.0.0.1: 7 seconds lagged.")).encode()
            else:
                body = json.dumps(api.answer(fields), ensure_ascii=False).encode()
            self._head(status, len(body), headers)
            self.wfile.write(body)

        def _pour(self, fault: Flood | Cut) -> None:
            size = fault.size if isinstance(fault, Flood) else 100
            self._head(200, size, {"Content-Type": "application/json"})
            self.wfile.write(b'{"search": "')
            piece = b"x" * 100_000
            for _ in range(size // len(piece)):
                self.wfile.write(piece)
                api.sent += len(piece)

        def _head(self, status: int, length: int, headers: Mapping[str, str]) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(length)}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Say nothing."""

    return Handler

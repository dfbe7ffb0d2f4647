"""An imitation of Telegram's Bot API on loopback, as strict as the real one where a sender can go wrong.

    async with BotApi(chats={42}) as api:
        channel = TelegramChannel(Telegram(name="telegram/me", token=api.token, chat_id=42, api_url=api.url), ...)
        api.script(Refuse(429, "Too Many Requests: retry after 7", retry_after=7), Cut())    # the next two requests
        ...
        assert [message.text for message in api.sent] == ["Hello"]

It answers getMe, sendMessage, sendPhoto, editMessageText, getUpdates, answerCallbackQuery and editMessageReplyMarkup;
`api.updates.press(1, "👍")` presses a button under message 1, `api.delete(1)` is its reader's doing. Rules are those of
core.telegram.org/bots/api (#making-requests, #formatting-options, #sendmessage, #replyparameters, #editmessagetext); it
is stricter in one thing: a bare "&" in HTML is refused, where the real server lets some pass.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from http import HTTPStatus
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl

from doubles.bot_api_html import Refused, check
from doubles.bot_api_updates import NOT_MODIFIED, BadRequest, Updates, checked

TOKEN = "123456789:AAF-abcdefghijklmnopqrstuvwxyz01234"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A message that the server took."""

    message_id: int
    chat_id: int | str
    #: after entities parsing: what a reader sees
    text: str
    #: as it was sent
    raw: str
    parse_mode: str
    entities: int
    thread_id: int | None
    silent: bool
    preview: bool
    #: of sendPhoto, whose caption is the text
    photo: bytes = b""
    #: the message that it answers
    reply_to: int | None = None
    #: how often it was changed since
    edits: int = 0


@dataclass(frozen=True, slots=True)
class Refuse:
    """Answer a request with this status, whatever it asks."""

    status: int
    description: str
    retry_after: int | None = None
    migrate_to: int | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """Read the request, then close the connection. With `taken`, the message was stored first."""

    taken: bool = False


@dataclass(frozen=True, slots=True)
class Garble:
    """Answer with a page that is not JSON, as a proxy in between would."""

    status: int = 502


@dataclass(frozen=True, slots=True)
class Hang:
    """Read the request and say nothing until the client goes away."""


Fault = Refuse | Cut | Garble | Hang


@dataclass(slots=True)
class BotApi:
    """The server; `async with` starts and stops it."""

    #: ids of the chats that the bot may write to
    chats: set[int | str] = field(default_factory=lambda: {42})
    token: str = TOKEN
    #: chats from which the bot was put out: 403
    blocked: set[int | str] = field(default_factory=set)
    #: groups that became supergroups: old id -> new id
    migrated: dict[int | str, int] = field(default_factory=dict)
    #: as they stand, deleted ones too
    sent: list[Received] = field(default_factory=list)
    deleted: set[int] = field(default_factory=set)
    #: requests read, answered or not
    requests: int = 0
    #: buttons, presses and what is made of them
    updates: Updates = field(default_factory=Updates)
    _faults: deque[tuple[str, Fault]] = field(default_factory=deque, init=False)
    _serving: set[asyncio.Task[None]] = field(default_factory=set, init=False)
    _server: asyncio.Server | None = field(default=None, init=False)

    @property
    def url(self) -> str:
        """What `api_url` is set to."""
        assert self._server is not None, "the server is not started"
        host, port = self._server.sockets[0].getsockname()[:2]
        return f"http://{host}:{port}"

    def script(self, *faults: Fault, method: str = "") -> None:
        """What happens to the next requests, or to the next of one method, in order; then all goes well again."""
        self._faults.extend((method.lower(), fault) for fault in faults)

    def delete(self, message_id: int) -> None:
        """A reader deletes a message."""
        self.deleted.add(message_id)

    @property
    def seen(self) -> list[str]:
        """What stands in the chats."""
        return [received.text for received in self.sent if received.message_id not in self.deleted]

    async def __aenter__(self) -> BotApi:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        self.updates.let_go()
        if self._serving:
            await asyncio.wait(self._serving, timeout=1)
        await self._server.wait_closed()

    # ------------------------------------------------------------ HTTP

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request a connection: the client learns from `Connection: close`."""
        if task := asyncio.current_task():
            self._serving.add(task)
            task.add_done_callback(self._serving.discard)
        try:
            path, fields = await _request(reader)
            self.requests += 1
            fault = self._fault(path)
            if isinstance(fault, Cut):
                if fault.taken:
                    await self._answer(path, fields)
                return
            if isinstance(fault, Hang):
                await reader.read()
                return
            if isinstance(fault, Garble):
                writer.write(_response(fault.status, b"<html>Bad Gateway</html>", "text/html"))
            else:
                status, body = _refusal(fault) if fault else await self._answer(path, fields)
                writer.write(_response(status, json.dumps(body).encode(), "application/json"))
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the client went away
        finally:
            writer.close()

    def _fault(self, path: str) -> Fault | None:
        """The next one that is meant for this request."""
        for scripted in self._faults:
            if not scripted[0] or path.lower().endswith(f"/{scripted[0]}"):
                self._faults.remove(scripted)
                return scripted[1]
        return None

    # ------------------------------------------------------------ methods

    async def _answer(self, path: str, fields: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        token, _, method = path.removeprefix("/bot").partition("/")
        if not path.startswith("/bot") or ":" not in token:
            return _refusal(Refuse(404, "Not Found"))
        if token != self.token:
            return _refusal(Refuse(401, "Unauthorized"))
        match method.lower():
            case "getme":
                return _result({"id": 123456789, "is_bot": True, "first_name": "Watch", "username": "watch_bot"})
            case "sendmessage":
                return self._told(self._send_message, fields)
            case "sendphoto":
                return self._told(self._send_photo, fields)
            case "editmessagetext":
                return self._told(self._edit_message_text, fields)
            case "getupdates":
                found = await self.updates.get(fields)
                text = (
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
                )
                return _refusal(Refuse(409, text)) if found is None else _result(found)
            case "answercallbackquery":
                return _done(self.updates.answer, fields)
            case "editmessagereplymarkup":
                return _done(self.updates.edit, fields)
            case _:
                return _refusal(Refuse(404, "Not Found"))

    def _told(self, method: Callable[[dict[str, Any]], Received], fields: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """A method that puts words into a chat."""
        chat = _chat_id(fields.get("chat_id", ""))
        if chat in self.migrated:
            text = "Bad Request: group chat was upgraded to a supergroup chat"
            return _refusal(Refuse(400, text, migrate_to=self.migrated[chat]))
        if chat in self.blocked:
            return _refusal(Refuse(403, "Forbidden: bot was blocked by the user"))
        if chat not in self.chats:
            return _refusal(Refuse(400, "Bad Request: chat not found"))
        try:
            received = method(fields)
        except (Refused, BadRequest) as refused:
            return _refusal(Refuse(400, f"Bad Request: {refused}"))
        chat_json = {"id": chat if isinstance(chat, int) else -100, "type": "private", "first_name": "Reader"}
        return _result(
            {"message_id": received.message_id, "date": 1795000000, "chat": chat_json, "text": received.text}
        )

    def _send_photo(self, fields: dict[str, Any]) -> Received:
        """As a message of which the caption is the text."""
        photo = fields.get("photo")
        if not isinstance(photo, bytes) or not photo.startswith(b"\x89PNG"):
            raise BadRequest("IMAGE_PROCESS_FAILED")
        if len(str(fields.get("caption", "")).encode("utf-16-le")) > 2 * 1024:
            raise BadRequest("message caption is too long")
        return self._send_message({**fields, "text": fields.get("caption", "")}, photo)

    def _send_message(self, fields: dict[str, Any], photo: bytes = b"") -> Received:
        thread = fields.get("message_thread_id")
        received = Received(
            message_id=len(self.sent) + 1,
            chat_id=_chat_id(fields.get("chat_id", "")),
            thread_id=int(thread) if thread else None,
            silent=str(fields.get("disable_notification", "")).lower() == "true",
            reply_to=self._replied(fields),
            photo=photo,
            **_content(fields),
        )
        self._keep_keyboard(received, checked(fields.get("reply_markup")))
        self.sent.append(received)
        return received

    def _edit_message_text(self, fields: dict[str, Any]) -> Received:
        """Without `reply_markup`, its buttons are taken away."""
        number, chat = int(fields.get("message_id", 0)), _chat_id(fields.get("chat_id", ""))
        place = next((at for at, one in enumerate(self.sent) if (one.message_id, one.chat_id) == (number, chat)), None)
        if place is None or number in self.deleted:
            raise BadRequest("message to edit not found")
        before, rows = self.sent[place], checked(fields.get("reply_markup"))
        after = replace(before, **_content(fields), edits=before.edits + 1)
        if (after.text, after.entities) == (before.text, before.entities) and rows == self._rows(number):
            raise BadRequest(NOT_MODIFIED)
        self._keep_keyboard(after, rows)
        self.sent[place] = after
        return after

    def _rows(self, number: int) -> list[Any]:
        return self.updates.keyboards.get(number, (0, []))[1]

    def _keep_keyboard(self, message: Received, rows: list[Any]) -> None:
        self.updates.keyboards.pop(message.message_id, None)
        if rows:
            chat = message.chat_id if isinstance(message.chat_id, int) else -100
            self.updates.keyboards[message.message_id] = (chat, rows)

    def _replied(self, fields: dict[str, Any]) -> int | None:
        asked = json.loads(fields.get("reply_parameters") or "{}")
        if not asked:
            return None
        there = {one.message_id for one in self.sent if one.chat_id == _chat_id(fields.get("chat_id", ""))}
        if asked["message_id"] in there - self.deleted:
            return int(asked["message_id"])
        if not asked.get("allow_sending_without_reply"):
            raise BadRequest("message to be replied not found")
        return None


def _content(fields: dict[str, Any]) -> dict[str, Any]:
    """What sending and editing have in common, checked."""
    raw, mode = str(fields.get("text", "")), str(fields.get("parse_mode", ""))
    seen, preview = check(raw, mode), json.loads(fields.get("link_preview_options") or "{}")
    return {
        "text": seen.text,
        "raw": raw,
        "parse_mode": mode,
        "entities": seen.entities,
        "preview": not preview.get("is_disabled", False),
    }


async def _request(reader: asyncio.StreamReader) -> tuple[str, dict[str, Any]]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    path = head[0].split(" ")[1]
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
    raw = await reader.readexactly(int(headers.get("content-length", "0")))
    if headers.get("content-type", "").startswith("multipart/form-data"):
        return path, _form(raw, headers["content-type"])
    body = raw.decode("utf-8")
    if headers.get("content-type", "").startswith("application/json"):
        return path, dict(json.loads(body))
    return path, dict(parse_qsl(body, keep_blank_values=True, strict_parsing=bool(body)))


def _form(raw: bytes, kind: str) -> dict[str, Any]:
    """The fields of a form with files in it: text for those without a file's name."""
    form = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + raw, policy=policy.HTTP)
    fields: dict[str, Any] = {}
    for part in form.iter_parts():
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        name = str(part.get_param("name", header="content-disposition"))
        fields[name] = content if part.get_filename() else content.decode("utf-8")
    return fields


def _response(status: int, body: bytes, kind: str) -> bytes:
    head = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
    return f"{head}Connection: close\r\n\r\n".encode() + body


def _done(method: Callable[[dict[str, Any]], None], fields: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    try:
        method(fields)
    except BadRequest as refused:
        return _refusal(Refuse(400, f"Bad Request: {refused}"))
    return _result(True)


def _result(result: Any) -> tuple[int, dict[str, Any]]:
    return 200, {"ok": True, "result": result}


def _refusal(refuse: Refuse) -> tuple[int, dict[str, Any]]:
    body: dict[str, Any] = {"ok": False, "error_code": refuse.status, "description": refuse.description}
    parameters = {"retry_after": refuse.retry_after, "migrate_to_chat_id": refuse.migrate_to}
    if any(parameters.values()):
        body["parameters"] = {name: value for name, value in parameters.items() if value}
    return refuse.status, body


def _chat_id(text: str) -> int | str:
    return int(text) if str(text).lstrip("-").isdigit() else str(text)

"""An imitation of Telegram's Bot API on loopback, as strict as the real one where a sender can go wrong.

    async with BotApi(chats={42}) as api:
        channel = TelegramChannel(Telegram(name="telegram/me", token=api.token, chat_id=42, api_url=api.url), ...)
        api.script(Refuse(429, "Too Many Requests: retry after 7", retry_after=7), Cut())    # the next two requests
        ...
        assert [message.text for message in api.sent] == ["Hello"]

It sends and edits, brings updates, and answers `BotApi._methods`. `api.updates.press(1, "Why?")` presses a button under
message 1, `api.delete(1)` is its reader's doing, `BotApi(pace=Pace())` refuses who is too fast. Rules are those of
core.telegram.org/bots/api (#making-requests, #formatting-options, #sendmessage, #sendphoto, #replyparameters,
#editmessagetext, #getfile); where the real server drops what it does not like, it refuses (see `bot_api_html`).
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from types import TracebackType
from typing import Any
from urllib.parse import unquote

from doubles.bot_api_html import Checked, Refused, check, check_caption
from doubles.bot_api_http import read_request, response
from doubles.bot_api_links import BadRequest, rows_of
from doubles.bot_api_pace import Pace
from doubles.bot_api_updates import NOT_MODIFIED, Conflict, Updates

#: bytes of a file that a bot may have: #getfile
MAX_FILE = 20 * 1024 * 1024
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
    #: chat -> the topics that it has, and whether they are open
    topics: dict[int | str, dict[int, bool]] = field(default_factory=dict)
    #: None: as fast as anybody likes
    pace: Pace | None = None
    #: as they stand, deleted ones too
    sent: list[Received] = field(default_factory=list)
    deleted: set[int] = field(default_factory=set)
    #: requests read, answered or not
    requests: int = 0
    #: the topics in which the bot was seen writing, in order; None: in no topic
    typing: list[int | None] = field(default_factory=list)
    #: file id -> path on the server and content
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    #: paths of files that were asked for
    downloads: list[str] = field(default_factory=list)
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

    def forget_script(self) -> None:
        """From now on all goes well."""
        self._faults.clear()

    def attach(self, content: bytes, name: str = "", *, size: int | None = None) -> dict[str, Any]:
        """A file that a reader sends: the `document` of a message; `size`: what the server says of it."""
        number = f"BQAD{len(self.files)}"
        self.files[number] = (f"documents/file_{len(self.files)}{PurePath(name).suffix}", content)
        size = len(content) if size is None else size
        return {"file_id": number, "file_unique_id": number, "file_name": name, "file_size": size}

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
            path, fields = await read_request(reader)
            self.requests += 1
            fault = self._fault(path)
            if isinstance(fault, Cut):
                if fault.taken:
                    await self._answer(path, fields)
                return
            if isinstance(fault, Hang):
                await reader.read()
                return
            if path.startswith("/file/"):
                status, content = self._file(path)
                writer.write(response(status, content, "application/octet-stream"))
            elif isinstance(fault, Garble):
                writer.write(response(fault.status, b"<html>Bad Gateway</html>", "text/html"))
            else:
                status, body = _refusal(fault) if fault else await self._answer(path, fields)
                writer.write(response(status, json.dumps(body).encode(), "application/json"))
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
            case "getupdates":
                return await self._get_updates(fields)
            case "sendmessage":
                return self._told(self._send_message, fields, new=True)
            case "sendphoto":
                return self._told(self._send_photo, fields, new=True)
            case "editmessagetext":
                return self._told(self._edit_message_text, fields)
            case known if known in self._methods:
                return _done(self._methods[known], fields)
            case _:
                return _refusal(Refuse(404, "Not Found"))

    @property
    def _methods(self) -> dict[str, Callable[[dict[str, Any]], Any]]:
        """Those that put no words into a chat; what gives nothing back is answered with true."""
        return {
            "answercallbackquery": self.updates.answer,
            "editmessagereplymarkup": self.updates.edit,
            "setmycommands": self.updates.set_commands,
            "deletemycommands": self.updates.delete_commands,
            "setwebhook": self.updates.set_webhook,
            "deletewebhook": self.updates.delete_webhook,
            "getwebhookinfo": self.updates.webhook_info,
            "getfile": self._get_file,
            "sendchataction": self._send_chat_action,
            "getchatmember": self._get_chat_member,
        }

    def _get_file(self, fields: dict[str, Any]) -> dict[str, Any]:
        number = str(fields.get("file_id", ""))
        if number not in self.files:
            raise BadRequest("wrong file_id or the file is temporarily unavailable")
        path, content = self.files[number]
        if len(content) > MAX_FILE:
            raise BadRequest("file is too big")
        return {"file_id": number, "file_unique_id": number, "file_size": len(content), "file_path": path}

    def _file(self, path: str) -> tuple[int, bytes]:
        """What getFile leads to: #file."""
        path = unquote(path)
        self.downloads.append(path)
        known = {f"/file/bot{self.token}/{where}": content for where, content in self.files.values()}
        return (
            (200, known[path]) if path in known else (404, b'{"ok":false,"error_code":404,"description":"Not Found"}')
        )

    async def _get_updates(self, fields: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        try:
            return _result(await self.updates.get(fields))
        except Conflict as refused:
            return _refusal(Refuse(409, str(refused)))

    def _known_chat(self, fields: dict[str, Any]) -> None:
        if _chat_id(fields.get("chat_id", "")) not in self.chats:
            raise BadRequest("chat not found")

    def _send_chat_action(self, fields: dict[str, Any]) -> None:
        self._known_chat(fields)
        if fields.get("action") != "typing":
            raise BadRequest("wrong parameter action in request")
        self.typing.append(self._topic(fields))

    def _get_chat_member(self, fields: dict[str, Any]) -> dict[str, Any]:
        self._known_chat(fields)
        number = int(fields.get("user_id", 0))
        if number not in self.updates.names:
            raise BadRequest("member not found")
        return {"status": "member", "user": self.updates.person(number)}

    def _told(
        self, method: Callable[[dict[str, Any]], Received], fields: dict[str, Any], *, new: bool = False
    ) -> tuple[int, dict[str, Any]]:
        """A method that puts words into a chat; `new`: they count."""
        chat = _chat_id(fields.get("chat_id", ""))
        if chat in self.migrated:
            text = "Bad Request: group chat was upgraded to a supergroup chat"
            return _refusal(Refuse(400, text, migrate_to=self.migrated[chat]))
        if chat in self.blocked:
            return _refusal(Refuse(403, "Forbidden: bot was blocked by the user"))
        if chat not in self.chats:
            return _refusal(Refuse(400, "Bad Request: chat not found"))
        if new and self.pace and (wait := self.pace.wait(chat)):
            return _refusal(Refuse(429, f"Too Many Requests: retry after {wait}", retry_after=wait))
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
        if not isinstance(photo, bytes):
            raise BadRequest("there is no photo in the request")
        _check_photo(photo)
        seen = check_caption(str(fields.get("caption", "")), str(fields.get("parse_mode", "")))
        return self._keep(fields, seen, str(fields.get("caption", "")), photo)

    def _send_message(self, fields: dict[str, Any]) -> Received:
        raw = str(fields.get("text", ""))
        return self._keep(fields, check(raw, str(fields.get("parse_mode", ""))), raw)

    def _keep(self, fields: dict[str, Any], seen: Checked, raw: str, photo: bytes = b"") -> Received:
        received = Received(
            message_id=len(self.sent) + 1,
            chat_id=_chat_id(fields.get("chat_id", "")),
            thread_id=self._topic(fields),
            silent=str(fields.get("disable_notification", "")).lower() == "true",
            reply_to=self._replied(fields),
            photo=photo,
            **_content(fields, seen, raw),
        )
        self._keep_keyboard(received, rows_of(fields.get("reply_markup")))
        if received.thread_id:
            self.updates.topics[received.message_id] = received.thread_id
        self.sent.append(received)
        return received

    def _topic(self, fields: dict[str, Any]) -> int | None:
        """The general one goes by no number."""
        if not (thread := int(fields.get("message_thread_id") or 0)):
            return None
        is_open = self.topics.get(_chat_id(fields.get("chat_id", "")), {}).get(thread)
        if is_open is None:
            raise BadRequest("message thread not found")
        if not is_open:
            raise BadRequest("TOPIC_CLOSED")
        return thread

    def _edit_message_text(self, fields: dict[str, Any]) -> Received:
        """Without `reply_markup`, its buttons are taken away."""
        number, chat = int(fields.get("message_id", 0)), _chat_id(fields.get("chat_id", ""))
        place = next((at for at, one in enumerate(self.sent) if (one.message_id, one.chat_id) == (number, chat)), None)
        if place is None or number in self.deleted:
            raise BadRequest("message to edit not found")
        before, rows = self.sent[place], rows_of(fields.get("reply_markup"))
        if before.photo:
            raise BadRequest("there is no text in the message to edit")
        raw = str(fields.get("text", ""))
        seen = check(raw, str(fields.get("parse_mode", "")))
        after = replace(before, **_content(fields, seen, raw), edits=before.edits + 1)
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


def _content(fields: dict[str, Any], seen: Checked, raw: str) -> dict[str, Any]:
    """What sending and editing have in common."""
    preview = json.loads(fields.get("link_preview_options") or "{}")
    return {
        "text": seen.text,
        "raw": raw,
        "parse_mode": str(fields.get("parse_mode", "")),
        "entities": seen.entities,
        "preview": not preview.get("is_disabled", False),
    }


def _check_photo(photo: bytes) -> None:
    """#sendphoto: at most 10 MB, both sides together at most 10,000 pixels, and neither 20 times the other."""
    if len(photo) > 10_000_000:
        raise BadRequest("file is too big")
    if not photo.startswith(b"\x89PNG\r\n\x1a\n") or photo[12:16] != b"IHDR":
        raise BadRequest("IMAGE_PROCESS_FAILED")
    width, height = (int.from_bytes(photo[at : at + 4], "big") for at in (16, 20))
    if not min(width, height) or width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise BadRequest("PHOTO_INVALID_DIMENSIONS")


def _done(method: Callable[[dict[str, Any]], Any], fields: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    try:
        result = method(fields)
    except BadRequest as refused:
        return _refusal(Refuse(400, f"Bad Request: {refused}"))
    return _result(True if result is None else result)


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

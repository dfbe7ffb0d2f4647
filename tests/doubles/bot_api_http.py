"""Just enough of HTTP to read what a Bot API client asks, and to answer it."""

from __future__ import annotations

import asyncio
import json
from email import message_from_bytes, policy
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl


async def read_request(reader: asyncio.StreamReader) -> tuple[str, dict[str, Any]]:
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


def response(status: int, body: bytes, kind: str) -> bytes:
    head = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
    return f"{head}Connection: close\r\n\r\n".encode() + body

"""JSON lines of all kinds: the sound ones are answered in order, each of the others is named with its line."""

from __future__ import annotations

import json

from doubles.command import Command

SOUND = {"id": "s", "title": "Ilham Aliyev in Baku", "text": "The president of Azerbaijan spoke."}
BROKEN = {
    "not JSON": b'{"id": "x", ',
    "no object": b"[]",
    "not a number": b"NaN",
    "no id": b'{"title": "x"}',
    "an object for a title": b'{"id": "x", "title": {"a": 1}}',
    "nested deep": b'{"id": "x", "title": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "an endless number": b'{"id": ' + b"9" * 5000 + b', "title": "x"}',
    "not UTF-8": b'{"id": "x", "title": "\xff\xfe"}',
    "before the year 1": b'{"id": "x", "title": "x", "published": "0001-01-01T00:00:00+12:00"}',
    "after the year 9999": b'{"id": "x", "title": "x", "published": "9999-12-31T23:59:59-12:00"}',
    "nothing said": b'{"id": "x", "title": "", "text": ""}',
}


def test_a_broken_line_is_named_and_the_others_are_answered(monitor: Command) -> None:
    sound = json.dumps(SOUND).encode()
    lines = b"\n".join(line for broken in BROKEN.values() for line in (broken, sound))

    ended = monitor("analyse", "--jsonl", stdin=lines)

    assert ended.status == 2
    assert [json.loads(line)["id"] for line in ended.lines] == ["s"] * len(BROKEN)
    told = [line.split(":")[:3] for line in ended.err.splitlines()]
    assert told == [["monitor", " standard input", str(1 + 2 * number)] for number in range(len(BROKEN))]


def test_odd_texts_are_answered_in_utf_8_whatever_the_locale(monitor: Command) -> None:
    odd = [b"\xef\xbb\xbf" + json.dumps(SOUND).encode() + b"\r"]  # as Windows writes it
    odd += [json.dumps({"id": id_, "title": "a", "text": text}).encode() for id_, text in ODD_TEXTS.items()]

    ended = monitor("match", "--jsonl", stdin=b"\n".join(odd), PYTHONIOENCODING="ascii")

    assert ended.err == ""
    assert ended.status == 0
    assert [json.loads(line)["id"] for line in ended.lines] == ["s", *ODD_TEXTS]


#: among them what took time by the square of its length: white space, and marks of several classes in turn
ODD_TEXTS = {
    "\ud800": "Aliyev \udc00 in Baku",
    "nul": "\0" * 10,
    "lines": "\u2028\x85\r",
    "blanks": "a" + " " * 400_000 + "b",
    "marks": "a" + "\u0301\u0316" * 200_000,
    "only marks": "\u0301" * 200_000,
    "one word": "A" * 200_000,
    "digits": "7" * 200_000,
}

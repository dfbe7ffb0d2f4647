"""JSON lines: objects from files or standard input, and onto standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from monitor.errors import ConfigError, DocumentError, Fault

#: in the place of a file's name
STANDARD_INPUT = "-"


def called(file: str) -> str:
    """The file as errors name it."""
    return "standard input" if file == STANDARD_INPUT else file


def standard_input() -> BinaryIO:
    """Standard input as bytes: it is UTF-8 whatever the locale says. Raises `DocumentError` where it is closed."""
    if sys.stdin is None:
        raise DocumentError(f"{called(STANDARD_INPUT)} is closed")
    return sys.stdin.buffer


def read_objects(file: str, hint: str) -> Iterator[tuple[int, Mapping[str, Any] | ConfigError]]:
    """Each line that is not blank, by its number; in the place of one that is no object, the error that says so.

    `hint` says what a line holds. Raises `ConfigError` where the file cannot be read.
    """
    try:
        with standard_input() if file == STANDARD_INPUT else Path(file).open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    try:
                        yield number, _object(line, first=number == 1)
                    except json.JSONDecodeError as error:
                        yield number, wrong(file, number, f"not JSON: {error.msg}", hint, column=error.colno)
                    except ValueError as error:
                        yield number, wrong(file, number, str(error), hint)
    except OSError as error:
        raise ConfigError(Fault(file=called(file), what=f"cannot be read: {error.strerror}")) from error


def write_json(record: object) -> None:
    """One object on one line of standard output, flushed, so that a pipe sees each in time."""
    print(json.dumps(record, ensure_ascii=False), flush=True)


def wrong(file: str, line: int, what: str, hint: str, *, column: int = 0) -> ConfigError:
    """What is wrong in a line."""
    return ConfigError(Fault(file=called(file), line=line, column=column, what=what, hint=hint))


def _object(line: bytes, *, first: bool) -> Mapping[str, Any]:
    try:
        record: Any = json.loads(line.decode("utf-8-sig" if first else "utf-8"))
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 (byte {error.start})") from None
    except json.JSONDecodeError:
        raise
    except (RecursionError, ValueError):  # the latter for integers of more than 4,300 digits
        raise ValueError("JSON of a kind that nobody writes: nested too deep, or a number too long") from None
    if not isinstance(record, dict):
        raise ValueError("no object")
    return record

"""Processes of the command that need not import it first: forked from one that has.

Importing takes most of the second that a short command runs, and the suite runs hundreds. So a server, one for each
process of pytest, imports every command, reads the catalogue, and forks for each call (`nursery_server`): the child has
its own descriptors, environment and exit status, and ends as any process of Python's does. What a test wants to see
from the interpreter's start on (encodings, signals in the first moments) is still started by `sys.executable`.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import IO

from doubles.databases import empty_database


class Process:
    """`monitor WORDS…`, as far as `subprocess.Popen` would show it. `standard`: its input, output and error."""

    def __init__(self, words: Sequence[str], env: Mapping[str, str], standard: Sequence[IO[bytes]]) -> None:
        self._words = list(words)
        self._server = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._server.connect(_address())
        request = json.dumps({"words": self._words, "env": dict(env), "cwd": str(Path.cwd())}).encode()
        socket.send_fds(self._server, [request], [file.fileno() for file in standard])
        self.pid = int(self._server.recv(32))
        #: its exit status, negative for a signal's; None while it runs
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """The exit status, if there is one by now."""
        try:
            return self._ended(0.0)
        except BlockingIOError:
            return None

    def wait(self, timeout: float | None = None) -> int:
        """The exit status. Raises `subprocess.TimeoutExpired` after so many seconds."""
        try:
            return self._ended(timeout)
        except TimeoutError:
            raise subprocess.TimeoutExpired(self._words, timeout or 0.0) from None

    def send_signal(self, by: signal.Signals) -> None:
        """As long as it runs."""
        if self.poll() is None:
            os.kill(self.pid, by)

    def kill(self) -> None:
        """SIGKILL."""
        self.send_signal(signal.SIGKILL)

    def _ended(self, within_s: float | None) -> int:
        if self.returncode is None:
            self._server.settimeout(within_s)
            self.returncode = int(self._server.recv(32))
            self._server.close()
        return self.returncode


def run(words: Sequence[str], env: Mapping[str, str], standard: Sequence[IO[bytes]], within_s: float) -> int:
    """Run `monitor WORDS…` to its end; its exit status.

    Raises `subprocess.TimeoutExpired` after `within_s`, which kills it.
    """
    process = Process(words, env, standard)
    try:
        return process.wait(within_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise


@lru_cache(maxsize=1)
def _address() -> str:
    """Of the server, which is started by the first call and ends with this process."""
    folder = tempfile.TemporaryDirectory(prefix="nursery-")
    address = str(Path(folder.name, "socket"))
    code = "import sys; sys.path.insert(0, sys.argv[1]); from doubles.nursery_server import serve; serve(sys.argv[2])"
    command = [sys.executable, "-c", code, str(Path(__file__).parents[1]), str(empty_database())]
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listening:
        listening.bind(address)
        listening.listen()
        server = subprocess.Popen(command, stdin=listening.fileno())
    atexit.register(folder.cleanup)
    atexit.register(server.wait)
    atexit.register(server.terminate)
    return address

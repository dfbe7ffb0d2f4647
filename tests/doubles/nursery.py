"""Processes of the command that need not import it first: forked from one that has.

Importing takes most of the second that a short command runs, and the suite runs hundreds. So a server, one for each
process of pytest, imports every command once and forks for each call: the child has its own descriptors, environment
and exit status, and ends as any process of Python's does. What a test wants to see from the interpreter's start on
(`daemon`, encodings, signals in the first moments) is still started by `sys.executable`.
"""

from __future__ import annotations

import atexit
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import IO, NoReturn

#: one request is shorter: an environment and a command line
_REQUEST = 1 << 20


def run(words: Sequence[str], env: Mapping[str, str], standard: Sequence[IO[bytes]], within_s: float) -> int:
    """Run `monitor WORDS…` in a fork of the server; its exit status, negative for a signal's.

    `standard`: its input, output and error. Raises `subprocess.TimeoutExpired` after `within_s`, which kills it.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as server:
        server.connect(_address())
        server.settimeout(within_s)
        request = json.dumps({"words": list(words), "env": dict(env), "cwd": str(Path.cwd())}).encode()
        socket.send_fds(server, [request], [file.fileno() for file in standard])
        pid = int(server.recv(32))
        try:
            return int(server.recv(32))
        except TimeoutError:
            os.kill(pid, 9)
            raise subprocess.TimeoutExpired(list(words), within_s) from None


@lru_cache(maxsize=1)
def _address() -> str:
    """Of the server, which is started by the first call and ends with this process."""
    folder = tempfile.TemporaryDirectory(prefix="nursery-")
    address = str(Path(folder.name, "socket"))
    tests = str(Path(__file__).parents[1])
    code = f"import sys; sys.path.insert(0, {tests!r}); from doubles.nursery import serve; serve()"
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listening:
        listening.bind(address)
        listening.listen()
        server = subprocess.Popen([sys.executable, "-c", code], stdin=listening.fileno())
    atexit.register(folder.cleanup)
    atexit.register(server.wait)
    atexit.register(server.terminate)
    return address


def serve() -> None:
    """Fork for each connection to standard input, one process between that reports how the command ended."""
    import gc
    import signal

    from monitor.cli import COMMANDS

    for module in ("parser", "failures", *(module for _, module, _ in COMMANDS)):
        import_module(f"monitor.cli.{module}")
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # those between are nobody's to wait for
    with socket.socket(fileno=os.dup(0)) as listening:
        while True:
            asking, _ = listening.accept()
            if os.fork() == 0:
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                listening.close()
                _oversee(asking)
            asking.close()


def _oversee(asking: socket.socket) -> None:
    """Start the command, and tell its process id, then how it ended. Returns in the command's process alone."""
    written, descriptors, _, _ = socket.recv_fds(asking, _REQUEST, 3)
    request = json.loads(written)
    pid = os.fork()
    if pid == 0:
        asking.close()
        _become(request["words"], request["env"], request["cwd"], descriptors)
    asking.send(str(pid).encode())
    _, status = os.waitpid(pid, 0)
    asking.send(str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def _become(words: list[str], env: dict[str, str], cwd: str, descriptors: list[int]) -> NoReturn:
    """This process is `monitor WORDS…` from here on."""
    for standard, given in enumerate(descriptors):
        os.dup2(given, standard)
        os.close(given)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = ["monitor", *words]
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  as a start would open it
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    from monitor.cli import main

    sys.exit(main())

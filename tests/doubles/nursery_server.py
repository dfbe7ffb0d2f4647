"""The server from which commands are forked.

    server --fork--> one that waits, and tells how it ended --fork--> the command --fork--> the server of its workers

A command that reads documents starts a server of workers (`multiprocessing.forkserver`), and the parsers' import takes
longer than all that the command does then. So a process below each command stands ready, the parsers imported, and
runs what that server would. It ends with the command when it is not asked.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Sequence
from fcntl import F_DUPFD, fcntl
from importlib import import_module
from multiprocessing import resource_tracker, util
from pathlib import Path
from typing import NoReturn

from doubles.databases import copying

#: one request is shorter: an environment and a command line
_REQUEST = 1 << 20
#: above the descriptors of a process that has just begun
_HIGH = 100


def serve(empty: str) -> None:
    """Fork for each connection to standard input. `empty`: the database that new ones are copied from."""
    from monitor.cli import COMMANDS
    from monitor.collect.worker import _PARSERS
    from monitor.settings.index_file import shipped
    from monitor.settings.parts_file import cache_folder
    from monitor.store import migrate

    for module in ("parser", "failures", *(module for _, module, _ in COMMANDS)):
        import_module(f"monitor.cli.{module}")
    for parser in _PARSERS:
        import_module(parser)
    shipped()
    migrate.bring_up_to_date = copying(Path(empty))
    resource_tracker.ensure_running()
    folder = cache_folder(os.environ)
    _freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # those between are nobody's to wait for
    with socket.socket(fileno=os.dup(0)) as listening:
        while True:
            asking, _ = listening.accept()
            if os.fork() == 0:
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                listening.close()
                _oversee(asking)
                if cache_folder(os.environ) != folder:
                    shipped.cache_clear()
                _run()
            asking.close()


def _freeze() -> None:
    """Keep what is here out of every collection, and out of what a command counts as frozen by itself: it would thaw
    that first (`settings.lasting`)."""
    gc.collect()
    gc.freeze()
    count, ours = gc.get_freeze_count, gc.get_freeze_count()
    gc.get_freeze_count = lambda: max(0, count() - ours)  # what dies is no longer counted


def _oversee(asking: socket.socket) -> None:
    """Start the command, and tell its process id, then how it ended. Returns in the command's process alone."""
    written, descriptors, _, _ = socket.recv_fds(asking, _REQUEST, 3)
    request = json.loads(written)
    pid = os.fork()
    if pid == 0:
        asking.close()
        _become(request["words"], request["env"], request["cwd"], descriptors)
        return
    for given in descriptors:
        os.close(given)
    asking.send(str(pid).encode())
    _, status = os.waitpid(pid, 0)
    asking.send(str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def _become(words: list[str], env: dict[str, str], cwd: str, descriptors: list[int]) -> None:
    """This process is what a start of `monitor WORDS…` would be."""
    for standard, given in enumerate(descriptors):
        os.dup2(given, standard)
        os.close(given)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    sys.argv = ["monitor", *words]
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  as a start would open it
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115


def _run() -> NoReturn:
    from monitor.cli import main

    _keep_one_ready()
    sys.exit(main())


def _keep_one_ready() -> None:
    """Fork the process that becomes the server of this one's workers, instead of one that is started then."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    ready = os.fork()
    if ready == 0:
        ours.close()
        _stand_ready(theirs)
    theirs.close()
    start = util.spawnv_passfds

    def spawned(path: bytes, args: Sequence[str], passed: Sequence[int]) -> int:
        if ours.fileno() < 0 or "forkserver" not in args[-1]:
            return start(path, args, passed)
        request = json.dumps({"code": args[-1], "passed": list(passed)}).encode()
        socket.send_fds(ours, [request], list(passed))
        ours.close()
        return ready

    util.spawnv_passfds = spawned  # type: ignore[attr-defined]  # typeshed does not know it


def _stand_ready(asking: socket.socket) -> NoReturn:
    """Run what is sent, each of its descriptors under the number that it had."""
    # as the threads do that start workers: what stops a command is none of theirs
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    written, descriptors, _, _ = socket.recv_fds(asking, _REQUEST, 2)
    if written:
        asking.close()
        request = json.loads(written)
        high = [fcntl(given, F_DUPFD, _HIGH) for given in descriptors]
        for given, number in zip(high, request["passed"], strict=True):
            os.dup2(given, number)
        os.closerange(_HIGH, high[-1] + 1)
        for given in descriptors:
            if given not in request["passed"]:
                os.close(given)
        exec(request["code"])  # noqa: S102  multiprocessing's own
    os._exit(0)

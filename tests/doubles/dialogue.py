"""A command that asks questions, on a terminal of its own, and somebody who answers them."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import time
from pathlib import Path
from types import TracebackType

from doubles.command import PATIENCE_S, environment, words

#: what a terminal is told about colours and cursors
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
#: seconds after which an interruption that was not heard is made again
_AGAIN_S = 5.0


class Dialogue:
    """To be used in a `with`; killed at its end should it still live."""

    def __init__(self, home: Path, *arguments: str, **env: str) -> None:
        self._ours, theirs = pty.openpty()
        self.process = subprocess.Popen(
            words(home, *arguments),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment({"TERM": "xterm", "LANG": "C.UTF-8", "TZ": "UTC", **env}),
            start_new_session=True,
        )
        os.close(theirs)
        #: all that stood on the terminal
        self.screen = ""
        self._read = 0

    def __enter__(self) -> Dialogue:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._ours)

    def asks(self, words: str, answer: str | None = None) -> None:
        """These words come next, up to a deadline; they are answered."""
        end = time.monotonic() + PATIENCE_S
        while words not in self.screen[self._read :]:
            assert time.monotonic() < end, f"{words!r} did not come: {self.screen}"
            assert self._listen(), f"it ended before {words!r}: {self.screen}"
        self._read = self.screen.index(words, self._read) + len(words)
        if answer is not None:
            os.write(self._ours, f"{answer}\n".encode())

    def interrupt(self, words: str) -> None:
        """Ctrl-C, and again as a person would: these words come next.

        A signal between a prompt and the wait for its answer is seen by `input` with the next key, or the next signal.
        """
        for _ in range(int(PATIENCE_S / _AGAIN_S)):
            self.process.send_signal(signal.SIGINT)
            end = time.monotonic() + _AGAIN_S
            while words not in self.screen[self._read :] and time.monotonic() < end and self._listen():
                pass
            if words in self.screen[self._read :]:
                self._read = self.screen.index(words, self._read) + len(words)
                return
        raise AssertionError(f"{words!r} did not come: {self.screen}")

    def ended(self) -> int:
        """Its exit status, once it has said all."""
        end = time.monotonic() + PATIENCE_S
        while self._listen():
            assert time.monotonic() < end, self.screen
        return self.process.wait(PATIENCE_S)

    def _listen(self) -> bool:
        """Take what is there; False where nothing will come any more."""
        if not select.select([self._ours], [], [], 0.1)[0]:
            return True
        try:
            raw = os.read(self._ours, 65536)
        except OSError:  # Linux: the other end is closed
            return False
        self.screen += _ESCAPES.sub("", raw.decode(errors="replace")).replace("\r\n", "\n")
        return bool(raw)

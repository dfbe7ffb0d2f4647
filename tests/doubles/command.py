"""The command `monitor` as a real process, on a home of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType

from doubles import nursery

#: seconds; a start takes two on a quiet machine, a lint of the whole catalogue twenty
PATIENCE_S = 60.0
#: what this machine's owner may have set, and a test must not inherit
_FOREIGN = ("MONITOR_HOME", "NO_COLOR", "FORCE_COLOR", "TELEGRAM_TOKEN", "SMTP_PASSWORD", "COLUMNS")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """Lines of standard output."""
        return self.out.splitlines()


def environment(extra: Mapping[str, str]) -> dict[str, str]:
    """The machine's, without what steers the command, with `extra`."""
    return {name: value for name, value in os.environ.items() if name not in _FOREIGN} | dict(extra)


def words(home: Path | None, *arguments: str) -> list[str]:
    """The command line that runs the command on a home; without one, the command finds it itself."""
    return [sys.executable, "-m", "monitor", *(["--home", str(home)] if home else []), *arguments]


@dataclass(frozen=True, slots=True)
class Command:
    """Runs commands on one home, or without naming any."""

    home: Path | None

    def __call__(self, *arguments: str, stdin: str | bytes = "", **env: str) -> Ended:
        """Run one to its end."""
        with TemporaryFile() as given, TemporaryFile() as out, TemporaryFile() as err:
            given.write(stdin.encode() if isinstance(stdin, str) else stdin)
            given.seek(0)
            command, around = words(self.home, *arguments), environment(env)
            if any(name.startswith("PYTHON") for name in env):  # read by the interpreter, when it starts
                ran = subprocess.run(
                    command, stdin=given, stdout=out, stderr=err, timeout=PATIENCE_S, env=around, check=False
                )
                status = ran.returncode
            else:
                status = nursery.run(command[3:], around, (given, out, err), PATIENCE_S)
            out.seek(0)
            err.seek(0)
            return Ended(status, out.read().decode(), err.read().decode())

    def daemon(self, *, anew: bool = False, **env: str) -> Daemon:
        """`monitor run`, to be used in a `with`; killed at its end should it still live.

        `anew`: by an interpreter of its own, as its owner would start it.
        """
        assert self.home is not None
        return Daemon(home=self.home, env=env, anew=anew)


@dataclass(slots=True)
class Daemon:
    """`monitor run` in the background. What it prints is appended to files beside the home."""

    home: Path
    env: Mapping[str, str]
    anew: bool = False
    process: subprocess.Popen[bytes] | nursery.Process | None = None
    _err_begins: int = field(default=0, init=False)

    def __enter__(self) -> Daemon:
        self._err_begins = len(self._text("err"))
        command, around = words(self.home, "run"), environment(self.env)
        with (
            Path(os.devnull).open("rb") as given,
            self._file("out").open("ab") as out,
            self._file("err").open("ab") as err,
        ):
            if self.anew:
                self.process = subprocess.Popen(command, stdin=given, stdout=out, stderr=err, env=around)
            else:
                self.process = nursery.Process(command[3:], around, (given, out, err))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self.process is not None
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    @property
    def out(self) -> str:
        """All that any daemon on this home wrote to standard output."""
        return self._text("out")

    @property
    def err(self) -> str:
        """What this one wrote to standard error."""
        return self._text("err")[self._err_begins :]

    def says(self, text: str, times: int = 1) -> Daemon:
        """Wait until it said this on standard error, so often."""
        return self._until(lambda: self.err.count(text) >= times, text)

    def tells(self, text: str) -> Daemon:
        """Wait until it said this on standard output."""
        return self._until(lambda: text in self.out, text)

    def stop(self, by: signal.Signals = signal.SIGTERM, within_s: float = PATIENCE_S) -> int:
        """Send a signal; the exit status."""
        assert self.process is not None
        self.process.send_signal(by)
        return self.process.wait(within_s)

    def _until(self, condition: Callable[[], bool], what: str) -> Daemon:
        assert self.process is not None
        end = time.monotonic() + PATIENCE_S
        while not condition():
            ended = self.process.poll()
            assert ended is None, f"ended with {ended} before {what!r}:\n{self.err}"
            assert time.monotonic() < end, f"never said {what!r}:\n{self.err}\n{self.out}"
            time.sleep(0.02)
        return self

    def _file(self, name: str) -> Path:
        return self.home.with_name(f"{self.home.name}.{name}")

    def _text(self, name: str) -> str:
        file = self._file(name)
        return file.read_text(encoding="utf-8") if file.exists() else ""

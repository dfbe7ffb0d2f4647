"""Live progress on a terminal; a line a stage where there is none, or where NO_COLOR asks for plain output."""

from __future__ import annotations

import sys
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

from monitor.deliver.console import colours

_TITLE = 60


class Live:
    """A `rounds.Progress` on standard error."""

    def __init__(self) -> None:
        console = Console(stderr=True, highlight=False, color_system=colours())
        self._shown = console.is_terminal and colours() is not None
        self._bars = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[text]}", markup=False),
            console=console,
            transient=True,
            disable=not self._shown,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Live:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Take the bars away; nothing more is shown."""
        self._bars.stop()

    def begin(self, what: str, total: int | None) -> None:
        """A kind of work starts."""
        if not self._shown:
            print(f"monitor: {what[0].lower()}{what[1:]} …", file=sys.stderr)
        self._task = self._bars.add_task(what, total=total, text="")

    def step(self, text: str = "") -> None:
        """One piece of it is done."""
        if self._task is not None:
            self._bars.update(self._task, advance=1, text=Text(text[:_TITLE]).plain)


def plural(count: int, noun: str) -> str:
    """ "1 source", "2 sources"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"

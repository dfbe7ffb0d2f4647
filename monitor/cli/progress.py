"""Live progress on a terminal; a line a stage where there is none, or where NO_COLOR asks for plain output."""

from __future__ import annotations

import sys
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Column
from rich.text import Text

from monitor.deliver.console import colours

#: columns of the bar; code points of a title, more than any terminal leaves room for
_BAR, _TITLE = 20, 120


class Live:
    """A `rounds.Progress` on standard error."""

    def __init__(self) -> None:
        console = Console(stderr=True, highlight=False, color_system=colours())
        self._shown = console.is_terminal and colours() is not None
        self._bars = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", table_column=_fixed()),
            BarColumn(bar_width=_BAR, table_column=Column(width=_BAR)),
            MofNCompleteColumn(table_column=_fixed()),
            TimeElapsedColumn(table_column=_fixed()),
            # what is left of the line, however narrow the terminal
            TextColumn("{task.fields[text]}", markup=False, table_column=_rest()),
            console=console,
            expand=True,
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


def _fixed() -> Column:
    return Column(no_wrap=True, min_width=8)


def _rest() -> Column:
    return Column(ratio=1, no_wrap=True, overflow="ellipsis")


def plural(count: int, noun: str, many: str = "") -> str:
    """ "1 source", "2 sources"; `many` where the plural is not made with an s."""
    return f"{count} {noun}" if count == 1 else f"{count} {many or noun + 's'}"

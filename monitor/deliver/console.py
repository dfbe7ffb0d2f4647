"""The terminal: a card for an alert, a list for a digest; plain lines where there is no terminal."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from html.parser import HTMLParser
from string import punctuation
from typing import Literal
from urllib.parse import quote

from anyascii import anyascii
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.style import Style
from rich.text import Text

from monitor.decide import delivery
from monitor.deliver.blocks import Document, plain
from monitor.deliver.markup import run_html
from monitor.deliver.telling import document, message
from monitor.deliver.unchanging import Unchanging
from monitor.errors import DeliveryError
from monitor.model import Message, News, Pace, Receipt
from monitor.ports import Clock
from monitor.translation import voice_of

#: Columns; longer lines tire the eye.
WIDTH = 100
#: A block's style by its role. Colours are the terminal's own, so that they fit its background.
STYLES = {
    "title": "bold cyan not dim",
    "notice": "yellow",
    "group": "bold",
    "update": "yellow",
    "headline": "none",
    "gist": "cyan",
    "change": "green",
    "summary": "none",
    "meta": "dim",
    "why": "none",
    "quote": "italic",
    "others": "none",
    "reason": "dim",
    "answer": "dim",
    "footer": "dim",
}
_RUNS = {"b": Style(bold=True), "i": Style(italic=True)}


def colours() -> Literal["auto"] | None:
    """The `color_system` of a terminal: none where NO_COLOR is set, for rich alone would keep bold, dim and links."""
    return None if os.environ.get("NO_COLOR") else "auto"


class ConsoleChannel(Unchanging):
    """Prints on `terminal`, which shows colours only if it is one and nobody asked for none (NO_COLOR)."""

    def __init__(self, settings: delivery.Console, *, clock: Clock, terminal: Console | None = None) -> None:
        self.name = settings.name
        self._voice = voice_of(settings.language)
        self._clock = clock
        self._terminal = terminal or Console(highlight=False, emoji=False, markup=False, color_system=colours())
        self._gone = False

    def render(self, what: News) -> tuple[Message, ...]:
        """One message; its HTML is a `p` for each block and an `hr` between sections, for `send` alone."""
        rendered = document(what, self._voice)
        html = _html(rendered)
        return (message(what, self.name, text=plain(rendered.sections), html=html),)

    async def send(self, message: Message, *, request_written: Callable[[], Awaitable[None]]) -> Receipt:
        """Print. A closed terminal is worth a retry: somebody may attach a new one by a restart."""
        await request_written()
        try:
            self.show(message)
        except SystemExit:  # what rich makes of a broken pipe, after pointing standard output at /dev/null
            self._gone = True
        except (OSError, ValueError) as error:
            raise DeliveryError(f"{self.name}: {error}") from error
        if self._gone:
            raise DeliveryError(f"{self.name}: nobody reads the output any more")
        return Receipt(sent_at=self._clock.now())

    @property
    def pace(self) -> Pace:
        """As fast as it scrolls."""
        return Pace(lane=self.name)

    def show(self, message: Message) -> None:
        """Print a message of `render`."""
        terminal = self._terminal
        if terminal.is_terminal and message.html:
            width = min(terminal.width, WIDTH)
            terminal.print(_drawn(message, self._writable, width), width=width, soft_wrap=False)
        else:
            terminal.print(Text(self._writable(message.text) + "\n"), soft_wrap=True)

    def _writable(self, text: str) -> str:
        """The text with what the terminal's encoding lacks transliterated."""
        encoding = self._terminal.encoding
        if encoding.startswith("utf"):
            return text
        return "".join(c if c.encode(encoding, "ignore") else anyascii(c) for c in text)


# ---------------------------------------------------------------- from blocks to the screen


def _html(what: Document) -> str:
    return "<hr>".join(
        "".join(
            f'<p class="{block.role}">{"".join(run_html(run, block) for run in block.runs)}</p>' for block in section
        )
        for section in what.sections
    )


def _drawn(message: Message, writable: Callable[[str], str], width: int) -> RenderableType:
    screen = _Screen(writable, addresses=message.level != "digest")
    screen.feed(message.html)
    screen.close()
    title, *lines = screen.lines
    title.truncate(max(1, width - 8), overflow="crop")  # rich would close it with "…", which not every encoding has
    if message.level == "digest":
        # a title of which the encoding leaves nothing: rich draws the whole line then, in any encoding (15, `Rule`)
        rule = Rule(title, characters=writable("─"), align="left", style="dim")
        return Group(rule, Padding(Text("\n").join(lines), (0, 2, 1, 2)))
    return Panel(Text("\n").join(lines), title=title, title_align="left", border_style="dim", padding=(1, 2))


def _uri(address: str) -> str:
    """The address in ASCII: a hyperlink's escape sequence holds nothing else, whatever the terminal's encoding."""
    return quote(address, safe=punctuation)


class _Screen(HTMLParser):
    """Reads what `_html` wrote into styled lines."""

    def __init__(self, writable: Callable[[str], str], *, addresses: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Text] = []
        self._writable = writable
        self._addresses = addresses
        self._styles: list[Style] = []
        self._role = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "hr":
            self.lines.append(Text())
        elif tag == "p":
            self._role = values.get("class") or ""
            self.lines.append(Text(style=STYLES.get(self._role, "none")))
        else:
            self._styles.append(_RUNS[tag] if tag in _RUNS else Style(link=_uri(values.get("href") or "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            return
        style = self._styles.pop()
        if style.link and self._addresses and self._role == "headline":
            self.lines.append(Text(self._writable(style.link), style=Style(dim=True, link=style.link)))

    def handle_data(self, data: str) -> None:
        self.lines[-1].append(self._writable(data), Style.combine(self._styles) if self._styles else None)

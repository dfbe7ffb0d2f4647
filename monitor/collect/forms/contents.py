"""What every form of seed file is brought to, before the article is looked for in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The plain lines of a file, and what it says about itself."""

    #: the headline; empty: the first line of the text is it
    title: str = ""
    #: a line is a paragraph, a heading or a caption
    text: str
    #: where the article was published; empty where nobody says
    url: str = ""
    published: datetime | None = None
    #: what was seen on the way to be no part of the article
    left_out: tuple[str, ...] = ()
    #: title and text are the article and nothing else: nothing is looked for, nothing left out
    whole: bool = False

"""What a mail reader is given of a piece of news."""

from __future__ import annotations

from monitor.decide.delivery import Eml
from monitor.deliver.layout import Layout
from monitor.deliver.page import rendered
from monitor.model import News


def mailed(what: News, language: str = "en") -> str:
    """The HTML half of its letter."""
    way = Eml(name="eml/desk", sender="watch@news.example", to=("desk@news.example",), folder="", language=language)
    (message,) = rendered(what, way, Layout())
    return message.html

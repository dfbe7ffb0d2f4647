"""Document -> HTML for mail readers and browsers: tables, inline styles, nothing fetched, nothing run."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from monitor.deliver.blocks import Document, shown
from monitor.deliver.chart.svg import svg
from monitor.deliver.telling import document
from monitor.deliver.text import clean
from monitor.model import News, Picture
from monitor.translation import ENGLISH, Voice, voice_of


def page(told: Sequence[News], title: str, voice: Voice = ENGLISH) -> str:
    """Alerts and digests, in the order given, as one self-contained HTML page."""
    return _html([document(what, voice) for what in told], clean(title), voice, heading=True)


def letter(what: Document, charts: Sequence[tuple[str, Picture]] = ()) -> str:
    """The HTML half of an e-mail. `charts`: those that go with it, by their content ids; most mail readers show no
    SVG."""
    return _html([what], what.title, voice_of(what.language), heading=False, charts=charts)


def _html(
    documents: Sequence[Document],
    title: str,
    voice: Voice,
    *,
    heading: bool,
    charts: Sequence[tuple[str, Picture]] = (),
) -> str:
    template = _templates().get_template("page.html.j2")
    return template.render(documents=documents, title=title, voice=voice, heading=heading, charts=charts)


@lru_cache(maxsize=1)
def _templates() -> Environment:
    """Autoescape is on for everything: what comes from outside is text."""
    environment = Environment(
        loader=PackageLoader("monitor.deliver"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shown"] = shown
    environment.filters["svg"] = svg
    return environment

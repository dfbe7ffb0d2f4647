"""Document -> HTML and plain text for mail readers and browsers: tables, inline styles; nothing is fetched or run."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from jinja2 import ChoiceLoader, DictLoader, PackageLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from monitor.decide.delivery import Letters, Templates
from monitor.deliver.blocks import Document, shown
from monitor.deliver.chart.png import picture
from monitor.deliver.chart.svg import svg
from monitor.deliver.letter import content_id
from monitor.deliver.lines import text_lines
from monitor.deliver.telling import document, message, message_key
from monitor.deliver.text import clean
from monitor.model import Message, News, Picture
from monitor.translation import ENGLISH, Voice, voice_of

log = logging.getLogger(__name__)

#: what templates may call, besides what Jinja2 has
FILTERS: Mapping[str, Any] = {"shown": shown, "svg": svg, "lines": text_lines}
Charts = Sequence[tuple[str, Picture]]


def page(told: Sequence[News], title: str, voice: Voice = ENGLISH) -> str:
    """Alerts and digests, in the order given, as one self-contained HTML page."""
    return Layout().html([document(what, voice) for what in told], clean(title), voice, heading=True)


def letter(what: Document, charts: Charts = ()) -> str:
    """The HTML half of an e-mail. `charts`: those that go with it, by their content ids; most mail readers show no
    SVG."""
    return Layout().html([what], what.title, voice_of(what.language), heading=False, charts=charts)


def rendered(what: News, way: Letters, layout: Layout) -> tuple[Message, ...]:
    """The message that an e-mail becomes, with its picture."""
    voice = voice_of(way.language)
    told = document(what, voice)
    key, pictures = message_key(what, way.name), (picture(told.volume, voice),) if told.volume else ()
    text = layout.text(told, pictures)
    charts = [(content_id(one, key), one) for one in pictures]
    html = layout.html([told], told.title, voice, heading=False, charts=charts)
    return (message(what, way.name, subject=told.title, text=text, html=html, pictures=pictures),)


class Layout:
    """Our templates, and in their place those that the owner wrote. One of theirs that fails while it renders is told
    in the log, once, and ours serves."""

    def __init__(self, own: Templates = ()) -> None:
        self._own = own
        self._failed: set[str] = set()

    def html(
        self, documents: Sequence[Document], title: str, voice: Voice, *, heading: bool, charts: Charts = ()
    ) -> str:
        """The whole page."""
        return self._rendered(
            "page.html.j2", documents=documents, title=title, voice=voice, heading=heading, charts=charts
        )

    def text(self, told: Document, pictures: Sequence[Picture] = ()) -> str:
        """The plain half of an e-mail."""
        return self._rendered("text.txt.j2", document=told, pictures=pictures)

    def _rendered(self, name: str, **variables: Any) -> str:
        if self._own and name not in self._failed:
            try:
                return _templates(self._own).get_template(name).render(**variables)
            except Exception as error:  # whatever a template of theirs may run into
                self._failed.add(name)
                log.warning("config/templates/ cannot render %s, ours serves: %s", name, clean(str(error)))
        return _templates(()).get_template(name).render(**variables)


@lru_cache(maxsize=4)
def _templates(own: Templates) -> ImmutableSandboxedEnvironment:
    """Autoescape is on for all HTML: what comes from outside is text."""
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([DictLoader(dict(own)), PackageLoader("monitor.deliver")]),
        autoescape=lambda name: not (name or "").endswith(".txt.j2"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    return environment

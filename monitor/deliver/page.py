"""Document -> HTML and plain text for mail readers and browsers: tables, inline styles; nothing is fetched or run."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.decide.delivery import Letters, Templates
from monitor.deliver.chart.png import picture
from monitor.deliver.layout import Layout
from monitor.deliver.letter import content_id
from monitor.deliver.telling import document, message, message_key
from monitor.deliver.text import clean
from monitor.model import Message, News
from monitor.translation import ENGLISH, Voice, voice_of


def page(told: Sequence[News], title: str, voice: Voice = ENGLISH, templates: Templates = ()) -> str:
    """Alerts and digests, in the order given, as one self-contained HTML page; `templates` are the owner's."""
    return Layout(templates).html([document(what, voice) for what in told], clean(title), voice, heading=True)


def rendered(what: News, way: Letters, layout: Layout) -> tuple[Message, ...]:
    """The message that an e-mail becomes, with its picture."""
    voice = voice_of(way.language)
    told = document(what, voice)
    key, pictures = message_key(what, way.name), (picture(told.volume, voice),) if told.volume else ()
    text = layout.text(told, pictures)
    charts = [(content_id(one, key), one) for one in pictures]
    html = layout.html([told], told.title, voice, heading=False, charts=charts)
    return (message(what, way.name, subject=told.title, text=text, html=html, pictures=pictures),)

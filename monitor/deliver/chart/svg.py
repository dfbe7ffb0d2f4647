"""A drawing as SVG: part of a page, or a file of its own. It follows the reader's light or dark scheme."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from monitor.deliver.chart.drawing import HEIGHT, LETTER, WIDTH, draw
from monitor.deliver.chart.words import in_words
from monitor.model import DayCount
from monitor.translation import ENGLISH, Voice

#: tone -> colour on light, colour on dark; those of the page (templates/blocks.html.j2)
PALETTE: Final = {
    "paper": ("#ffffff", "#1f2229"),
    "ink": ("#16181d", "#e8eaee"),
    "soft": ("#5b6472", "#a7aebb"),
    "line": ("#c9ced6", "#4a505c"),
    "bar": ("#9aa5b5", "#737e90"),
    "today": ("#c8862a", "#dd9b3f"),
}


def svg(days: Sequence[DayCount], voice: Voice = ENGLISH) -> Markup:
    """The picture as one `svg` element, without anything that must be fetched. Raises `ValueError` without days."""
    template = _templates().get_template("chart.svg.j2")
    values = {"width": WIDTH, "height": HEIGHT, "letter": LETTER, "palette": PALETTE, "language": voice.language}
    return Markup(template.render(drawing=draw(days, voice), words=in_words(days, voice), **values))  # noqa: S704  autoescaped


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("monitor.deliver"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

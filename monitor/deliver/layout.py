"""Our templates, and in their place those that the owner wrote: sandboxed, and what comes from outside is text."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from traceback import extract_tb
from typing import Any, Final

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    FunctionLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateRuntimeError,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from monitor.decide.delivery import OURS, Templates
from monitor.deliver.blocks import Document, shown
from monitor.deliver.chart.svg import svg
from monitor.deliver.lines import text_lines
from monitor.deliver.text import clean
from monitor.errors import Fault
from monitor.model import Picture
from monitor.translation import Voice

log = logging.getLogger(__name__)

#: what templates may call, besides what Jinja2 has
FILTERS: Mapping[str, Any] = {"shown": shown, "svg": svg, "lines": text_lines}
#: where the owner's are, for people
FOLDER: Final = "config/templates"
Charts = Sequence[tuple[str, Picture]]


def told_in_the_log(fault: Fault) -> None:
    """For whoever looks after the watch: nothing is lost."""
    log.warning("%s; ours serves in its place", fault)


class Layout:
    """One of theirs that fails while it renders is told, once, and ours serves."""

    def __init__(self, own: Templates = (), tell: Callable[[Fault], None] = told_in_the_log) -> None:
        self._own = own
        self._tell = tell
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
                return _written(self._own, name, variables)
            except Exception as error:  # whatever a template of theirs may run into
                self._failed.add(name)
                self._tell(_fault(error, name))
        return _written((), name, variables)


def ours(name: str) -> str:
    """The source of a template of ours, for the owner to begin with."""
    source, _, _ = PackageLoader("monitor.deliver").get_source(_environment(()), name)
    return source


def _written(own: Templates, name: str, variables: Mapping[str, Any]) -> str:
    written = _environment(own).get_template(name).render(**variables)
    if not written.strip():
        raise TemplateRuntimeError("it writes nothing")
    return written


def _fault(error: Exception, name: str) -> Fault:
    """Where in their files it happened, as far as that is known, and what."""
    at = [frame for frame in extract_tb(error.__traceback__) if frame.filename.startswith(FOLDER)]
    file, line = (at[-1].filename, at[-1].lineno or 0) if at else (f"{FOLDER}/{name}", 0)
    if isinstance(error, TemplateSyntaxError):
        file, line = error.filename or file, error.lineno
    said = clean((error.message if isinstance(error, TemplateError) else "") or str(error)).rstrip(".")
    return Fault(file=file, line=line, what=said or type(error).__name__)


@lru_cache(maxsize=4)
def _environment(own: Templates) -> ImmutableSandboxedEnvironment:
    """Autoescape is on for all HTML: what comes from outside is text."""
    package = PackageLoader("monitor.deliver")
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([_loader(own), PrefixLoader({OURS.rstrip("/"): package}), package]),
        autoescape=lambda name: not (name or "").endswith(".txt.j2"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    return environment


def _loader(own: Templates) -> BaseLoader:
    """Theirs, by the names that they have in the folder: an error says where it is."""
    sources = {name: (source, f"{FOLDER}/{name}", lambda: True) for name, source in own}
    return FunctionLoader(sources.get)

"""The catalogues: locales/LANGUAGE/LC_MESSAGES/monitor.po, compiled in memory, so that no compiled file can be old."""

from __future__ import annotations

from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from typing import Final

#: the language that stands in the code, and needs no catalogue
SOURCE: Final = "en"


@lru_cache(maxsize=1)
def spoken() -> tuple[str, ...]:
    """ISO 639-1 of every language that we speak, English first."""
    found = (one.name for one in _locales().iterdir() if _catalogue(one.name).is_file())
    return (SOURCE, *sorted(found))


@lru_cache(maxsize=32)
def translations(language: str) -> NullTranslations:
    """The sentences of one of `spoken`; English is what they are looked up by."""
    if language == SOURCE:
        return NullTranslations()
    # a pass over files speaks English: it need not load what reads catalogues
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with _catalogue(language).open("rb") as written:
        write_mo(compiled, read_po(written, locale=language, abort_invalid=True))
    compiled.seek(0)
    return GNUTranslations(compiled)


def _catalogue(language: str) -> Traversable:
    return _locales() / language / "LC_MESSAGES" / "monitor.po"


def _locales() -> Traversable:
    return files(__package__) / "locales"

"""The messages of the code -> the catalogues: `make messages`.

What is new stands there without translation, and what is gone is gone; `unit/translation/test_catalogues.py` wants
every message translated, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

PACKAGE: Final = Path(__file__).parent.parent / "monitor"
LOCALES: Final = PACKAGE / "translation" / "locales"
#: which function is given a message, and as which of its arguments: one, or one and its plural
KEYWORDS: Final[Mapping[str, tuple[int, ...] | None]] = {
    "say": None,
    "pattern": None,
    "marked": None,
    "count": (1, 2),
    "pattern_of": (1, 2),
}
#: lines of a catalogue's head that version control knows better
_DATED: Final = (
    b"# ",
    b"#\n",
    b'"POT-Creation-Date',
    b'"PO-Revision-Date',
    b'"Last-Translator',
    b'"Language-Team',
    b'"Report-Msgid',
    b'"Generated-By',
)
#: of a line in a catalogue
_WIDTH: Final = 100


def extracted() -> Catalog:
    """Every message of the code, with its files and what is said there to translators ("# i18n: …")."""
    catalog = Catalog(project="News Monitor", charset="utf-8")
    method = [("**.py", "python")]
    found = extract_from_dir(PACKAGE, method, keywords=KEYWORDS, comment_tags=("i18n:",), strip_comment_tags=True)
    for file, _, message, comments, _ in sorted(found, key=lambda one: (one[0], one[1])):
        if isinstance(message, tuple) and "{n}" not in message[1]:
            continue  # another `count`, which counts what happens
        catalog.add(message, None, [(f"monitor/{file}", None)], auto_comments=comments)  # type: ignore[list-item]
    return catalog


def path_of(language: str) -> Path:
    """Where its catalogue is."""
    return LOCALES / language / "LC_MESSAGES" / "monitor.po"


def read(language: str) -> Catalog:
    """Its catalogue. Raises `PoFileError` for one that cannot be read."""
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def written(catalog: Catalog) -> bytes:
    """The catalogue as it stands in its file: nothing in it changes by itself."""
    out = BytesIO()
    write_po(out, catalog, width=_WIDTH, ignore_obsolete=True, include_lineno=False)
    return b"".join(line for line in out.getvalue().splitlines(keepends=True) if not line.startswith(_DATED))


def updated(language: str, template: Catalog) -> Catalog:
    """Its catalogue with the messages of the template: what is translated stays, nothing is guessed."""
    catalog = read(language) if path_of(language).exists() else Catalog(locale=language, project="News Monitor")
    catalog.update(template, no_fuzzy_matching=True)
    catalog.fuzzy = False
    return catalog


def untranslated(catalog: Catalog) -> list[str]:
    """The messages that lack a translation, or one of its plural forms."""
    said = {
        str(one.id): one.string if isinstance(one.string, tuple | list) else (one.string,) for one in catalog if one.id
    }
    return [message for message, forms in said.items() if not forms or not all(forms)]


def main() -> None:
    """Write every catalogue anew, and say what is missing."""
    template = extracted()
    for language in sorted(one.name for one in LOCALES.iterdir()):
        catalog = updated(language, template)
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        path_of(language).write_bytes(written(catalog))
        print(f"{language}: {len(catalog)} messages, {len(untranslated(catalog))} without translation")


if __name__ == "__main__":
    main()

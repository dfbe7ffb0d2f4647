"""`config/.schema/`: the JSON Schema of each kind of file with this home's own names, for the modelines to lead to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from monitor.atomic import replace_file
from monitor.errors import ConfigError, Fault
from monitor.settings.document import present, read_document, shown
from monitor.settings.gathering import Gathering
from monitor.settings.home import Home
from monitor.settings.index_file import shipped
from monitor.settings.own import load_own
from monitor.settings.schema_json import FOLDER, SCHEMA_KINDS, Names, json_schema
from monitor.settings.sources import load_sources
from monitor.settings.stamps import seed_files
from monitor.settings.vocabulary import seed_names

#: nothing in the folder is written by a person, and all of it changes with the catalogue: no repository needs it
_IGNORED: Final = "*\n"


def names_of(home: Home) -> tuple[Names, tuple[Fault, ...]]:
    """What the files of this home may name, and what is wrong with files whose names are therefore unknown."""
    gathering = Gathering()
    actors, topics = gathering.attempt(lambda: load_own(home)) or ((), ())
    listable = seed_names(home.seeds)
    known = {**shipped().called, **{row["id"]: row["name"] for row in (*actors, *topics)}}
    names = Names(
        actors={id_: name for id_, name in known.items() if not id_.startswith("topic/")},
        topics={id_: name for id_, name in known.items() if id_.startswith("topic/")},
        sources=gathering.attempt(lambda: _sources(home)),
        channels=gathering.attempt(lambda: _channels(home)),
        seeds={path.name: "" for path in seed_files(home) if path.name in listable},
    )
    return names, tuple(gathering.faults)


def write_schemas(home: Home) -> tuple[tuple[Path, ...], tuple[Fault, ...]]:
    """Write what has changed; (the files written, what is wrong with files whose names are left out).

    Raises `ConfigError` where the folder cannot be written.
    """
    names, faults = names_of(home)
    folder = home.config / FOLDER
    texts = {f"{kind}.json": _text(kind, names) for kind in SCHEMA_KINDS}
    try:
        folder.mkdir(exist_ok=True)  # in a `config/` that is there: one that was moved away is not begun anew
        written = [path for name, text in texts.items() if _put(path := folder / name, text)]
        _put(folder / ".gitignore", _IGNORED)
    except OSError as error:
        raise ConfigError(Fault(file=shown(folder), what=f"cannot be written: {error.strerror or error}")) from error
    return tuple(written), faults


def _text(kind: str, names: Names) -> str:
    return json.dumps(json_schema(kind, names), ensure_ascii=False, separators=(",", ":")) + "\n"


def _put(path: Path, text: str) -> bool:
    """In one step, because editors watch the file; False where it says the same already."""
    raw = text.encode()
    if path.is_file() and path.read_bytes() == raw:
        return False
    replace_file(path, raw)
    return True


def _sources(home: Home) -> dict[str, str]:
    return {source.id: source.name for source in load_sources(home.sources)} if present(home.sources) else {}


def _channels(home: Home) -> dict[str, str]:
    """Names alone: a schema has no business with secrets."""
    value = read_document(home.channels).value if present(home.channels) else None
    return {"console": "the terminal", **dict.fromkeys(value if isinstance(value, dict) else (), "")}

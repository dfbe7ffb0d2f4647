"""The compiled catalogue, kept in a file of the user's cache folder: read in a tenth of the time that compiling takes.

The file is JSON, so reading it can do no harm, and its name holds the digest of all that it was made from: the data,
CLDR's release and the code that compiles. A cache that cannot be written or read costs time, nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import babel

from monitor.comprehend.catalogue import Actor, Affixes, Homonym, Role, Topic
from monitor.comprehend.lexicon import Base, compile_base
from monitor.comprehend.lookup.index import Index
from monitor.comprehend.lookup.nominative import NameParts
from monitor.settings.catalogue import SHIPPED, data_files, load_catalogue
from monitor.settings.lasting import without_collection

#: indexes of older versions that are kept beside the newest
_KEPT = 2


@cache
def shipped() -> Base:
    """The shipped catalogue, compiled: from the cache, or anew. One for the process."""
    return load_base(cache_folder(os.environ))


def load_base(folder: Path | None, data: Traversable = SHIPPED) -> Base:
    """The catalogue in `data`, compiled: from its file in `folder`, or anew and then kept there."""
    file = folder / f"catalogue-{_digest(data)}.json" if folder else None
    with without_collection():
        base = _kept(file) if file else None
        if base is None:
            base = compile_base(load_catalogue(data))
            if file:
                with suppress(OSError):
                    _keep(file, json.dumps(freeze(base), ensure_ascii=False, separators=(",", ":")))
    return base


def cache_folder(environ: Mapping[str, str]) -> Path | None:
    """XDG Base Directory: `$XDG_CACHE_HOME`, else `~/.cache`; None for a user without a home."""
    root = environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(root):  # noqa: PTH117  (as the specification asks; a relative one is ignored)
        root = os.path.join(environ.get("HOME", ""), ".cache")  # noqa: PTH118
    return Path(root) / "news-monitor" if os.path.isabs(root) else None  # noqa: PTH117


def _kept(file: Path) -> Base | None:
    """What the file holds; None where there is none, or a broken one."""
    with suppress(OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return _thaw(json.loads(file.read_bytes()))
    return None


def _digest(data: Traversable) -> str:
    digest = hashlib.sha256(babel.__version__.encode())
    parts = list(_code(resources.files("monitor.comprehend")))
    for name in ("catalogue.py", "index_file.py"):
        parts.append((f"settings/{name}", resources.files("monitor.settings") / name))
    for name, file in (*parts, *data_files(data)):
        digest.update(name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:24]


def _code(folder: Traversable, path: str = "") -> Iterator[tuple[str, Traversable]]:
    """The modules of a folder and of those in it, in the order of their names."""
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        if one.is_file() and one.name.endswith(".py"):
            yield path + one.name, one
        elif one.is_dir():
            yield from _code(one, f"{path}{one.name}/")


def _keep(file: Path, text: str) -> None:
    """Write the file whole or not at all, and let the oldest ones go. Raises `OSError`."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, delete=False) as new:
        try:
            new.write(text)
            new.flush()
            os.replace(new.name, file)  # noqa: PTH105
        except OSError:
            os.unlink(new.name)  # noqa: PTH108
            raise
    others = sorted(file.parent.glob("catalogue-*.json"), key=lambda one: one.stat().st_mtime, reverse=True)
    for old in [one for one in others if one != file][_KEPT:]:
        old.unlink(missing_ok=True)


# -------------------------------------------------------------------------------- Base <-> JSON


def freeze(base: Base) -> dict[str, Any]:
    """The base as JSON takes it."""
    return {
        "rows": base.index.pack(),
        "homonyms": base.index.homonyms,
        "actors": [_actor_row(actor) for actor in base.actors],
        "topics": [[one.id, one.name, one.kind, one.generic, dict(one.terms)] for one in base.topics],
        "affixes": {
            language: [one.prefixes, one.suffixes, one.endings, one.beginnings, one.words, one.like]
            for language, one in base.affixes.items()
        },
        "generic_capitals": base.generic_capitals,
        "common": dict(base.common),
        "announcing": base.announcing,
        "stops": base.stops,
        "name_parts": asdict(base.name_parts),
        "onsets": base.onsets,
        "rhymes": base.rhymes,
    }


def _actor_row(actor: Actor) -> list[Any]:
    roles = [[role.office, role.of, _written(role.first), _written(role.last)] for role in actor.roles]
    homonyms = [[one.name, one.with_, one.without] for one in actor.homonyms]
    naming = [dict(actor.names), dict(actor.short), dict(actor.demonyms)]
    return [actor.id, actor.name, *naming, actor.of, actor.capital, actor.about, roles, homonyms]


def _thaw(frozen: Mapping[str, Any]) -> Base:
    return Base(
        index=Index(packed=frozen["rows"], homonyms=frozen["homonyms"]),
        actors=tuple(map(_actor, frozen["actors"])),
        topics=tuple(
            Topic(id=row[0], name=row[1], kind=row[2], generic=row[3], terms=_tuples(row[4]))
            for row in frozen["topics"]
        ),
        affixes={language: _affixes(row) for language, row in frozen["affixes"].items()},
        generic_capitals=tuple(frozen["generic_capitals"]),
        common=_tuples(frozen["common"]),
        announcing=tuple(frozen["announcing"]),
        stops=tuple(frozen["stops"]),
        name_parts=_name_parts(frozen["name_parts"]),
        onsets=tuple(frozen["onsets"]),
        rhymes=tuple(frozen["rhymes"]),
    )


def _name_parts(row: Mapping[str, Any]) -> NameParts:
    return NameParts(
        given=tuple(row["given"]),
        surnames=tuple(row["surnames"]),
        telling=tuple(row["telling"]),
        transcribing=row["transcribing"],
    )


def _actor(row: list[Any]) -> Actor:
    actor, name, names, short, demonyms, of, capital, about, roles, homonyms = row
    return Actor(
        id=actor,
        name=name,
        names=_tuples(names),
        short=_tuples(short),
        demonyms=_tuples(demonyms),
        of=of,
        capital=capital,
        about=tuple(about),
        roles=tuple(Role(office=one[0], of=one[1], first=_read(one[2]), last=_read(one[3])) for one in roles),
        homonyms=tuple(Homonym(name=one[0], with_=tuple(one[1]), without=tuple(one[2])) for one in homonyms),
    )


def _affixes(row: list[Any]) -> Affixes:
    prefixes, suffixes, endings, beginnings, words, like = row
    return Affixes(
        prefixes=tuple(prefixes),
        suffixes=tuple(suffixes),
        endings=tuple((listed, tuple(others)) for listed, others in endings),
        beginnings=tuple((listed, tuple(others)) for listed, others in beginnings),
        words=tuple(words),
        like=like,
    )


def _tuples(lists: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {language: tuple(listed) for language, listed in lists.items()}


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _read(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None

"""The entries of one feed, in its folder. `entries.json` is written first and holds all; what follows from it is
written after it, and anew with the next entry: a crash in between loses nothing and doubles nothing."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from pydantic import TypeAdapter, ValidationError

from monitor.atomic import replace_file
from monitor.deliver.feed.archive import index, page
from monitor.deliver.feed.atom import feed
from monitor.deliver.feed.entry import ABOUT, ENTRIES, About, Entry, in_place
from monitor.errors import DeliveryError

#: who may read what is published: everybody; who may write it: the owner
_FILE, _FOLDER = 0o644, 0o755
#: a profile's id as `settings.profiles` takes it; what is none never becomes a path
_ID: Final = re.compile(r"\w[\w.-]{0,99}")
#: where the digest of all profiles stands; those of profiles stand below `profiles/`
_DIGEST: Final = "digest"
T = TypeVar("T")


def place_of(profile: str) -> str:
    """Where a profile's feed stands below the folder."""
    if not profile:
        return _DIGEST
    known = _ID.fullmatch(profile) and ".." not in profile
    return f"profiles/{profile if known else sha256(profile.encode('utf-8', 'replace')).hexdigest()[:24]}"


def put(folder: Path, base_url: str, entry: Entry, *, keep: int, replaces: str = "") -> None:
    """Add the entry to its feed, or put it in the place of the one with the key `replaces` or its own.

    Raises `OSError`, and `DeliveryError` where what stands in the folder is not ours.
    """
    place = place_of(entry.profile)
    shelf = folder / place
    _made(shelf, below=folder)
    with _held(folder):
        entries = _with(_read(shelf / "entries.json", ENTRIES) or (), entry, replaces, keep)
        _write(shelf / "entries.json", ENTRIES.dump_json(entries))
        address = f"{base_url}/{quote(place)}"
        known = _read(shelf / "about.json", ABOUT)
        about = About(
            id=known.id if known else uuid5(NAMESPACE_URL, address).urn,
            title=entry.profile_name or "Digest",
            updated=max(one.updated for one in entries),
            entries=len(entries),
        )
        _write(shelf / "about.json", ABOUT.dump_json(about))
        _write(shelf / "atom.xml", feed(about, entries, address))
        _write(shelf / "index.html", page(about, entries).encode())
        _write(folder / "index.html", index(_feeds(folder)).encode())


def _with(entries: tuple[Entry, ...], entry: Entry, replaces: str, keep: int) -> tuple[Entry, ...]:
    """The entries with this one, the newest first, no more than `keep`."""
    key = replaces or entry.key
    old = next((one for one in entries if one.key == key), None)
    kept = [one for one in entries if one.key != key]
    kept.append(in_place(entry, old, key))
    return tuple(sorted(kept, key=lambda one: (one.published, one.key), reverse=True)[:keep])


def _feeds(folder: Path) -> Mapping[str, About]:
    """The feeds of the folder by their places, in the order of their titles."""
    found = {
        path.parent.relative_to(folder).as_posix(): about
        for path in (*folder.glob("profiles/*/about.json"), *folder.glob(f"{_DIGEST}/about.json"))
        if (about := _read(path, ABOUT))
    }
    return dict(sorted(found.items(), key=lambda item: (item[1].title.casefold(), item[0])))


# ---------------------------------------------------------------- files


def _read(path: Path, model: TypeAdapter[T]) -> T | None:
    """What we wrote there; None where nothing is. Raises `DeliveryError` for what we did not write."""
    try:
        return model.validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError as error:
        raise DeliveryError(f"{path} is damaged: move it away, and the feed begins anew") from error


def _write(path: Path, raw: bytes) -> None:
    """In one step; a new file is for everybody to read, whatever the process masks."""
    new = not path.exists()
    replace_file(path, raw, mode=_FILE)
    if new:
        path.chmod(_FILE)


def _made(shelf: Path, *, below: Path) -> None:
    below.parent.mkdir(parents=True, exist_ok=True)
    for folder in (below, *reversed([one for one in (shelf, *shelf.parents) if one.is_relative_to(below)])):
        with suppress(FileExistsError):
            folder.mkdir()
            folder.chmod(_FOLDER)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Hold the folder: `monitor channels test` may write to it beside the daemon."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with suppress(OSError):  # network drives
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)

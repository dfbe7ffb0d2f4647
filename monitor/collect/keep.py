"""Puts a seed into `seeds/`: an article that was fetched, a file that lies elsewhere. Never over another one.

The names of these files are made here, from letters and digits of any script: nothing that a page or a file is called
can lead out of the folder.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePath
from urllib.parse import urlsplit

import regex

from monitor.atomic import create_file, replace_file
from monitor.collect.forms.decode import decoded
from monitor.collect.forms.form import SUFFIXES
from monitor.collect.forms.front_matter import LONGEST, split, written
from monitor.collect.urls import canonical
from monitor.errors import DocumentError
from monitor.model import Article

#: bytes of a name without its ending; file systems allow 255 in all
_LONGEST_NAME = 100
_NOT_IN_NAMES = regex.compile(r"[^\p{L}\p{M}\p{N}._]+")


def name_of_page(url: str, title: str) -> str:
    """A readable name for the article at an address: "news.example-baku-and-yerevan-agree.txt"."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return _readable(f"{host}-{title.lower().replace('.', '-')}") + ".txt"


def name_of_copy(name: str) -> str:
    """The name under which a file of this name is copied: the same, but for what a name here should not hold."""
    path = PurePath(name)
    known = path.suffix.lower() in SUFFIXES
    return _readable(path.stem if known else path.name) + (path.suffix if known else "")


def listable(path: Path) -> str:
    """The name by which a profile lists a file in `seeds/`. Raises `DocumentError` for one that no text can hold."""
    try:
        path.name.encode()
    except UnicodeEncodeError:
        raise DocumentError(f"{path.name!a}: this name is not UTF-8, and no profile can list it; rename it") from None
    return path.name


def kept_from(folder: Path, url: str) -> Path | None:
    """The file in the folder that was kept from this address."""
    wanted = canonical(url)
    return next((path for path in sorted(_texts(folder)) if wanted in map(canonical, _addresses(path))), None)


def keep_article(article: Article, folder: Path, *, asked: str, force: bool = False) -> Path:
    """Write an article to a file that reads back as the same one; `asked` is the address that led to it.

    A file that was kept from there before is replaced with `force` alone, one of the same name from elsewhere never.
    Raises `DocumentError` where it cannot be written.
    """
    raw = written(article, asked=asked).encode("utf-8", "replace")
    old = kept_from(folder, asked) or kept_from(folder, article.url)
    if old is not None:
        return _put(raw, old, replace=True) if force else old
    name = PurePath(name_of_page(article.url, article.title))
    for number in range(1, 1000):
        path = folder / (name.name if number == 1 else f"{name.stem}-{number}{name.suffix}")
        try:
            return _put(raw, path, replace=False)
        except FileExistsError:
            continue
    raise DocumentError(f"{folder / name}: a thousand files are called so")


def keep_copy(raw: bytes, name: str, folder: Path, *, force: bool = False) -> Path:
    """Copy a file's bytes. Raises `DocumentError` where another text of that name is there, unless `force` replaces it,
    and where it cannot be written."""
    path = folder / name_of_copy(name)
    try:
        return _put(raw, path, replace=force)
    except FileExistsError:
        if path.is_file() and path.read_bytes() == raw:
            return path
        hint = "call your file by another name, or --force replaces that one"
        raise DocumentError(f"{path}: there is another text of this name already ({hint})") from None


def _readable(text: str) -> str:
    """Letters and digits, in whole words where that can be, at most as long as a name may be; never hidden or empty."""
    text = "".join(filter(str.isprintable, unicodedata.normalize("NFC", text).replace("\n", " ")))
    text = _NOT_IN_NAMES.sub("-", text).strip("-._")
    cut = ""
    for character in regex.findall(r"\X", text):
        if len((cut + character).encode("utf-8", "replace")) > _LONGEST_NAME:
            cut = cut.rpartition("-")[0] or cut
            break
        cut += character
    return cut.rstrip("-._") or "seed"


def _texts(folder: Path) -> Iterator[Path]:
    try:
        yield from (path for path in folder.iterdir() if SUFFIXES.get(path.suffix.lower()) in ("text", "markdown"))
    except OSError:
        return


def _addresses(path: Path) -> tuple[str, ...]:
    """The addresses that a text names in its front matter; none where it cannot be read."""
    try:
        with path.open("rb") as file:
            raw = file.read(4 * LONGEST)
        return split(decoded(raw[: raw.rfind(b"\n") + 1]))[0].addresses
    except (OSError, DocumentError):
        return ()


def _put(raw: bytes, path: Path, *, replace: bool) -> Path:
    """Raises `FileExistsError` unless it may replace a file, and `DocumentError`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DocumentError(f"{path.parent}: no folder can be made there: {error.strerror}") from error
    try:
        (replace_file if replace else create_file)(path, raw)
    except FileExistsError:
        raise
    except OSError as error:
        raise DocumentError(f"{path}: cannot be written: {error.strerror}") from error
    return path

"""How much of each page's article is found, by ours and by its peers, and at what cost. Figures, no verdict.

python tests/benchmarks/pages.py [--part dev] [--folder DIR] [--each]
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import yaml
from trafilatura import bare_extraction

sys.path.insert(0, str(Path(__file__).parents[1]))

from doubles.pages import FOLDER, SavedPage, articles, digest, fields_right, page_score, saved_pages, score, texts_of

from monitor.collect.pages.decode import decoded
from monitor.collect.pages.extract import extract

Reader = Callable[[SavedPage], str]


def trafilatura(page: SavedPage, *, fast: bool, precise: bool) -> str:
    found = bare_extraction(decoded(page.body), fast=fast, favor_precision=precise, include_comments=False)
    return str(getattr(found, "text", "") or "")


def readability(page: SavedPage) -> str:
    import lxml.html
    from readability import Document

    return str(lxml.html.fromstring(Document(decoded(page.body)).summary()).text_content())


def resiliparse(page: SavedPage) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(decoded(page.body), main_content=True, alt_texts=False, links=False))


def ours(page: SavedPage) -> str:
    return extract(page.body, url=page.url).text


READERS: dict[str, Reader] = {
    "trafilatura": partial(trafilatura, fast=False, precise=False),
    "trafilatura, fast": partial(trafilatura, fast=True, precise=False),
    "trafilatura, fast and precise": partial(trafilatura, fast=True, precise=True),
    **({"readability-lxml": readability} if find_spec("readability") else {}),
    **({"resiliparse": resiliparse} if find_spec("resiliparse") else {}),
    "ours": ours,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", default="dev")
    parser.add_argument("--folder", type=Path, action="append", help="another corpus")
    parser.add_argument("--each", action="store_true", help="figures of each page")
    parser.add_argument("--floors", action="store_true", help="print an entry for tests/corpus/pages/floors.yaml")
    options = parser.parse_args()
    if options.floors:
        _print_floors()
        return
    pages = [page for folder in options.folder or [FOLDER] for page in articles(saved_pages(options.part, folder))]
    print(f"{len(pages)} pages with an article, {options.part}")
    print(f"{'':32}{'P':>7}{'R':>7}{'F1':>7}{'Latin':>8}{'others':>8}{'pages/s':>9}")
    cost: dict[str, float] = {}
    for name, read in READERS.items():
        read(pages[0])  # what is loaded once
        begun = time.perf_counter()
        texts = {page.name: read(page) for page in pages}
        cost[name] = time.perf_counter() - begun
        latin, others = ([page for page in pages if page.is_latin is side] for side in (True, False))
        whole, *halves = (score(some, lambda page, texts=texts: texts[page.name]) for some in (pages, latin, others))
        print(
            f"{name:32}{whole.precision:7.3f}{whole.recall:7.3f}{whole.f1:7.3f}{halves[0].f1:8.3f}{halves[1].f1:8.3f}"
            f"{cost['trafilatura'] / cost[name]:8.2f}×"
        )
        if name == "ours":
            _by_language(pages, texts)
            if options.each:
                _each(pages, texts)


def _print_floors() -> None:
    """A little under what is reached now."""
    floors: dict[str, dict[str, float]] = {}
    for part in ("dev", "gate"):
        found, some = texts_of(part), articles(saved_pages(part))
        sides = {
            "all": some,
            "latin": [one for one in some if one.is_latin],
            "others": [one for one in some if not one.is_latin],
        }
        reached = {name: score(pages, lambda page, found=found: found[page.name]).f1 for name, pages in sides.items()}
        floors[part] = {
            name: math.floor(figure * 200 - 1) / 200 for name, figure in (reached | fields_right(part)).items()
        }
    entry = [{"date": date.today(), "digest": digest("gate"), "floors": floors}]  # noqa: DTZ011  the owner's day
    print(yaml.safe_dump(entry, sort_keys=False))


def _by_language(pages: list[SavedPage], texts: dict[str, str]) -> None:
    by_language: dict[str, list[SavedPage]] = defaultdict(list)
    for page in pages:
        by_language[page.language].append(page)
    for language, some in sorted(by_language.items()):
        reached = score(some, lambda page: texts[page.name])
        print(f"    {language} ({len(some)}){'':20}{reached.precision:7.3f}{reached.recall:7.3f}{reached.f1:7.3f}")


def _each(pages: list[SavedPage], texts: dict[str, str]) -> None:
    rows = [(*page_score(page.text, texts[page.name]), page.name) for page in pages]
    for precision, recall, name in sorted(rows):
        print(f"    {name:40}{precision:7.3f}{recall:7.3f}")


if __name__ == "__main__":
    main()

"""How long a search takes among many stored articles, against a scan of their texts: `make bench`.

The articles are those of the corpus in all its languages, their sentences shuffled, with rare words among them.
`python tests/benchmarks/search.py 100000` takes some minutes to fill the database. Nothing is asserted.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from doubles.corpus import pieces
from doubles.outcomes import NOW, article, match
from doubles.shipped import lexicon

from monitor.comprehend.analyse import analyse
from monitor.comprehend.seeking.forms import inflected
from monitor.comprehend.seeking.marks import mark
from monitor.comprehend.seeking.query import parse_query
from monitor.model import Article, Outcome, Search
from monitor.ports import Store
from monitor.store import open_store

ARTICLES = 2_000
RUNS = 3
#: what is typed -> what a scan for it looks for
ASKED = {
    "Aliyev": "%aliyev%",
    "government": "%government%",
    '"peace treaty"': "%peace treaty%",
    "Россия": "%росси%",
    "정부": "%정부%",
    "和平": "%和平%",
    "presid* -football": "%presid%",
}


def outcomes(number: int) -> Iterator[Outcome]:
    """Articles whose words are those of the corpus; each analysis is that of the text before it was mixed."""
    chance, known = random.Random(1), [*pieces("dev"), *pieces("articles")]  # noqa: S311
    read = [analyse(article(title=one.title, text=one.text, language_hint=one.language), lexicon()) for one in known]
    for made in range(number):
        which = chance.randrange(len(known))
        sentences = (known[which].text + known[chance.randrange(len(known))].text).split(". ")
        chance.shuffle(sentences)
        rare = " ".join(f"rare{chance.randrange(number * 3)}" for _ in range(20))
        told = article(
            made,
            title=known[which].title,
            text=". ".join(sentences) + rare,
            published=NOW - timedelta(minutes=chance.randrange(90 * 24 * 60)),
        )
        yield Outcome(
            article=told,
            analysis=replace(read[which], article_id=told.id),
            matches=(match(),) if chance.random() < 0.02 else (),
            story=None,
            verdicts=(),
            entry=None,
        )


def fill(store: Store, number: int) -> list[Article]:
    """Store so many."""
    made = []
    for outcome in islice(outcomes(number), number):
        store.commit(outcome, NOW)
        made.append(outcome.article)
    return made


def least_ms(work: Callable[[], object]) -> float:
    """Milliseconds of the quickest of some runs."""

    def once() -> float:
        begin = time.perf_counter()
        work()
        return (time.perf_counter() - begin) * 1000

    return min(once() for _ in range(RUNS))


def main() -> None:
    """Print the figures."""
    number = int(sys.argv[1]) if sys.argv[1:] else ARTICLES
    with TemporaryDirectory() as folder, closing(open_store(Path(folder) / "watch.db")) as store:
        made = fill(store, number)
        path = Path(folder) / "watch.db"
        before, begin = _size(path), time.perf_counter()
        while store.index():
            pass
        spent = (time.perf_counter() - begin) * 1000 / number
        print(
            f"{number} articles: {before / number:.0f} bytes each, {(_size(path) - before) / number:.0f} of the index"
        )
        print(f"indexing {spent:.2f} ms an article")
        plain = sqlite3.connect(":memory:")
        plain.execute("CREATE TABLE texts (text)")
        plain.executemany("INSERT INTO texts VALUES (?)", ((one.document,) for one in made))
        for typed, scanned in ASKED.items():
            query = inflected(parse_query(typed), lexicon().inflection.forms)
            wanted = Search(query=query, marks=((mark("language", "en"),),) if typed == "government" else ())
            newest = least_ms(lambda wanted=wanted: store.search(wanted))
            best = least_ms(lambda wanted=wanted: store.search(replace(wanted, best=True)))
            like = "SELECT count(*) FROM texts WHERE text LIKE ?"
            scan = least_ms(lambda like=like, scanned=scanned: plain.execute(like, (scanned,)).fetchone())
            total = store.search(wanted).total
            times = f"newest {newest:6.1f} ms, best {best:6.1f} ms, scan {scan:6.1f} ms ({scan / newest:.1f}×)"
            print(f"{typed:<20} {total:>7} found, {times}")


def _size(path: Path) -> int:
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.stat().st_size


if __name__ == "__main__":
    main()

"""How fast a name is resolved among 1,000 and among 20,000 names, and what the index takes to build: `make bench`.

The names are the lists' given names before the lists' surnames; the questions are the lists' own, in eleven
languages, so that some have an answer and most have none. The aim is 2 ms a name at either size, as the ratio to one
comparison of two names with `difflib` in the same run. Nothing is asserted.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import product
from pathlib import Path

from monitor.comprehend.sounds.resolve import NameIndex
from monitor.settings.transcription import load_transliterator

LISTS = Path(__file__).parents[1] / "corpus" / "names"
SIZES = (1_000, 20_000)
PEER_RUNS = 2_000


def rows() -> Iterator[dict[str, str]]:
    """The lists, a person each."""
    for file in sorted(LISTS.glob("*.txt")):
        heading, *lines = file.read_text(encoding="utf-8").splitlines()
        columns = [column.strip() for column in heading.split("|")]
        for line in lines:
            yield dict(zip(columns, (cell.strip() for cell in line.split("|")), strict=True))


def catalogue(people: list[dict[str, str]], size: int) -> list[tuple[str, str, dict[str, list[str]]]]:
    """So many names; the first are the people themselves."""
    own = [person["name"] for person in people]
    given, surnames = (sorted({name.split()[place] for name in own}) for place in (0, -1))
    names = list(dict.fromkeys([*own, *(" ".join(pair) for pair in product(given, surnames))]))
    step = max(1, (len(names) - len(own)) // size)
    chosen = [*own, *names[len(own) :: step]][:size]
    return [(name, "person", {"en": [name]}) for name in chosen]


def peer() -> float:
    """Seconds of one comparison by `difflib`."""
    begin = time.process_time()
    for _ in range(PEER_RUNS):
        SequenceMatcher(None, "abdel fattah el-sisi", "abd alftah alsysy").ratio()
    return (time.process_time() - begin) / PEER_RUNS


def main() -> None:
    """Print a line a size."""
    people = list(rows())
    asked = [(name, language) for person in people[::6] for language, name in person.items() if language != "name"]
    one = peer()
    for size in SIZES:
        actors = catalogue(people, size)
        begin = time.process_time()
        index = NameIndex(actors, load_transliterator())
        built = time.process_time() - begin
        index.resolve(*asked[0])
        begin = time.process_time()
        for name, language in asked:
            index.resolve(name, language)
        each = (time.process_time() - begin) / len(asked)
        print(
            f"{len(index):>6} names  built {built:5.2f} s  a name {1000 * each:5.2f} ms = {each / one:5.1f} × difflib"
        )


if __name__ == "__main__":
    main()

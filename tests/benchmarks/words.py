"""How many articles have a word, by language: the catalogue's `languages/LL/words.yaml`.

    .venv/bin/python tests/benchmarks/words.py            # how many words of each language it would list
    .venv/bin/python tests/benchmarks/words.py --write    # the files

Counted in the articles of `corpus/articles` and `corpus/dev`, the stories of `corpus/stories/dev` and both newsrooms; a
story counts once in each language, whatever many tell it.
"""

from __future__ import annotations

import sys
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterator
from math import log
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).parents[1]))

from doubles.stories import analysis, newsroom, tellings

from monitor.comprehend.clues.words import stems
from monitor.demo.newsroom import shipped
from monitor.settings.shelf import SHIPPED

CORPUS = Path(__file__).parents[1] / "corpus"
#: shares that are told apart, in per cent: each about half as much again as the next
SHARES = (60, 40, 25, 16, 10, 6, 4, 3, 2)
#: fewer articles or stories with a word may be chance
LEAST = 3
#: articles of which nothing is known that stand beside those that were counted, and as many of them with the word
UNKNOWN, HAVING = 8, 0.5


def texts() -> Iterator[tuple[str, str, str]]:
    """Language, story and document of all that is counted."""
    for file in sorted((*CORPUS.glob("articles/*.yaml"), *CORPUS.glob("dev/*.yaml"))):
        for row in yaml.safe_load(file.read_text(encoding="utf-8")) or ():
            yield file.stem, f"{file.stem}/{row['id']}", f"{row.get('title', '')}\n{row['text']}"
    for told in (tellings("dev"), newsroom(shipped()), newsroom(CORPUS / "newsroom")):
        for one in told:
            yield analysis(one.article).language, one.story, one.article.document


def shares() -> dict[str, dict[str, float]]:
    """Language -> stem -> share of its stories that have it, 0 to 1; without those that fewer than `LEAST` have."""
    stories: defaultdict[str, defaultdict[str, list[frozenset[str]]]] = defaultdict(lambda: defaultdict(list))
    for language, story, document in texts():
        stories[language][story].append(stems(document, language))
    found = {}
    for language, told in stories.items():
        having: Counter[str] = Counter()
        for retellings in told.values():
            for words in retellings:
                having.update(dict.fromkeys(words, 1 / len(retellings)))  # type: ignore[arg-type]
        known = {word: count for word, count in having.items() if count >= LEAST - 1e-9}
        found[language] = {word: (count + HAVING) / (len(told) + UNKNOWN) for word, count in known.items()}
    return found


def as_file(known: dict[str, float]) -> str:
    """As it stands in the catalogue."""
    listed: defaultdict[int, list[str]] = defaultdict(list)
    for word, share in sorted(known.items()):
        listed[min(SHARES, key=lambda one: abs(log(one / 100 / share)))].append(word)
    return "".join(f"{share}:\n{_lines(listed[share])}" for share in SHARES if listed[share])


def _lines(words: list[str]) -> str:
    flow = yaml.safe_dump(words, default_flow_style=True, allow_unicode=True, width=10**9).strip()
    return textwrap.fill(flow, 118, initial_indent="  ", subsequent_indent="   ", break_on_hyphens=False) + "\n"


def main() -> None:
    """Print, or write."""
    for language, known in sorted(shares().items()):
        folder = Path(str(SHIPPED)) / "languages" / language
        if known and folder.is_dir():
            print(language, len(known))
            if "--write" in sys.argv:
                (folder / "words.yaml").write_text(as_file(known), encoding="utf-8")


if __name__ == "__main__":
    main()

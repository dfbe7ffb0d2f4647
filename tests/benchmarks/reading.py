"""How many articles of 5,000 characters are read and matched in a second on one core: `make bench`.

Texts are the repository's own in all its languages, with the whole catalogue and 100 profiles; the peer, measured in
the same run, counts the words of the same texts with the standard library. The aim is 300 a second. Then the same with
10 and with 10,000 profiles: the aim is twice the time at most. Nothing is asserted.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from doubles.corpus import pieces
from doubles.shipped import article, lexicon, seed

from monitor.comprehend.analyse import analyse
from monitor.comprehend.lexicon import Lexicon
from monitor.decide.compile import Matcher, compile_profiles
from monitor.decide.match import match
from monitor.decide.profile import TYPE_WEIGHTS, Profile, Term
from monitor.model import Article
from monitor.settings.lasting import settle

LENGTH = 5_000
ROUNDS = 7
AIM, MOST = 300, 2.0
#: terms of a profile, as a draft has them
TERMS = 16


def articles() -> list[Article]:
    """Texts of 5,000 characters: the seeds, and the corpus' articles of each language put together."""
    texts = [seed(name).article.document for name in ("000", "002", "004")]
    by_language: dict[str, str] = {}
    for piece in (*pieces("articles"), *pieces("dev")):
        by_language[piece.language] = by_language.get(piece.language, "") + f"{piece.title}\n{piece.text}\n"
    texts += by_language.values()
    return [article((text * (LENGTH // len(text) + 1))[:LENGTH], "") for text in texts]


def profiles(count: int, words: Lexicon) -> Matcher:
    """Profiles as drafts have them: two countries, the great ones in many, both required; people, places and topics."""
    chance = random.Random(count)  # noqa: S311  the same profiles in each run
    ids = [*words.actors, *words.topics]
    countries = ["country/US", "country/RU", "country/CN", *(one for one in ids if one.startswith("country/"))]
    rank = [1 / (place + 1) for place in range(len(countries))]
    made = []
    for number in range(count):
        sides = chance.choices(countries, rank, k=2)
        watched = {*chance.sample(ids, TERMS - 2), *sides}
        lines = tuple(Term(id=one, weight=TYPE_WEIGHTS.get(one.partition("/")[0], 1.0)) for one in sorted(watched))
        made.append(Profile(id=f"p{number}", name=f"p{number}", watch=lines, require=tuple((side,) for side in sides)))
    return compile_profiles(made)


def seconds(work: Callable[[Article], object], texts: Sequence[Article]) -> float:
    """Median processor time for all texts."""
    taken = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        for text in texts:
            work(text)
        taken.append(time.process_time() - begin)
    return median(taken)


def main() -> None:
    """Print the figures."""
    texts, words = articles(), lexicon()
    matchers = {count: profiles(count, words) for count in (10, 100, 10_000)}

    def whole(matcher: Matcher) -> Callable[[Article], object]:
        return lambda text: match(analyse(text, words), matcher)

    for text in texts:  # what a daemon has met before
        whole(matchers[10])(text)
    settle()
    peer = seconds(lambda text: Counter(re.findall(r"\w+", text.document.casefold())), texts)
    taken = {count: seconds(whole(matcher), texts) for count, matcher in matchers.items()}
    rate = len(texts) / taken[100]
    print(f"{len(texts)} texts of {LENGTH} characters, {len(words.actors)} actors, {len(words.topics)} topics")
    print(f"articles a second, 100 profiles   {rate:8.0f}   (aim: {AIM} at least)")
    print(f"time, as a multiple of the peer   {taken[100] / peer:8.1f}")
    print(f"10,000 profiles against 10        {taken[10_000] / taken[10]:8.2f}   (aim: {MOST} at most)")


if __name__ == "__main__":
    main()

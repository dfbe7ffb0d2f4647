"""10,000 articles in 50 random orders: how far the same stories come of them, and what an article costs.

    .venv/bin/python tests/trust/stories/orders.py [ARTICLES [ORDERS]]

Exit status 1 where fewer pairs of those that are together in either of two orders are together in both than is wanted.
"""

from __future__ import annotations

import random
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from statistics import mean
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[2]))

from doubles.stories import agreement, together
from doubles.story_press import Made, press, stories_of

#: the goal, though in a press of 10,000 each story of the corpus has some thirteen look-alikes within its four days
AGREED = 0.97


def main(articles: int = 10_000, orders: int = 50) -> int:
    """Run all orders, one on each core, and print a line for each."""
    made = _made(articles)
    wanted = together({one.article.id: one.story for one in made})
    agreed: list[float] = []
    before: dict[str, str] | None = None
    # forked, so that the press is there already
    with ProcessPoolExecutor(mp_context=get_context("fork")) as cores:
        for seed, (found, each) in enumerate(cores.map(partial(_formed, articles), range(orders))):
            ours = together(found)
            agreed += [agreement(before, found)] if before else []
            before = found
            right = len(ours & wanted)
            print(
                f"order {seed}: precision {right / len(ours):.3f}, recall {right / len(wanted):.3f}, "
                f"as the order before {agreed[-1] if agreed else 1:.3f}, {1000 * each:.1f} ms an article",
                flush=True,
            )
    print(f"agreement {mean(agreed):.4f}, least {min(agreed):.4f}")
    return 0 if mean(agreed) >= AGREED else 1


@cache
def _made(articles: int) -> list[Made]:
    return press(articles)


def _formed(articles: int, seed: int) -> tuple[dict[str, str], float]:
    """Article -> story, and the seconds that an article took."""
    made = _made(articles)
    order = random.Random(seed).sample(made, len(made))  # noqa: S311
    started = process_time()
    return stories_of(order), (process_time() - started) / len(made)


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))

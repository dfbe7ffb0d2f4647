"""10,000 articles in 50 random orders: how far the same stories come of them, and what an article costs.

    .venv/bin/python tests/trust/stories/orders.py [ARTICLES [ORDERS]]

Exit status 1 where fewer pairs of those that are together in either of two orders are together in both than before.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from statistics import mean
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

from doubles.stories import agreement, together
from doubles.story_press import press, stories_of

#: a little under what was measured (.56): in a press of 10,000, each story of the corpus has some thirteen look-alikes
#: within its four days. The goal of issue 6 is .97
AGREED = 0.52


def main(articles: int = 10_000, orders: int = 50) -> int:
    """Run all orders, and print a line for each."""
    made = press(articles)
    wanted = together({one.article.id: one.story for one in made})
    agreed: list[float] = []
    before: dict[str, str] | None = None
    for seed in range(orders):
        started = perf_counter()
        found = stories_of(random.Random(seed).sample(made, len(made)))  # noqa: S311
        each = (perf_counter() - started) / len(made)
        ours = together(found)
        if before is not None:
            agreed.append(agreement(before, found))
        before = found
        right = len(ours & wanted)
        print(
            f"order {seed}: precision {right / len(ours):.3f}, recall {right / len(wanted):.3f}, "
            f"as the order before {agreed[-1] if agreed else 1:.3f}, {1000 * each:.1f} ms an article",
            flush=True,
        )
    print(f"agreement {mean(agreed):.4f}, least {min(agreed):.4f}")
    return 0 if mean(agreed) >= AGREED else 1


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))

"""How long `monitor check` takes with 500 profiles and 100 seeds: `make bench`.

The seeds are texts of the corpus in all its languages, the profiles what is drafted from them, each five times. The
aim is 5 s in all; a reload, which reads again only what changed, is measured in one process. Nothing is asserted.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from doubles.corpus import pieces
from doubles.shipped import NOW, lexicon, seed_of

from monitor.comprehend.analyse import analyse
from monitor.draft.proposal import Proposal, Seed
from monitor.draft.propose import propose
from monitor.draft.write import write
from monitor.reload.weigh import Refused, stand, weigh
from monitor.replay import SeedAnalyses
from monitor.settings.home import Home
from monitor.settings.snapshot import load_snapshot

PROFILES, SEEDS = 500, 100
#: seconds
AIM = 5.0
RUNS = 3


def grown(home: Home) -> None:
    """Write a home with so many seeds, and profiles that are drafted from them."""
    home.profiles.mkdir(parents=True)
    home.seeds.mkdir()
    drafts = list(islice(_drafts(home), SEEDS))
    for number in range(PROFILES):
        file = home.profiles / f"{number:03}.yaml"
        file.write_text(write(drafts[number % SEEDS]), encoding="utf-8")


def _drafts(home: Home) -> Iterator[Proposal]:
    """A draft for each text that is about something; its seed is kept."""
    for piece in (*pieces("dev"), *pieces("articles")):
        seed = seed_of(f"{piece.title}\n\n{piece.text}", name=f"{piece.id}.txt")
        (draft,) = propose([Seed(reading=seed, analysis=analyse(seed.article, lexicon()))], lexicon())
        if draft.watch and all(line.weight for line in draft.watch):
            (home.seeds / seed.name).write_text(f"{piece.title}\n\n{piece.text}\n", encoding="utf-8")
            yield replace(draft, exclude=draft.exclude[:3])


def check_s(folder: str) -> float:
    """Seconds of one `monitor check`, from start to end. Raises RuntimeError where a file is wrong."""
    begin = time.perf_counter()
    command = [sys.executable, "-m", "monitor", "--home", folder, "check"]
    ended = subprocess.run(command, capture_output=True, check=False)
    if ended.returncode not in (0, 1):  # 1: a draft that its seed does not match; it is read all the same
        raise RuntimeError(ended.stderr.decode())
    return time.perf_counter() - begin


def reload_s(home: Home) -> float:
    """Seconds in which a daemon reads the home again after one edit."""
    analyses = SeedAnalyses()
    standing = stand(load_snapshot(home, {}), NOW, analyses)
    file = home.profiles / "000.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("threshold: 0.5", "threshold: 0.45"), encoding="utf-8")
    begin = time.perf_counter()
    found = weigh(standing, {}, NOW, analyses)
    if isinstance(found, Refused):
        raise RuntimeError(str(found.faults[0]))
    return time.perf_counter() - begin


def main() -> None:
    """Print the figures."""
    with TemporaryDirectory() as folder:
        home = Home(Path(folder))
        grown(home)
        print(f"{PROFILES} profiles, {SEEDS} seeds")
        print(f"monitor check   {min(check_s(folder) for _ in range(RUNS)):6.2f} s  (aim: {AIM} at most)")
        print(f"a reload        {reload_s(home):6.2f} s")


if __name__ == "__main__":
    main()

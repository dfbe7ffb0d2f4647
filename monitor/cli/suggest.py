"""`monitor suggest PROFILE`: what a profile could learn from its readers, as a patch to look at. It applies nothing."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from monitor.cli.context import now, snapshot_of
from monitor.cli.json_lines import write_json
from monitor.cli.named import named_profile
from monitor.cli.progress import Live
from monitor.cli.since import add_since, tell_end
from monitor.cli.suggestion import print_suggestion, suggestion_record
from monitor.collect.seed import read_seed
from monitor.comprehend.analyse import analyse
from monitor.decide.profile import Profile
from monitor.draft.learn.amend import amended
from monitor.draft.learn.effect import Effect, effect
from monitor.draft.learn.lessons import Sample, lessons
from monitor.draft.learn.reasons import reason, title
from monitor.draft.learn.suggest import Suggestion, suggest
from monitor.draft.merge.patch import Patch
from monitor.errors import ConfigError, Fault
from monitor.ports import Store
from monitor.settings.document import shown
from monitor.settings.profiles import files_by_id
from monitor.settings.snapshot import Snapshot
from monitor.store.sql import open_store


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Whose, how far back, and where to."""
    parser.add_argument("profile", metavar="PROFILE", help="id of a profile: its file's name without .yaml")
    parser.add_argument("--write", metavar="FILE", type=Path, help="save the patched profile as a new file to look at")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    add_since(parser)


def execute(options: argparse.Namespace) -> int:
    """Print what was learnt, its effect, and the patch."""
    snapshot = snapshot_of(options)
    profile = named_profile(options.profile, snapshot)
    path = files_by_id(snapshot.home.profiles)[profile.id]
    _check_target(options.write, snapshot)
    tell_end(options.since, snapshot.runtime)
    with closing(open_store(snapshot.runtime.database)) as store, Live() as live:
        learnt = lessons(store.feedback(profile=profile.id, since=options.since), store.find_article)
        live.begin("Looking for what tells 👍 from 👎", None)
        found = suggest(profile, (*learnt.samples, *_seeds(profile, snapshot)), snapshot.lexicon.desks)
        outcome = _outcome_of(found, snapshot, store, options.since, live) if found.changes else None
    change = _patch(path, found, snapshot)
    if options.write and change.changes:
        options.write.write_bytes(change.after)
    diff = change.diff(path.relative_to(snapshot.home.path).as_posix())
    if options.json:
        write_json(suggestion_record(found, outcome, learnt, diff, snapshot))
    else:
        print_suggestion(found, outcome, learnt, diff, snapshot)
    return 0


def _patch(path: Path, found: Suggestion, snapshot: Snapshot) -> Patch:
    raw = path.read_bytes()
    changes = [(one.idea.change, reason(one, found)) for one in found.changes]
    return Patch(
        before=raw,
        after=amended(raw, changes, found.before, file=shown(path)) if changes else raw,
        changes=tuple(title(one, found.before, snapshot.names) for one in found.changes),
        kept=(),
    )


def _check_target(target: Path | None, snapshot: Snapshot) -> None:
    """Nothing is written over, and no second profile made by the way. Raises `ConfigError`."""
    if target is None:
        return
    if target.exists():
        raise ConfigError(Fault(file=str(target), what="there already, and not touched", hint="name a new file"))
    if target.resolve().parent == snapshot.home.profiles.resolve():
        what = "a file there would be a second profile"
        raise ConfigError(Fault(file=str(target), what=what, hint="write it elsewhere, look at it, and copy it"))


def _seeds(profile: Profile, snapshot: Snapshot) -> Iterator[Sample]:
    """The seeds, which must not be lost. Raises `DocumentError`."""
    for name in profile.seeds:
        article = read_seed(snapshot.home.seeds / name, now()).article
        analysis = analyse(article, snapshot.lexicon)
        yield Sample(id=f"seed {name}", title=article.title, wanted=True, seed=name, analysis=analysis)


def _outcome_of(found: Suggestion, snapshot: Snapshot, store: Store, since: datetime, live: Live) -> Effect:
    live.begin("Judging stored articles", store.articles_read(since))
    return effect(found.before, found.after, store.archive(since), snapshot.lexicon.desks, live.step)

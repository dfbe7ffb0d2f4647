"""What `monitor suggest` found, as people and scripts see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from monitor.cli.context import terminal
from monitor.cli.progress import plural
from monitor.cli.unified import print_unified
from monitor.deliver.text import clean, inline
from monitor.draft.learn.effect import Effect
from monitor.draft.learn.lessons import Lessons
from monitor.draft.learn.reasons import reason, title
from monitor.draft.learn.suggest import Suggestion
from monitor.settings.runtime import Runtime
from monitor.settings.snapshot import Snapshot

#: headlines of each kind that are shown
_SHOWN = 5


def print_suggestion(
    found: Suggestion, outcome: Effect | None, learnt: Lessons, diff: Sequence[str], snapshot: Snapshot
) -> None:
    """What there was to go by, each change with its reason, the effect, what stays wrong, and the patch."""
    screen = terminal()
    for line in (
        *_words(found, learnt, snapshot.runtime),
        *_changes(found, snapshot),
        *(_hits(outcome) if outcome else ()),
    ):
        screen.print(line)
    for sample in found.wrong_after if found.changes else ():
        mark = f"{'👍 still not matched' if sample.wanted else '👎 still matched'}: "
        screen.print(Text(mark).append(inline(sample.title), style="dim"))
    if diff:
        screen.print()
    print_unified(screen, diff)


def _words(found: Suggestion, learnt: Lessons, runtime: Runtime) -> Iterator[str]:
    """What there is to go by, and what comes of it."""
    up, down = (sum(one.wanted is kind and not one.seed for one in found.samples) for kind in (True, False))
    seeds = sum(bool(one.seed) for one in found.samples)
    yield f"{clean(found.before.name)}: {down} 👎, {up} 👍, {plural(seeds, 'seed')}"
    kept = f" ({runtime.kept})" if runtime.kept else ""
    for what, titles in (("said both 👍 and 👎", learnt.disputed), (f"no longer stored{kept}", learnt.gone)):
        if titles:
            yield f"  {plural(len(titles), 'story', 'stories')} left out: {what}"
    wrong = len(found.wrong_before)
    if not up and not down:
        yield "  nobody has said anything of it: press 👍 or 👎, or write `monitor feedback CODE up`"
    elif not wrong:
        yield "  every 👍 matches and no 👎 does: there is nothing to learn"
    elif found.changes:
        yield f"  {plural(wrong, 'is', 'are')} judged wrong today, {len(found.wrong_after)} would be left"
    elif found.too_few:
        yield f"  {plural(wrong, 'is', 'are')} judged wrong today, but so few words are too little to go by"
    else:
        yield f"  {plural(wrong, 'is', 'are')} judged wrong today, and nothing tells 👍 from 👎 clearly enough"


def _changes(found: Suggestion, snapshot: Snapshot) -> Iterator[Text]:
    for number, one in enumerate(found.changes, start=1):
        yield Text(f"{number}. {title(one, found.before, snapshot.names)}", style="bold")
        yield Text(f"   {reason(one, found)}")


def _hits(outcome: Effect) -> Iterator[Text]:
    change = f"+{len(outcome.gained)} −{len(outcome.lost)}"
    count = plural(outcome.articles, "stored article")
    yield Text(f"Of {count}, {outcome.before} match today and {outcome.after} would: {change}")
    for sign, style, hits in (("+", "green", outcome.gained), ("−", "red", outcome.lost)):
        for hit in hits[:_SHOWN]:
            yield Text(f"  {sign} ", style=style).append(inline(hit.title), style="none")
        if len(hits) > _SHOWN:
            yield Text(f"  {sign} … and {len(hits) - _SHOWN} more", style="dim")


def suggestion_record(
    found: Suggestion, outcome: Effect | None, learnt: Lessons, diff: Sequence[str], snapshot: Snapshot
) -> dict[str, object]:
    """The same as one JSON object."""
    return {
        "profile": found.before.id,
        "up": sum(one.wanted and not one.seed for one in found.samples),
        "down": sum(not one.wanted for one in found.samples),
        "seeds": sum(bool(one.seed) for one in found.samples),
        "disputed": list(learnt.disputed),
        "gone": list(learnt.gone),
        "too_few": found.too_few,
        "wrong_before": [one.id for one in found.wrong_before],
        "wrong_after": [one.id for one in found.wrong_after],
        "changes": [
            {"change": title(one, found.before, snapshot.names), "why": reason(one, found), "puts_right": one.gain}
            for one in found.changes
        ],
        "effect": None
        if outcome is None
        else {
            "articles": outcome.articles,
            "matches_before": outcome.before,
            "matches_after": outcome.after,
            "gained": [{"article": hit.article_id, "title": hit.title} for hit in outcome.gained],
            "lost": [{"article": hit.article_id, "title": hit.title} for hit in outcome.lost],
        },
        "patch": "".join(f"{line}\n" for line in diff),
    }

"""Why a change is suggested, in one line: counts, and a headline or two."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.decide.condition import Condition, worded
from monitor.decide.profile import Profile
from monitor.draft.learn.change import Exclude, Require, Threshold, Weigh
from monitor.draft.learn.suggest import Suggested, Suggestion
from monitor.settings.wording import one_line, shortened

#: code points of a headline that are quoted
_QUOTED = 44


def title(one: Suggested, before: Profile, names: Mapping[str, str]) -> str:
    """What is to be changed, in words: "exclude sport"."""

    def named(what: Condition) -> str:
        return worded(what, names)

    match one.idea.change:
        case Weigh(term, weight):
            was = next((line.weight for line in before.watch if line.id == term), None)
            how = "watch" if was is None else "weigh"
            return f"{how} {named(term)} with {weight:g}" + (f" instead of {was:g}" if was is not None else "")
        case Exclude(condition):
            return f"exclude {named(condition)}"
        case Require(condition):
            return f"require {named(condition)}"
        case Threshold(score):
            return f"match from {score:.2f} on instead of {before.threshold:.2f}"


def reason(one: Suggested, suggestion: Suggestion) -> str:
    """The difference behind a change, and what it puts right. One line without anything that YAML refuses."""
    unwanted = sum(not sample.wanted for sample in suggestion.samples)
    wanted, seeds = len(suggestion.samples) - unwanted, any(sample.seed for sample in suggestion.samples)
    liked = "👍 and seeds" if seeds else "👍"
    if one.idea.what is None:
        why = f"the scores of {unwanted} 👎 and {wanted} {liked} lie apart"
    else:
        there = f"{_of(one.idea.unwanted, unwanted)} 👎", f"{_of(one.idea.wanted, wanted)} {liked}"
        why = "true of {}, and of {}".format(*(there if one.idea.unwanted > one.idea.wanted else reversed(there)))
    return one_line(f"{why}; puts {one.gain} right, for instance “{quoted(one.examples[0])}”")


def quoted(headline: str) -> str:
    """A headline, cut where it is long."""
    return shortened(one_line(headline), _QUOTED)


def _of(count: int, all_: int) -> str:
    return f"all {all_}" if count == all_ else f"{count or 'none'} of {all_}"

"""Analysis + Matcher -> Match: a score from 0 to 1, the words behind it, and what was missing.

    points(term) = weight × frequency × strength          frequency = min(1, 0.6 + 0.2 log2 n) × 1.25 in the title,
                                                          n mentions as in a report of ordinary length
    ratio        = Σ points / 0.8 Σ of the three heaviest  topics together give at most 30 %, but for those
                                                          that a requirement asks for by themselves (`decide.ratio`)
    score        = ratio up to 0.5, above it ever slower towards 1
                   × 0.4 for each requirement that is not met, × 0.3 for an exclude that is there

The factors are those that worked on the first try (findings on language); but the sum runs over the three heaviest
terms instead of six, so that a short report that names no leader can still reach the threshold of 0.5. How often
drafted profiles are right on articles that were not tuned on stands in tests/corpus/floors.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log2

from monitor.decide.compile import CompiledProfile, Matcher, softened
from monitor.decide.condition import AllOf, Condition, Near, found, worded
from monitor.decide.presence import Presence, presences
from monitor.decide.profile import Profile, Term
from monitor.decide.ratio import ratio
from monitor.model import Analysis, Decision, Evidence, Match, Missing

TITLE = 1.25
#: a report of this many sentences counts mentions as they are; in a shorter one each mention says more …
TYPICAL_SENTENCES = 10
#: … up to this many times as much
BRIEFEST = 4.0
UNMET = 0.4
EXCLUDED = 0.3
#: a requirement is met when its actors are named in the title, or together at least this often: twice, and then they
#: may be only probable …
ENOUGH = 1.7
#: … and at least this part as often as the article's most named term: otherwise they are there in passing
IN_PASSING = 0.2
#: or once at all in a text that names so few things that it must be short
FEW_MENTIONS = 6
#: a government meant by its capital meets a requirement, an unanchored surname does not
CERTAIN_ENOUGH = 0.5
#: a mark that is named once must be named for certain
CERTAIN = 1.0


def match(
    analysis: Analysis, matcher: Matcher, names: Mapping[str, str] | None = None, *, thorough: bool = False
) -> tuple[Match, ...]:
    """Judge an article for every profile that it may reach, the best first; `thorough`: for every profile that
    watches anything it names, to explain why it was not reached.

    `names` gives ids their names for people.
    """
    plain = presences(analysis)
    brevity = min(BRIEFEST, max(1.0, TYPICAL_SENTENCES / max(1, len(analysis.sentences))))
    present = plain | _conditions(analysis, matcher, plain)
    worth = {term: _worth(there, brevity) for term, there in present.items()}
    article = _Article(
        analysis=analysis,
        present=present,
        worth=worth,
        most=max((one.mass for one in plain.values()), default=0.0),
        few=sum(one.count for one in plain.values()) < FEW_MENTIONS,
        topics={term: there for term, there in plain.items() if term in matcher.desks},
        desks=matcher.desks,
    )
    visited = matcher.concerned(present) if thorough else _hopeful(matcher, article)
    judged = ((one, _judge(one, article)) for one in visited)
    matches = [
        _told(one, judgement, article, names or {})
        for one, judgement in judged
        if thorough or judgement.decision != "none"
    ]
    return tuple(sorted(matches, key=lambda found: (-found.score, found.profile)))


def _conditions(analysis: Analysis, matcher: Matcher, plain: Mapping[str, Presence]) -> dict[str, Presence]:
    """The watched conditions that hold, by their ids."""
    raised = matcher.raised(plain)
    return {name: there for name, one in raised.items() if (there := found(one, plain, analysis.sentences))}


def _hopeful(matcher: Matcher, article: _Article) -> Iterator[CompiledProfile]:
    """The profiles that the article may reach, with what they require."""
    for compiled, points in matcher.reached(article.worth):
        unmet = len(article.unmet(compiled))
        if not unmet or compiled.most(points) * UNMET**unmet >= compiled.least:
            yield compiled


@dataclass(frozen=True, slots=True, kw_only=True)
class _Article:
    """What judging asks of an article for every profile."""

    analysis: Analysis
    present: Mapping[str, Presence]
    #: term -> which part of its weight it gives
    worth: Mapping[str, float]
    #: mass of its most named term
    most: float
    #: it names so few things that it must be short
    few: bool
    #: what a desk writes of
    topics: Mapping[str, Presence]
    #: topic -> the desk that writes of it
    desks: Mapping[str, str]
    #: what is required, and whether it is met
    known: dict[tuple[Condition, frozenset[str]], bool] = field(default_factory=dict)

    def found(self, condition: Condition) -> Presence | None:
        """What of a condition is there."""
        return found(condition, self.present, self.analysis.sentences)

    def unmet(self, compiled: CompiledProfile) -> list[Condition]:
        """The profile's requirements that the article does not meet."""
        return [condition for condition in compiled.profile.require if not self._meets(condition, compiled.marks)]

    def _meets(self, condition: Condition, marks: frozenset[str]) -> bool:
        asked = condition, marks
        if asked not in self.known:
            self.known[asked] = _met(condition, self, marks)
        return self.known[asked]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judgement:
    """A score and what it came from, in numbers."""

    score: float
    decision: Decision
    #: term -> points
    points: Mapping[str, float]
    unmet: Sequence[Condition]
    excluded: Sequence[Condition]


def _judge(compiled: CompiledProfile, article: _Article) -> _Judgement:
    profile, worth = compiled.profile, article.worth
    points = {term: line.weight * worth[term] for term, line in compiled.terms.items() if term in worth}
    unmet = article.unmet(compiled)
    subjects = [article.present[term] for term, worth in points.items() if worth > 0 and term in compiled.subjects]
    excluded = [condition for condition in profile.exclude if _speaks(article.found(condition), subjects)]
    near = softened(ratio(points, compiled, article.topics, article.desks))
    score = near * UNMET ** len(unmet) * (EXCLUDED if excluded else 1.0)
    return _Judgement(
        score=score,
        decision=_decision(profile, score, article.analysis),
        points=points,
        unmet=unmet,
        excluded=excluded,
    )


def _told(compiled: CompiledProfile, judgement: _Judgement, article: _Article, names: Mapping[str, str]) -> Match:
    profile = compiled.profile
    terms = compiled.terms
    evidence = [
        _evidence(terms[term], points, article.present[term], names) for term, points in judgement.points.items()
    ]
    return Match(
        profile=profile.id,
        version=profile.version,
        score=round(judgement.score, 4),
        decision=judgement.decision,
        evidence=tuple(sorted(evidence, key=lambda one: (-one.points, one.term))),
        missing=(
            *(Missing(kind="required", what=worded(condition)) for condition in judgement.unmet),
            *(Missing(kind="excluded", what=worded(condition)) for condition in judgement.excluded),
            *(
                Missing(kind="absent", what=term.id)
                for term in terms.values()
                if term.weight > 0 and term.id not in article.present
            ),
        ),
    )


def _worth(there: Presence, brevity: float) -> float:
    """Which part of its weight a term gives."""
    frequency = min(1.0, 0.6 + 0.2 * log2(max(1.0, there.mass * brevity))) * (TITLE if there.in_title else 1.0)
    return frequency * there.strength


def _evidence(term: Term, points: float, there: Presence, names: Mapping[str, str]) -> Evidence:
    return Evidence(
        term=term.id,
        name=worded(term.when, names) if term.when else names.get(term.id, term.id.partition("/")[2]),
        points=round(points, 4),
        count=there.count,
        in_title=there.in_title,
        surfaces=there.surfaces,
    )


def _met(condition: Condition, article: _Article, marks: frozenset[str]) -> bool:
    """Is it there, and more than in passing? Marks, and two that stand near each other, never do in passing."""
    if isinstance(condition, AllOf):
        return all(_met(part, article, marks) for part in condition.parts)
    if isinstance(condition, Near):
        return article.found(condition) is not None
    parts = (condition,) if isinstance(condition, str) else condition
    there = [one for part in parts if (one := article.found(part))]
    if not there:
        return False
    if any(one.in_title and one.strength >= CERTAIN_ENOUGH for one in there):
        return True
    if any(part in marks and (one := article.found(part)) and one.strength >= CERTAIN for part in parts):
        return True
    return sum(one.mass for one in there) >= max(1.0 if article.few else ENOUGH, IN_PASSING * article.most)


def _speaks(there: Presence | None, subjects: Sequence[Presence]) -> bool:
    """Is an excluded term what the article is about, not a word in passing? It is there more often than any subject
    that the profile watches, or in a headline that names none of them."""
    if there is None:
        return False
    if there.in_title and not any(one.in_title for one in subjects):
        return True
    return there.count >= max(ENOUGH, 1 + max((one.count for one in subjects), default=0))


def _decision(profile: Profile, score: float, analysis: Analysis) -> Decision:
    if profile.languages and analysis.language not in profile.languages:
        return "none"
    if score >= profile.threshold:
        return "match"
    return "review" if score >= profile.review else "none"

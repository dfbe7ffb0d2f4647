"""Analysis + Matcher -> Match: a score from 0 to 1, the words behind it, and what was missing.

    points(term) = weight × frequency × strength          frequency = min(1, 0.6 + 0.2 log2 n) × 1.25 in the title,
                                                          n mentions as in a report of ordinary length
    ratio        = Σ points / 0.8 Σ of the three heaviest  topics together give at most 30 %; × 0.7 without any
    score        = ratio up to 0.5, above it ever slower towards 1
                   × 0.4 for each requirement that is not met, × 0.3 for an exclude that is there

The factors are those that worked on the first try (findings on language); but the sum runs over the three heaviest
terms instead of six, so that a short report that names no leader can still reach the threshold of 0.5. In the two
newsrooms, the demo's and the tests', 95 of 96 true articles score 0.50 or more and no false one more than 0.45; the
one that does not is six sentences long and names one side once, which meets no requirement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log2

from monitor.decide.compile import CompiledProfile, Matcher, softened
from monitor.decide.presence import Presence, presences
from monitor.decide.profile import Profile
from monitor.model import Analysis, Decision, Evidence, Match

TITLE = 1.25
#: a report of this many sentences counts mentions as they are; in a shorter one each mention says more …
TYPICAL_SENTENCES = 10
#: … up to this many times as much
BRIEFEST = 4.0
TOPICS_SHARE = 0.30
UNMET = 0.4
EXCLUDED = 0.3
OFF_SUBJECT = 0.7
#: a requirement is met when its actors are named in the title, or together at least this often …
ENOUGH = 2.0
#: … and at least this part as often as the article's most named term: otherwise they are there in passing
IN_PASSING = 0.2
#: or once at all in a text that names so few things that it must be short
FEW_MENTIONS = 6
#: a government meant by its capital meets a requirement, an unanchored surname does not
CERTAIN_ENOUGH = 0.5
_SUBJECT_KINDS = ("topic/", "phrase/")


def match(
    analysis: Analysis, matcher: Matcher, names: Mapping[str, str] | None = None, *, thorough: bool = False
) -> tuple[Match, ...]:
    """Judge an article for every profile that it may reach, the best first; `thorough`: for every profile that
    watches anything it names, to explain why it was not reached.

    `names` gives ids their names for people.
    """
    present = presences(analysis)
    brevity = min(BRIEFEST, max(1.0, TYPICAL_SENTENCES / max(1, len(analysis.sentences))))
    worth = {term: _worth(there, brevity) for term, there in present.items()}
    visited = matcher.concerned(present) if thorough else matcher.reached(worth)
    matches = [_judge(one, analysis, present, worth, names or {}) for one in visited]
    return tuple(sorted(matches, key=lambda found: (-found.score, found.profile)))


def _judge(
    compiled: CompiledProfile,
    analysis: Analysis,
    present: Mapping[str, Presence],
    worth: Mapping[str, float],
    names: Mapping[str, str],
) -> Match:
    profile = compiled.profile
    evidence = [
        _evidence(term.id, term.weight * worth[term.id], present[term.id], names)
        for term in compiled.terms.values()
        if term.id in present
    ]
    score = softened(_ratio(evidence, compiled))
    unmet = [group for group in profile.require if not _met(group, present)]
    subject = max((one.count for one in evidence if one.term.startswith(_SUBJECT_KINDS)), default=0)
    excluded = [term for term in profile.exclude if _speaks(present.get(term), subject)]
    score *= UNMET ** len(unmet) * (EXCLUDED if excluded else 1.0)
    return Match(
        profile=profile.id,
        version=profile.version,
        score=round(score, 4),
        decision=_decision(profile, score, analysis),
        evidence=tuple(sorted(evidence, key=lambda one: (-one.points, one.term))),
        missing=(
            *(f"required, not there: one of {', '.join(group)}" for group in unmet),
            *(f"excluded, and there: {term}" for term in excluded),
            *(f"not there: {term}" for term in compiled.terms if term not in present),
        ),
    )


def _worth(there: Presence, brevity: float) -> float:
    """Which part of its weight a term gives."""
    frequency = min(1.0, 0.6 + 0.2 * log2(max(1.0, there.mass * brevity))) * (TITLE if there.in_title else 1.0)
    return frequency * there.strength


def _evidence(term: str, points: float, there: Presence, names: Mapping[str, str]) -> Evidence:
    return Evidence(
        term=term,
        name=names.get(term, term.partition("/")[2]),
        points=round(points, 4),
        count=there.count,
        in_title=there.in_title,
        surfaces=there.surfaces,
    )


def _ratio(evidence: Sequence[Evidence], compiled: CompiledProfile) -> float:
    """Points against those of a full report; above 1 for a very full one."""
    if not compiled.full_score:
        return 0.0
    subjects = sum(one.points for one in evidence if one.term.startswith(_SUBJECT_KINDS))
    actors = sum(one.points for one in evidence if not one.term.startswith(_SUBJECT_KINDS))
    watches_subjects = any(term.startswith(_SUBJECT_KINDS) for term in compiled.terms)
    # a profile of topics and phrases alone has nothing else to go by
    watches_actors = not all(term.startswith(_SUBJECT_KINDS) for term in compiled.terms)
    capped = min(subjects, TOPICS_SHARE * compiled.full_score) if watches_actors else subjects
    off_subject = watches_subjects and not subjects
    return (actors + capped) / compiled.full_score * (OFF_SUBJECT if off_subject else 1.0)


def _met(group: Sequence[str], present: Mapping[str, Presence]) -> bool:
    there = [present[term] for term in group if term in present]
    mass = sum(one.mass for one in there)
    few = sum(one.count for one in present.values()) < FEW_MENTIONS
    most = max(one.mass for one in present.values())
    named_in_title = any(one.in_title and one.strength >= CERTAIN_ENOUGH for one in there)
    return named_in_title or mass >= max(1.0 if few else ENOUGH, IN_PASSING * most)


def _speaks(there: Presence | None, subject: int) -> bool:
    """Is an excluded term what the article is about, not a word in passing? It is in the headline, or there at
    least as often as the most frequent subject that the profile watches (`subject` times)."""
    return there is not None and (there.in_title or there.count >= max(ENOUGH, subject))


def _decision(profile: Profile, score: float, analysis: Analysis) -> Decision:
    if profile.languages and analysis.language not in profile.languages:
        return "none"
    if score >= profile.threshold:
        return "match"
    return "review" if score >= profile.review else "none"

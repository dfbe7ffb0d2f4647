"""Points -> how near a report comes to a full one of what a profile watches.

Topics alone do not carry a profile that watches actors; and actors without a topic are half the affair.
"""

from __future__ import annotations

from collections.abc import Mapping

from monitor.decide.compile import CompiledProfile
from monitor.decide.presence import Presence

#: of a full score, what topics give together at most
TOPICS_SHARE = 0.30
#: without a watched topic or mark; and where the report's own topics are all of other desks (the same two countries'
#: football). Of reports that were held against the drafts of 27 affairs, 4 of 34 false ones fell by the second, and no
#: true one
OFF_SUBJECT, ELSEWHERE = 0.6, 0.3
#: mentions that tell of a desk where the headline does not: one word in passing tells of none
TOLD = 2


def ratio(
    points: Mapping[str, float], compiled: CompiledProfile, topics: Mapping[str, Presence], desks: Mapping[str, str]
) -> float:
    """Points against those of a full report; above 1 for a very full one. `points`: watched term -> what it gives;
    `topics`: those of the article that a desk writes of; `desks`: topic -> its desk."""
    if not compiled.full_score:
        return 0.0
    subjects = [term for term, worth in points.items() if worth > 0 and term in compiled.subjects]
    added = sum(points[term] for term in subjects if term in compiled.additional)
    # a profile of topics and phrases alone has nothing else to go by
    capped = min(added, TOPICS_SHARE * compiled.full_score) if compiled.watches_actors else added
    total = max(0.0, sum(points.values()) - added + capped)
    return total / compiled.full_score * _on_subject(points, compiled, topics, desks)


def _on_subject(
    points: Mapping[str, float], compiled: CompiledProfile, topics: Mapping[str, Presence], desks: Mapping[str, str]
) -> float:
    """1 for a report of what the profile watches, less for one that only names the same actors. Who an affair is known
    by may be in the news for other things, so a person stands for no subject."""
    found = {term for term in points if term in compiled.subjects or term in compiled.marks}
    if not compiled.watches_subjects or any(compiled.terms[term].weight > 0 and not _person(term) for term in found):
        return 1.0
    if any(desks[topic] in compiled.desks for topic in topics):
        return OFF_SUBJECT
    told = any(one.in_title for one in topics.values()) or sum(one.count for one in topics.values()) >= TOLD
    return ELSEWHERE if told else OFF_SUBJECT


def _person(term: str) -> bool:
    return term.startswith("person/")

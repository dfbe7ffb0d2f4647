"""Why an article did or did not alert: what the pipeline stored of it, and what today's profiles make of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from monitor.decide.alert import Circumstances, decide_alert
from monitor.decide.compare import differences
from monitor.decide.match import match
from monitor.decide.profile import Profile
from monitor.decide.route import Routing
from monitor.model import Analysis, Article, Delivery, Match, Source, Story, Told, Verdict
from monitor.ports import StoredArticle
from monitor.replay import Judged, judge, why_not
from monitor.settings.snapshot import Snapshot

#: "stored": as the pipeline judged when the article came · "now": by today's profile
Basis = Literal["stored", "now"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One profile's word on the article."""

    profile: str
    basis: Basis
    #: None where it watches nothing that the article names, or is paused
    match: Match | None
    #: what keeps the article from matching; empty where it matches, or where the profile that judged is not known
    why_not: tuple[str, ...] = ()
    #: what was decided, or for an article that is not stored, what would be; None where nothing was
    verdict: Verdict | None = None
    #: what was stored, where today's profile judges anew
    before: Match | None = None
    #: what differs between the two
    changes: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """0 to 1."""
        return self.match.score if self.match else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """An article with every profile's word on it."""

    article: Article
    analysis: Analysis
    #: the best first
    findings: tuple[Finding, ...]
    #: None where it is not stored, or no profile cared
    story: Story | None
    stored: bool
    #: what each profile was told of the story, or will be
    told: Mapping[str, Told] = field(default_factory=dict)
    #: its messages that went over a fallback
    diverted: tuple[Delivery, ...] = ()


def explain_stored(stored: StoredArticle, snapshot: Snapshot, *, anew: bool, everyone: bool) -> Explanation:
    """A stored article by what was stored of it; profiles that kept nothing of it are asked now, on the stored
    analysis. `anew`: it is read and judged again, and what differs is named. `everyone`: also the profiles that it
    says nothing to."""
    if anew:
        fresh = judge(stored.article, snapshot, thorough=True)
        analysis, matches = fresh.analysis, fresh.matches
    else:
        analysis = stored.analysis
        matches = match(analysis, snapshot.matcher, snapshot.names, thorough=True)
    now = {found.profile: found for found in matches}
    then = {found.profile: found for found in stored.matches}
    verdicts = {verdict.profile: verdict for verdict in stored.verdicts}
    findings = []
    for name in now.keys() | then.keys():
        before, verdict = then.get(name), verdicts.get(name)
        if anew or before is None:
            findings.append(_judged_now(name, now.get(name), before, snapshot.profiles.get(name), verdict))
        else:
            findings.append(_as_stored(before, snapshot.profiles.get(name), verdict))
    return Explanation(
        article=stored.article,
        analysis=analysis,
        findings=_ranked([*findings, *(_silent(findings, snapshot) if everyone else ())]),
        story=stored.story,
        stored=True,
    )


def explain_new(article: Article, snapshot: Snapshot, now: datetime, *, everyone: bool) -> Explanation:
    """An article that is not stored, judged now; its verdicts are those of news that comes at this hour."""
    judged: Judged = judge(article, snapshot, thorough=True)
    findings = []
    for found in judged.matches:
        profile = snapshot.profiles[found.profile]
        verdict = _would_be(found, profile, judged.analysis, now, snapshot.routing)
        findings.append(
            Finding(profile=found.profile, basis="now", match=found, why_not=why_not(found, profile), verdict=verdict)
        )
    return Explanation(
        article=article,
        analysis=judged.analysis,
        findings=_ranked([*findings, *(_silent(findings, snapshot) if everyone else ())]),
        story=None,
        stored=False,
    )


def _as_stored(found: Match, profile: Profile | None, verdict: Verdict | None) -> Finding:
    # an earlier version's thresholds are known to nobody
    same = profile is not None and profile.version == found.version
    return Finding(
        profile=found.profile,
        basis="stored",
        match=found,
        why_not=why_not(found, profile) if profile and same else (),
        verdict=verdict,
    )


def _judged_now(
    name: str, found: Match | None, before: Match | None, profile: Profile | None, verdict: Verdict | None
) -> Finding:
    if profile is None:
        why: tuple[str, ...] = ("the profile's file is gone",)
    elif not profile.enabled:
        why = ("the profile is paused",)
    else:
        why = why_not(found, profile)
    return Finding(
        profile=name,
        basis="now",
        match=found,
        why_not=why,
        verdict=verdict,
        before=before,
        changes=tuple(differences(before, found)) if before and found else (),
    )


def _silent(spoken: list[Finding], snapshot: Snapshot) -> Iterator[Finding]:
    """The profiles that have no word yet, with the reason."""
    heard = {finding.profile for finding in spoken}
    for name, profile in snapshot.profiles.items():
        if name not in heard:
            yield _judged_now(name, None, None, profile, None)


def _would_be(found: Match, profile: Profile, analysis: Analysis, now: datetime, routing: Routing) -> Verdict:
    # where it was found says nothing of the source that it would come from
    anywhere = replace(profile, sources=(), countries=())
    nowhere = Source(id="", url="", name="")
    circumstances = Circumstances(
        source=nowhere, analysis=analysis, story=None, published=now, now=now, patient=False, routing=routing
    )
    return decide_alert(found, anywhere, circumstances)


def _ranked(findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda one: (-one.score, one.match is None, one.profile)))

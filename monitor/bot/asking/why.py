"""/why: what was stored of a story or an article, in words, as `monitor explain` shows it."""

from __future__ import annotations

from dataclasses import replace

from monitor.bot.asked import Answer, Asked
from monitor.bot.asking.lines import answers, headline, line, named, slip, title
from monitor.bot.reasons import reasons
from monitor.collect.urls import canonical
from monitor.control import why as stored_reasons
from monitor.decide.code import read_code
from monitor.deliver.blocks import Section
from monitor.deliver.text import clean
from monitor.explain import Explanation, explain_stored
from monitor.ports import Telling


def why(asked: Asked) -> tuple[Answer, ...]:
    """By the code of an alert, an article's address or id; in reply to an alert nothing need be written."""
    wanted = " ".join(asked.words) or asked.about
    voice = asked.voice
    if not wanted:
        hint = voice.say(
            "write /why and the code of an alert or the address of an article, or reply to an alert with it"
        )
        raise slip("/why", voice.say("what is meant?"), hint)
    code = read_code(wanted)
    telling = asked.store.telling(code) if code else None
    found = stored_reasons(asked.store, asked.snapshot, telling) if telling else _found(asked, wanted)
    if found is None:
        kept = asked.snapshot.runtime.kept
        raise slip("/why", voice.say("no message has this code, and no stored article this address or id"), kept)
    telling = telling or _best(found)
    if telling is None:
        return answers(voice, [_silent(asked, found)])
    profile = asked.snapshot.profiles.get(telling.profile)
    return answers(voice, reasons(found, telling, profile.name if profile else "").sections)


def _found(asked: Asked, wanted: str) -> Explanation | None:
    """An article by any of its names, an address also without what follows its reader around."""
    is_address = wanted.lower().startswith(("http://", "https://"))
    store = asked.store
    stored = store.find_article(wanted) or (store.find_article(canonical(wanted)) if is_address else None)
    if stored is None:
        return None
    found = explain_stored(stored, asked.snapshot, anew=False, everyone=True)
    return replace(found, told=store.told(stored.story.id) if stored.story else {})


def _best(found: Explanation) -> Telling | None:
    """As the profile that it fits best tells it; None where it fits none at all."""
    finding = next((one for one in found.findings if one.match), None)
    if finding is None or finding.match is None:
        return None
    return Telling(
        profile=finding.profile,
        story_id=found.story.id if found.story else "",
        article_id=found.article.id,
        title=found.article.title,
        match=finding.match,
    )


def _silent(asked: Asked, found: Explanation) -> Section:
    """Nobody watches it, and why not."""
    voice, article = asked.voice, found.article
    return (
        title(voice, voice.say("No profile watches anything that it names.")),
        headline(voice, article.title, article.url, found.analysis.language),
        *(
            line(voice, "others", named(one.profile), ": ", clean("; ".join(one.why_not)))
            for one in found.findings
            if one.why_not
        ),
    )

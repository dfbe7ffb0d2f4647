"""Article -> Analysis: the one reading that seeds, polled pages and pasted texts all go through.

document -> language -> tokens -> everything listed, in one walk -> actors -> names nobody has listed
         -> holders of offices -> topics and phrases -> clues
"""

from __future__ import annotations

from collections.abc import Iterable

from monitor.comprehend.actors import find_actors
from monitor.comprehend.clues.figures import figures
from monitor.comprehend.clues.shingles import shingles
from monitor.comprehend.clues.words import NONE_KNOWN, headline, sketch, stems
from monitor.comprehend.lexicon import Lexicon
from monitor.comprehend.lookup.sightings import sight
from monitor.comprehend.offices import find_holders
from monitor.comprehend.topics import SURE, find_topics
from monitor.comprehend.unlisted.names import find_unlisted
from monitor.comprehend.words.language import identify
from monitor.comprehend.words.sentences import sentence_bounds
from monitor.comprehend.words.tokens import tokenise
from monitor.model import Analysis, Article, Mention


def analyse(article: Article, lexicon: Lexicon) -> Analysis:
    """Read an article. Pure: equal articles and lexicons give equal analyses."""
    document = article.document
    language = identify(document, lexicon.classify, article.language_hint)
    tokens = tokenise(document)
    sightings = sight(tokens, lexicon.words, language)
    listed, implied = find_actors(sightings, lexicon, article.day)
    unlisted = find_unlisted(sightings, lexicon, listed)
    holders = find_holders(sightings, lexicon.offices, (*listed, *unlisted.mentions), article.day)
    spoken = find_topics(sightings, listed, lexicon.actors, lexicon.things)
    # the owner's own words are in every article of a watch: they tell no two stories apart
    asked_for = (stems(hit.surface, language) for hit in spoken.phrases)
    said_by_many = frozenset[str]().union(*asked_for)
    frequent, title_end = lexicon.frequent.get(language, NONE_KNOWN), len(article.title)
    return Analysis(
        article_id=article.id,
        language=language,
        mentions=tuple(sorted((*listed, *unlisted.mentions), key=lambda mention: (mention.start, mention.end))),
        implied=(*implied, *holders),
        topics=spoken.topics,
        things=spoken.things,
        turns=spoken.turns,
        phrases=spoken.phrases,
        sentences=sentence_bounds(document),
        title_end=title_end,
        sketch=sketch(tokens, language, frequent, said_by_many, title_end=title_end),
        headline=headline(tokens, language, title_end),
        figures=figures(document),
        unlisted=unlisted.skeletons,
        sounds=unlisted.sounds,
        shingles=shingles(tokens),
        where=_countries(listed, lexicon),
    )


def _countries(mentions: Iterable[Mention], lexicon: Lexicon) -> tuple[str, ...]:
    """Of the places that are surely meant, in order."""
    places = (
        lexicon.actors[one.actor].of for one in mentions if one.actor.startswith("place/") and one.strength >= SURE
    )
    return tuple(dict.fromkeys(country for country in places if country and country.startswith("country/")))

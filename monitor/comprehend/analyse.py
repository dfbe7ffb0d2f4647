"""Article -> Analysis: the one reading that seeds, polled pages and pasted texts all go through.

document -> language -> tokens -> actors -> persons nobody has listed -> topics and phrases -> fingerprints
"""

from __future__ import annotations

from monitor.comprehend.actors import find_actors
from monitor.comprehend.language import identify
from monitor.comprehend.lexicon import Lexicon
from monitor.comprehend.names import find_unlisted, foreign_names
from monitor.comprehend.sentences import sentence_bounds
from monitor.comprehend.sketch import figures, sketch
from monitor.comprehend.tokens import tokenise
from monitor.comprehend.topics import find_topics
from monitor.model import Analysis, Article


def analyse(article: Article, lexicon: Lexicon) -> Analysis:
    """Read an article. Pure: equal articles and lexicons give equal analyses."""
    document = article.document
    language = identify(document, lexicon.classify, article.language_hint)
    tokens = tokenise(document)
    listed, implied = find_actors(tokens, lexicon, language)
    unlisted = find_unlisted(tokens, lexicon, language, listed)
    topics, phrases = find_topics(tokens, lexicon, language)
    return Analysis(
        article_id=article.id,
        language=language,
        mentions=tuple(sorted((*listed, *unlisted), key=lambda mention: (mention.start, mention.end))),
        implied=implied,
        topics=topics,
        phrases=phrases,
        sentences=sentence_bounds(document),
        title_end=len(article.title),
        sketch=sketch(tokens, language),
        figures=figures(document),
        unlisted=foreign_names(tokens, lexicon, language, listed),
    )

"""The language identifier, py3langid: .963 right on titles of four words, 1.0 on whole texts (findings on language)."""

from __future__ import annotations

from threading import Lock

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_CODES = """
ar az be bg bs ca cs da de el en es et fa fi fr he hi hr hu hy id it ja ka kk ko ky lt lv mk mn ms nl no pl ps pt
ro ru sk sl sq sr sv sw th tr uk ur vi zh
"""
#: what it may answer: the languages of the catalogue and of the press around it
ANSWERS = frozenset(_CODES.split())


class Identifier:
    """A `comprehend.words.language.Classify`; its model (0.4 s) is loaded once, at the first question."""

    def __init__(self) -> None:
        self._loading = Lock()
        self._model: LanguageIdentifier | None = None

    def __call__(self, text: str) -> str:
        """The likeliest language of the text."""
        return str(self.load().classify(text)[0])

    def load(self) -> LanguageIdentifier:
        """Load the model now, if it is not loaded yet."""
        with self._loading:
            if self._model is None:
                model = LanguageIdentifier.from_model_file(MODEL_FILE)
                model.set_languages(sorted(ANSWERS))
                self._model = model
            return self._model


#: one for the process: the model is 97 MB
IDENTIFIER = Identifier()

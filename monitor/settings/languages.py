"""The language identifier, py3langid: .963 right on titles of four words, 1.0 on whole texts (findings on language).

Its model is reduced once (`language_model`) and kept in a file of the user's cache folder: 25 MB instead of 95, read in
a tenth of the time.
"""

from __future__ import annotations

import hashlib
import os
from importlib import metadata, resources
from pathlib import Path
from threading import Lock

from monitor.settings.language_model import LanguageModel, freeze, read_model, thaw
from monitor.settings.parts_file import cache_folder, keep, kept

_CODES = """
ar az be bg bs ca cs da de el en es et fa fi fr he hi hr hu hy id it ja ka kk ko ky lt lv mk mn ms nl no pl ps pt
ro ru sk sl sq sr sv sw th tr uk ur vi zh
"""
#: what it may answer: the languages of the catalogue and of the press around it
ANSWERS = frozenset(_CODES.split())


class Identifier:
    """A `comprehend.words.language.Classify`; its model is loaded once, at the first question."""

    def __init__(self) -> None:
        self._loading = Lock()
        self._model: LanguageModel | None = None

    def __call__(self, text: str) -> str:
        """The likeliest language of the text."""
        return self.load().classify(text)

    def load(self) -> LanguageModel:
        """Load the model now, if it is not loaded yet."""
        with self._loading:
            if self._model is None:
                self._model = load_model(cache_folder(os.environ))
            return self._model


def load_model(folder: Path | None) -> LanguageModel:
    """The model for `ANSWERS`: from its file in `folder`, or made anew and then kept there."""
    file = folder / f"languages-{_digest()}.zip" if folder else None
    model = kept(file, thaw) if file else None
    if model is None:
        model = read_model(Path(str(resources.files("py3langid") / "data" / "model.npz.xz")), ANSWERS)
        if file:
            keep(file, freeze(model))
    return model


def _digest() -> str:
    """Of what the file is made from: the model's release, the languages, the code that reduces it."""
    code = (resources.files("monitor.settings") / "language_model.py").read_bytes()
    made_from = (metadata.version("py3langid").encode(), " ".join(sorted(ANSWERS)).encode(), code)
    return hashlib.sha256(b"\0".join(made_from)).hexdigest()[:24]


#: one for the process
IDENTIFIER = Identifier()

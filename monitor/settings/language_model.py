"""py3langid's model, made small: of 142 languages the 52 that we ask for, of its automaton what is not usual.

The model is a naive Bayes classifier over byte sequences, which an automaton (Aho and Corasick, 1975) finds in one
walk. Its table of moves, a row of 256 for each of 38,000 kinds of state, is 39 MB, although most of a row says what the
first one says. Kept are the moves that differ: 11 MB. The answers are the same, to the last bit of their scores.
"""

from __future__ import annotations

import json
import lzma
import shutil
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

#: letters of a byte
_BYTES = 256
_FLOATS = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageModel:
    """The model, as it lies in its file. A state is a number; 0 is the first."""

    #: code of each column of `weights`; one that has two scripts stands twice
    languages: tuple[str, ...]
    #: the first row: from a byte to the next state, where the state's own row does not say otherwise
    usual: tuple[int, ...]
    #: unsigned 16 bits: from a state to its row
    rows: memoryview
    #: unsigned 32 bits: from a row to the first of its own moves; one more than there are rows
    starts: memoryview
    #: the byte of each move, and (unsigned 32 bits) the state that it leads to
    letters: bytes
    moves: memoryview
    #: signed 32 bits: the feature that a state completes, or -1
    features: memoryview
    #: half floats, features by languages: logarithms of likelihoods
    weights: npt.NDArray[np.float16]
    #: of each language
    priors: _FLOATS

    def classify(self, text: str) -> str:
        """The likeliest language of the text; the first one for a text without any feature."""
        found = Counter(self._walk(_encoded(text)))
        if not found:
            return self.languages[0]
        features = np.fromiter(found.keys(), dtype=np.intp, count=len(found))
        counts = np.fromiter(found.values(), dtype=np.float32, count=len(found))
        scores: _FLOATS = np.log1p(counts) @ self.weights[features] + self.priors
        return self.languages[int(scores.argmax())]

    def _walk(self, text: bytes) -> list[int]:
        """The features in the text, in the order in which they end."""
        rows, starts, letters, moves, features, usual = (
            self.rows,
            self.starts,
            self.letters,
            self.moves,
            self.features,
            self.usual,
        )
        state, found = 0, []
        for letter in text:
            row = rows[state]
            at = letters.find(letter, starts[row], starts[row + 1])
            state = usual[letter] if at < 0 else moves[at]
            feature = features[state]
            if feature >= 0:
                found.append(feature)
        return found


def freeze(model: LanguageModel) -> dict[str, bytes]:
    """The model as bytes by name."""
    return {
        "about": json.dumps({"languages": model.languages, "usual": model.usual}).encode(),
        "rows": bytes(model.rows),
        "starts": bytes(model.starts),
        "letters": model.letters,
        "moves": bytes(model.moves),
        "features": bytes(model.features),
        "weights": model.weights.tobytes(),
        "priors": model.priors.tobytes(),
    }


def thaw(parts: Mapping[str, bytes]) -> LanguageModel:
    """The model that was frozen, lying in the very bytes. Raises `KeyError`, `ValueError` or `TypeError` for others."""
    about = json.loads(parts["about"])
    languages = tuple(about["languages"])
    return LanguageModel(
        languages=languages,
        usual=tuple(about["usual"]),
        rows=memoryview(parts["rows"]).cast("H"),
        starts=memoryview(parts["starts"]).cast("I"),
        letters=parts["letters"],
        moves=memoryview(parts["moves"]).cast("I"),
        features=memoryview(parts["features"]).cast("i"),
        weights=np.frombuffer(parts["weights"], dtype=np.float16).reshape(-1, len(languages)),
        priors=np.frombuffer(parts["priors"], dtype=np.float32),
    )


def read_model(file: Path, languages: Collection[str]) -> LanguageModel:
    """py3langid's own file (numpy's archive of arrays, in LZMA), reduced to some languages: 0.7 s.

    One array at a time, and never the whole file: it is 80 MB. Raises `ValueError` or `KeyError` for a file of another
    layout, and `OSError`.
    """
    with tempfile.TemporaryFile(suffix=".npz") as unpacked:
        with lzma.open(file) as packed:
            shutil.copyfileobj(packed, unpacked, length=1 << 20)
        unpacked.seek(0)
        return _reduced(unpacked, languages)


def _reduced(unpacked: IO[bytes], languages: Collection[str]) -> LanguageModel:
    with np.load(unpacked, allow_pickle=False) as arrays:
        classes = arrays["classes"].tolist()
        columns = [number for number, code in enumerate(classes) if code in languages]
        rows = arrays["nextmove_row"]
        usual, starts, letters, moves = _own_moves(arrays["nextmove"].reshape(-1, _BYTES), int(rows[0]))
        return LanguageModel(
            languages=tuple(classes[number] for number in columns),
            usual=usual,
            rows=rows.astype(np.uint16).data,
            starts=starts.data,
            letters=letters,
            moves=moves.data,
            features=arrays["out_feat"].astype(np.int32).data,
            weights=np.ascontiguousarray(arrays["ptc"][:, columns]),
            priors=arrays["pc"][columns],
        )


def _own_moves(
    table: npt.NDArray[Any], first: int
) -> tuple[tuple[int, ...], npt.NDArray[Any], bytes, npt.NDArray[Any]]:
    """(the first row, where each row's own moves start, their bytes, their states)."""
    usual = table[first]
    row, letter = np.nonzero(table != usual)
    starts = np.searchsorted(row, np.arange(len(table) + 1)).astype(np.uint32)
    return tuple(usual.tolist()), starts, letter.astype(np.uint8).tobytes(), table[row, letter].astype(np.uint32)


def _encoded(text: str) -> bytes:
    """As the model was trained: capitals throughout say nothing, NFC."""
    text = text.lower() if text.isupper() else text
    return unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")

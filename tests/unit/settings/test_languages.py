"""The identifier: py3langid's answers from a quarter of its memory, and a file that is never needed."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest
from doubles.newspaper import LIGHTHOUSES
from hypothesis import given
from hypothesis import strategies as st
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from monitor.settings import languages
from monitor.settings.language_model import LanguageModel, freeze, thaw
from monitor.settings.languages import ANSWERS, load_model

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return load_model(None)


@pytest.fixture(scope="module")
def reference() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(sorted(ANSWERS))
    return identifier


def test_it_answers_as_the_whole_model_does(model: LanguageModel, reference: LanguageIdentifier) -> None:
    lines = [line for file in (CORPUS / "articles").glob("*.yaml") for line in file.read_text("utf-8").splitlines()]
    odd = ["", " ", "1", "NATO", "İSTANBUL", "\ud800", "\x00\xff", "\U0010ffff", "é" * 500]
    for text in [*lines, *odd, *(piece.text for piece in LIGHTHOUSES)]:
        assert model.classify(text) == reference.classify(text)[0], text
    assert len(lines) > 500


@given(st.text(max_size=200))
def test_whatever_the_text(model: LanguageModel, reference: LanguageIdentifier, text: str) -> None:
    assert model.classify(text) == reference.classify(text)[0]


def test_it_is_small(model: LanguageModel) -> None:
    assert sum(map(len, freeze(model).values())) < 25_000_000
    assert set(model.languages) == ANSWERS


def test_the_kept_model_is_the_one_that_was_made(model: LanguageModel, tmp_path: Path) -> None:
    kept = [load_model(tmp_path) for _ in range(2)]
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert [freeze(one) for one in kept] == [freeze(model)] * 2


def test_a_damaged_file_costs_time_and_is_mended(
    model: LanguageModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    monkeypatch.setattr(languages, "read_model", lambda *_: made.append(1) or model)
    load_model(tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for broken in (b"", whole[: len(whole) // 2], whole[:3_000_000] + b"?" + whole[3_000_001:]):
        file.write_bytes(broken)
        assert load_model(tmp_path) is model
        assert file.read_bytes() == whole
    assert len(made) == 4
    assert zipfile.ZipFile(file).testzip() is None


def test_parts_that_do_not_belong_together_are_refused(model: LanguageModel) -> None:
    parts = freeze(model)
    for name in ("weights", "rows", "about"):
        with pytest.raises((ValueError, TypeError, KeyError)):
            thaw({**parts, name: parts[name][:-1]})
    assert np.array_equal(thaw(parts).priors, model.priors)

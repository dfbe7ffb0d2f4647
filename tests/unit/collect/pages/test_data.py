"""The words of obstacles and of furniture: lists by kind and language, without doubles, in a form that can be found."""

from __future__ import annotations

from importlib import resources
from typing import Any

import pytest
import yaml
from babel import Locale

DATA = resources.files("monitor.collect") / "data"


def listed(name: str) -> dict[str, Any]:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


def test_obstacles_are_listed_by_kind_and_language() -> None:
    kinds = listed("obstacles.yaml")
    assert set(kinds) == {"error", "consent", "privacy", "accept", "paywall", "redirect", "script"}
    for kind, languages in kinds.items():
        for language, phrases in languages.items():
            Locale.parse(language)
            assert phrases, (kind, language)
            assert all(isinstance(one, str) and one == one.strip() and len(one) > 1 for one in phrases), (
                kind,
                language,
            )
            assert len(set(phrases)) == len(phrases), (kind, language)


@pytest.mark.parametrize("kind", ["error", "paywall", "redirect"])
def test_obstacles_are_known_in_many_languages(kind: str) -> None:
    assert len(listed("obstacles.yaml")[kind]) >= 28


def test_names_of_elements_are_small_words_with_hyphens() -> None:
    for kind, names in listed("element_names.yaml").items():
        assert len(set(names)) == len(names), kind
        for name in names:
            assert name.replace("-", "").isalnum(), name
            assert name == name.lower(), name

"""A word stands for the listed words that it may be a form of, and for no others."""

from __future__ import annotations

import pytest
from doubles.shipped import lexicon, read

from monitor.comprehend.catalogue import Affixes
from monitor.comprehend.lookup.inflection import Inflection


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Görüş Ağ Evdə keçirilib.", "org/white-house"),
        ("Qızıl Xaçın nümayəndəsi gəlib.", "org/icrc"),
        ("Սև ծովի ափին են։", "place/black-sea"),
        ("Решение Международного суда ООН принято.", "org/icj"),
        ("Постоянный представитель в Европейском суде по правам человека.", "org/echr"),
        ("В трёхсторонних заявлениях Армении, России и Азербайджана сказано.", "event/trilateral-statements"),
        ("ბაქოსა და ერევანს შორის", "place/baku"),
        ("Կողմերը՝ Ալմա-Աթայի հռչակագրով ճանաչված", "event/alma-ata-declaration"),
    ],
)
def test_a_short_word_inflects_where_it_continues_a_name(text: str, actor: str) -> None:
    assert actor in {mention.actor for mention in read(text).mentions}


def test_a_short_word_that_begins_a_name_is_never_cut_down() -> None:
    inflection = lexicon().inflection
    assert "ev" not in inflection.variants("evdə", "az")
    assert "ev" in inflection.variants("evdə", "az", inside=True)


def test_a_daemon_that_meets_new_words_for_ever_remembers_only_the_latest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.comprehend.lookup.inflection.REMEMBERED", 8)
    inflection = Inflection({"ru": Affixes(suffixes=("ым",))})
    first = inflection.variants("алиевым", "ru")
    for number in range(100):
        inflection.variants(f"слово{number}", "ru")
    assert inflection._remembered.cache_info().currsize == 8
    assert inflection.variants("алиевым", "ru") == first == ("алиевым", "алиев")

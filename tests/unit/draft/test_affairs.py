"""Seeds of one affair are put together, those of neighbouring affairs are not."""

from __future__ import annotations

from importlib import resources

from doubles.affairs import AFFAIRS
from doubles.shipped import NOW, lexicon

from monitor.collect.seed import read_seed
from monitor.comprehend.analyse import analyse
from monitor.decide.presence import Presence, presences
from monitor.draft.affairs import affairs_of
from monitor.draft.familiarity import information, is_rare, rarity
from monitor.settings.document import load_package_yaml


def test_the_seeds_of_all_affairs_dropped_at_once_come_apart_by_affair() -> None:
    # the mining company's are of one affair by whom nobody has listed, which a draft adds to the lexicon first
    listed = [(affair, path) for affair, paths in AFFAIRS.items() if affair != "mining" for path in paths]
    present = [presences(analyse(read_seed(path, NOW).article, lexicon())) for _, path in listed]
    found = [{listed[number][0] for number in members} for members in affairs_of(present, lexicon())]
    assert sorted(map(sorted, found)) == sorted([affair] for affair in AFFAIRS if affair != "mining")


def test_seeds_that_name_nothing_are_each_an_affair() -> None:
    assert affairs_of([{}, {}], lexicon()) == [[0], [1]]


def test_equal_seeds_are_one_affair() -> None:
    found = {"place/el-fasher": Presence(count=2, mass=2.0, strength=1.0)}
    assert affairs_of([found, found, {}], lexicon()) == [[0, 1], [2]]


def test_what_is_in_the_news_every_day_says_less_than_what_hardly_ever_is() -> None:
    assert information("country/US") < information("country/AZ") < information("place/el-fasher")
    assert rarity("country/US") < rarity("country/AZ") == rarity("place/el-fasher") == 1.0
    assert is_rare("place/el-fasher")
    assert not is_rare("org/united-nations")
    assert not is_rare("topic/war")


def test_what_the_list_of_the_familiar_names_exists() -> None:
    text = (resources.files("monitor.draft") / "data" / "familiar.yaml").read_text(encoding="utf-8")
    shares = load_package_yaml(text, "familiar.yaml")
    assert set(shares) <= lexicon().actors.keys() | lexicon().topics.keys()
    assert all(isinstance(share, int) and 4 <= share <= 1000 for share in shares.values())
    assert list(shares.values()) == sorted(shares.values(), reverse=True)

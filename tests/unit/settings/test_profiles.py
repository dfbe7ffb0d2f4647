"""Profiles: the file of the design is read as it stands, and every slip has its place and a hint."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from textwrap import dedent

import pytest

from monitor.decide.calendar import DigestTime
from monitor.decide.condition import AllOf, Near
from monitor.decide.profile import TYPE_WEIGHTS, AlertPolicy, Profile
from monitor.errors import Fault
from monitor.settings.profiles import load_profiles, version_of

KNOWN = {
    "person/ilham-aliyev": "Ilham Aliyev",
    "person/jeyhun-bayramov": "Jeyhun Bayramov",
    "country/AM": "Armenia",
    "country/AZ": "Azerbaijan",
    "country/US": "United States",
    "org/nato": "NATO",
    "media/tass": "TASS",
    "topic/peace-treaty": "peace treaty",
    "topic/sport": "sport",
}
DESIGN = """\
name: Armenia, Azerbaijan and the United States
seeds: [one.txt, two.txt]    # each must keep matching, or the reload is refused
watch:
  - actor: person/ilham-aliyev        # 000: "Tổng thống Azerbaijan Ilham Aliyev cho biết …"  (6×)
    weight: 3
  - actor: country/AM
  - topic: peace-treaty
    weight: 2
  - phrase: {vi: nâng cấp quan hệ, en: upgrade relations}      # words of your own, for each language that you know
require:                              # one of each group must be there
  - [country/AZ, person/ilham-aliyev, person/jeyhun-bayramov]
  - [country/AM, country/US]
exclude: [topic/sport]
threshold: 0.50                       # 0.35 to 0.50 is kept for review
languages: any
sources: any
alert: {instant: 0.75, digest: "07:30", timezone: Asia/Ho_Chi_Minh, quiet: "22:00-06:30"}
deliver: [telegram/me, email/desk]
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with two seeds and no profile."""
    for name in ("one.txt", "two.txt"):
        (tmp_path / "seeds").mkdir(exist_ok=True)
        (tmp_path / "seeds" / name).touch()
    (tmp_path / "profiles").mkdir()
    return tmp_path


def loaded(home: Path) -> tuple[tuple[Profile, ...], tuple[Fault, ...]]:
    return load_profiles(
        home / "profiles",
        known=KNOWN,
        channels=["telegram/me", "email/desk"],
        sources=["azertag", "tass-en"],
        seeds=home / "seeds",
    )


def read(home: Path, text: str) -> Profile:
    (home / "profiles" / "p.yaml").write_text(dedent(text), encoding="utf-8")
    (profile,), faults = loaded(home)
    assert not faults
    return profile


def only_fault(home: Path, text: str) -> tuple[int, int, str, str]:
    (home / "profiles" / "p.yaml").write_text(dedent(text), encoding="utf-8")
    profiles, (fault,) = loaded(home)
    assert not profiles
    assert fault.file.endswith("p.yaml")
    return fault.line, fault.column, fault.what, fault.hint


def test_the_profile_of_the_design_is_read_as_it_stands(home: Path) -> None:
    profile = read(home, DESIGN)
    assert profile.id == "p"
    assert profile.seeds == ("one.txt", "two.txt")
    assert [(term.id, term.weight) for term in profile.watch] == [
        ("person/ilham-aliyev", 3.0),
        ("country/AM", 1.0),
        ("topic/peace-treaty", 2.0),
        ("phrase/nâng cấp quan hệ / upgrade relations", 2.0),
    ]
    words = {"vi": ("nâng cấp quan hệ",), "en": ("upgrade relations",)}
    assert profile.phrases == {"phrase/nâng cấp quan hệ / upgrade relations": words}
    assert profile.require == (
        ("country/AZ", "person/ilham-aliyev", "person/jeyhun-bayramov"),
        ("country/AM", "country/US"),
    )
    assert profile.exclude == ("topic/sport",)
    assert (profile.threshold, profile.review) == (0.5, 0.35)
    assert profile.languages == profile.sources == ()
    assert profile.alert == AlertPolicy(
        instant=0.75, digest=(DigestTime(at=time(7, 30)),), timezone="Asia/Ho_Chi_Minh", quiet=(time(22), time(6, 30))
    )
    assert profile.deliver == ("telegram/me", "email/desk")


def test_what_is_left_out_is_as_the_contract_says(home: Path) -> None:
    profile = read(home, "name: x\nwatch: [{actor: country/AM}]\n")
    assert profile == Profile(id="p", name="x", watch=profile.watch, version=profile.version)


def test_how_often_a_profile_tells_is_read_as_it_is_written(home: Path) -> None:
    said = """\
        name: x
        watch: [{actor: country/AM}]
        alert: {group_wait: 90 s, group_interval: 2 h, repeat_interval: 1 d, at_most: 5, critical: 0.9, updates: none}
        """
    assert read(home, said).alert == AlertPolicy(
        group_wait=timedelta(seconds=90),
        group_interval=timedelta(hours=2),
        repeat_interval=timedelta(days=1),
        at_most=5,
        critical=0.9,
        updates="none",
    )
    none = "{group_wait: none, group_interval: none, repeat_interval: none, at_most: none, critical: none}"
    policy = read(home, f"name: x\nwatch: [{{actor: country/AM}}]\nalert: {none}\n").alert
    assert policy == AlertPolicy(group_wait=timedelta(0), group_interval=timedelta(0), at_most=0)


@pytest.mark.parametrize("wanted", ["person/ilham-aliyev", "org/nato", "country/AM", "media/tass"])
def test_the_usual_weight_goes_by_the_type(home: Path, wanted: str) -> None:
    (term,) = read(home, f"name: x\nwatch: [{{actor: {wanted}}}]\n").watch
    assert term.weight == TYPE_WEIGHTS[wanted.partition("/")[0]]


def test_one_text_stands_for_a_list_of_one_and_none_for_nothing(home: Path) -> None:
    profile = read(
        home,
        """\
        name: x
        watch: [{topic: topic/peace-treaty}]
        require: [country/AM, [country/AZ, country/US]]
        exclude: topic/sport
        languages: vi
        sources: azertag
        deliver: console
        alert: {digest: none, quiet: none}
        """,
    )
    assert profile.require == ("country/AM", ("country/AZ", "country/US"))
    assert profile.exclude == ("topic/sport",)
    assert profile.languages == ("vi",)
    assert profile.sources == ("azertag",)
    assert profile.deliver == ("console",)
    assert (profile.alert.digest, profile.alert.quiet) == ((), None)


def test_digest_times_are_sorted_and_told_once(home: Path) -> None:
    profile = read(home, 'name: x\nwatch: [{actor: org/nato}]\nalert: {digest: ["18:00", "7:30", 07:30]}\n')
    assert profile.alert.digest == (DigestTime(at=time(7, 30)), DigestTime(at=time(18, 0)))


def test_require_may_name_a_phrase_by_any_of_its_words(home: Path) -> None:
    profile = read(
        home, "name: x\nwatch: [{phrase: {en: [a b, c d], fr: e f}}]\nrequire: [[phrase/c d], [phrase/e f]]\n"
    )
    assert profile.watch[0].id == "phrase/a b / c d / e f"
    assert profile.require == (("phrase/a b / c d / e f",), ("phrase/a b / c d / e f",))


def test_several_things_are_asked_for_in_any_depth(home: Path) -> None:
    profile = read(
        home,
        """\
        name: x
        watch:
          - any: [country/AZ, person/ilham-aliyev]
            weight: 2
          - near: [org/nato, [country/AZ, country/AM]]
            within: 2
          - all: [country/AM, {near: [country/US, topic/peace-treaty], within: 0}]
          - actor: media/tass
            weight: -1.5
        require:
          - all: [country/AZ, country/AM]
          - near: [org/nato, phrase/upgrade]
        exclude:
          - topic/sport
          - {all: [country/US, phrase: {en: [upgrade, upgrades]}]}
        countries: [AZ, TR]
        """,
    )
    pair = ("country/AZ", "country/AM")
    assert [term.when for term in profile.watch] == [
        ("country/AZ", "person/ilham-aliyev"),
        Near(("org/nato", pair), 2),
        AllOf(("country/AM", Near(("country/US", "topic/peace-treaty"), 0))),
        None,
    ]
    # a condition weighs what the weightiest of its terms does
    assert [term.weight for term in profile.watch] == [2.0, 1.5, 2.0, -1.5]
    assert len({term.id for term in profile.watch}) == 4
    phrase = "phrase/upgrade / upgrades"
    assert profile.phrases == {phrase: {"en": ("upgrade", "upgrades")}}
    assert profile.require == (AllOf(pair), Near(("org/nato", phrase), 1))
    assert profile.exclude == ("topic/sport", AllOf(("country/US", phrase)))
    assert profile.countries == ("AZ", "TR")


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("watch: [{any: [country/AZZ]}]", (2, 16), "unknown actor or topic `country/AZZ`"),
        ("watch: [{near: [org/nato]}]", (2, 16), "`near`"),
        ("watch: [{any: []}]", (2, 15), "`any` is empty"),
        ("watch: [{any: [org/nato], all: [org/nato]}]", (2, 9), "`any` and `all` in one line"),
        ("watch: [{any: [org/nato], within: 2}]", (2, 9), "`within` without `near`"),
        ("watch: [{actor: org/nato, weight: 0}]", (2, 35), "a `weight` of 0 says nothing"),
        ("watch: [{any: [org/nato], mark: true}]", (2, 9), "a group cannot be a `mark`"),
        ("watch: [{actor: org/nato, weight: -1}]", (2, 8), "every `weight` is below 0"),
        ("watch: [{actor: org/nato}]\nrequire: [{all: [org/nato, [country/AZZ]]}]", (3, 29), "unknown actor or topic"),
        ("watch: [{actor: org/nato}]\nrequire: [[org/nato, country/AZZ]]", (3, 22), "unknown actor or topic"),
        ("watch: [{actor: org/nato}]\nexclude: [country/AZZ]", (3, 11), "unknown actor or topic"),
        ("watch: [{actor: org/nato}]\nexclude: [{nigh: [org/nato]}]", (3, 12), "unknown key `nigh`"),
        ("watch: [{actor: org/nato}]\nrequire: [{all: [phrase/x y]}]", (3, 18), "no line of `watch` has `phrase/x y`"),
        ("watch: [{actor: org/nato}]\nrequire: [[[org/nato], []]]", (3, 24), "`require` is empty"),
    ],
)
def test_a_slip_in_a_condition_has_its_place(home: Path, text: str, place: tuple[int, int], what: str) -> None:
    line, column, said, _ = only_fault(home, f"name: x\n{text}\n")
    assert (line, column) == place
    assert what in said


def test_require_may_name_what_no_line_watches(home: Path) -> None:
    assert read(home, "name: x\nwatch: [{actor: org/nato}]\nrequire: [[country/US]]\n").require == (("country/US",),)


def test_an_actor_of_no_catalogue_can_be_watched_by_its_words(home: Path) -> None:
    assert read(home, "name: x\nwatch: [{actor: unlisted/آلکسی زایتسف}]\n").watch[0].id == "unlisted/آلکسی زایتسف"


def test_review_is_never_above_the_threshold_by_default(home: Path) -> None:
    assert read(home, "name: x\nwatch: [{actor: org/nato}]\nthreshold: 0.2\n").review == 0.2


def test_the_version_changes_with_the_meaning_and_with_nothing_else(home: Path) -> None:
    version = read(home, DESIGN).version
    assert read(home, "# more words\n" + DESIGN.replace("weight: 3", "weight: 3.0")).version == version
    assert read(home, DESIGN.replace("weight: 3", "weight: 2.5")).version != version
    assert read(home, DESIGN.replace("07:30", "08:30")).version != version


HEAD = "name: x\nwatch: [{actor: org/nato}]\n"


@pytest.mark.parametrize(
    ("text", "line", "column", "what", "hint"),
    [
        ("name: x\nwatch:\n  - actor: person/ilham-aliev\n", 3, 12, "unknown actor", "`person/ilham-aliyev`"),
        ("name: x\nwatch:\n  - actor: Ilham Aliyev\n", 3, 12, "unknown actor", "`person/ilham-aliyev`"),
        ("name: x\nwatch:\n  - actor: country/Armenia\n", 3, 12, "unknown actor", "`country/AM`"),
        ("name: x\nwatch:\n  - actor: country/am\n", 3, 12, "unknown actor", "`country/AM`"),
        ("name: x\nwatch:\n  - actor: zzz\n", 3, 12, "unknown actor", "add it to config/actors.yaml"),
        ("name: x\nwatch:\n  - topic: peace-traety\n", 3, 12, "unknown topic", "`topic/peace-treaty`"),
        ("name: x\nwatch:\n  - actor: topic/sport\n", 3, 12, "is a topic", "write `topic: sport`"),
        ("name: x\nwatch:\n  - topic: country/AM\n", 3, 12, "is no topic", "write `actor: country/AM`"),
        ("name: x\nwatch:\n  - country/AM\n", 3, 5, "stands alone", "write `- actor: …`"),
        (
            "name: x\nwatch:\n  - actor: org/nato\n    topic: sport\n",
            3,
            5,
            "in one line",
            "write one of `actor`, `topic`",
        ),
        ("name: x\nwatch:\n  - weight: 2\n", 3, 5, "names nothing", "write one of"),
        ("name: x\nwatch:\n  - actor: org/nato\n  - actor: org/nato\n", 4, 5, "watched twice", "line 3"),
        ("name: x\nwatch: [{actor: org/nato, weight: 0}]\n", 2, 35, "weight` of 0 says nothing", "remove the line"),
        ("name: x\nwatch: [{actor: org/nato, weight: high}]\n", 2, 35, "should be a number, not text", ""),
        ("name: x\nwatch: [{actor: 7}]\n", 2, 17, "should be text, not a whole number", "quotes"),
        ("name: x\nwatch: [{actor: org/nato, wieght: 1}]\n", 2, 27, "unknown key `wieght`", "`weight`"),
        ("name: x\nwatch: [{phrase: {vn: a b}}]\n", 2, 19, "unknown language `vn`", "`vi` (Vietnamese)"),
        ("name: x\nwatch: [{phrase: {vietnamese: a b}}]\n", 2, 19, "unknown language", "`vi`"),
        ("name: x\nwatch: [{phrase: a b}]\n", 2, 18, "has no language", "phrase: {en:"),
        ('name: x\nwatch: [{phrase: {en: ""}}]\n', 2, 23, "`en` is empty", "fill it in"),
        ("name: x\nwatch: []\n", 2, 8, "`watch` is empty", ""),
        ("watch: [{actor: org/nato}]\n", 1, 1, "`name` is missing", "add `name: …`"),
        ("name: x\n", 1, 1, "`watch` is missing", "add `watch: …`"),
        ("# nothing\n", 0, 0, "the file is empty", "it needs `name` and `watch`"),
        ("- a\n", 1, 1, "the file should be a mapping", ""),
        (HEAD + "require: [[country/ZZ]]\n", 3, 12, "unknown actor or topic", ""),
        (HEAD + "require: [[phrase/never said]]\n", 3, 12, "no line of `watch` has", "add the phrase there"),
        (HEAD + "require: [[]]\n", 3, 11, "`require` is empty", ""),
        (HEAD + "exclude: [sport]\n", 3, 11, "unknown actor or topic `sport`", "`topic/sport`"),
        (HEAD + "threshold: 1.5\n", 3, 12, "should be at most 1", "it is `1.5`"),
        (HEAD + "threshold: -0.1\n", 3, 12, "should be at least 0", ""),
        (HEAD + "threshold: .nan\n", 3, 12, "finite number", ""),
        (HEAD + "threshold: 0.5\nreview: 0.6\n", 4, 9, "`review` is above `threshold`", "below"),
        (HEAD + "languages: [vi, xx]\n", 3, 17, "unknown language `xx`", "ISO 639-1"),
        (HEAD + "sources: [azertg]\n", 3, 11, "unknown source `azertg`", "`azertag`"),
        (HEAD + "deliver: [telegram/mee]\n", 3, 11, "unknown channel `telegram/mee`", "`telegram/me`"),
        (HEAD + "deliver: sms/x\n", 3, 10, "unknown channel `sms/x`", "add it to config/channels.yaml"),
        (HEAD + "seeds: [three.txt]\n", 3, 9, "there is no seed `three.txt`", "put the file into `seeds/`"),
        (HEAD + "seeds: [on.txt]\n", 3, 9, "there is no seed `on.txt`", "`one.txt`"),
        (HEAD + "seeds: [../x.txt]\n", 3, 9, "is not a file name", "names alone"),
        (HEAD + "alert: {timezone: Asia/Ho_Chi_Min}\n", 3, 19, "unknown time zone", "`Asia/Ho_Chi_Minh`"),
        (HEAD + "alert: {timezone: Tbilisi}\n", 3, 19, "unknown time zone", "`Asia/Tbilisi`"),
        (HEAD + "alert: {timezone: Europe}\n", 3, 19, "unknown time zone", ""),
        (HEAD + "alert: {digest: 25:10}\n", 3, 17, "`25:10` never comes", "`23:59`"),
        (HEAD + "alert: {digest: [07:30, 12:60]}\n", 3, 25, "`12:60` never comes", ""),
        (HEAD + "alert:\n  digest: 0 7 31 2 *\n", 4, 11, "not a time of the day", "not a cron line"),
        (HEAD + "alert: {digest: 7}\n", 3, 17, "`7` is not a time of the day", "`07:30`"),
        (HEAD + "alert: {quiet: 22-6}\n", 3, 16, "not a period", "`22:00-06:30`"),
        (HEAD + "alert: {quiet: 22:00-24:00}\n", 3, 16, "`24:00` never comes", ""),
        (HEAD + "alert: {quiet: 22:00-22:00}\n", 3, 16, "has no length", ""),
        (HEAD + "alert: {instant: 2}\n", 3, 18, "should be at most 1", ""),
        (HEAD + "alert: {instant: 0.8, critical: 0.7}\n", 3, 33, "`critical` is below `instant` (0.8)", "at once"),
        (HEAD + "alert: {critical: 0.7}\n", 3, 19, "`critical` is below `instant` (0.75)", ""),
        (HEAD + "alert: {group_wait: 30}\n", 3, 21, "`30` is no length of time", "write `30 min`"),
        (HEAD + "alert: {group_wait: 30 secs}\n", 3, 21, "no length of time", "write `30 s`"),
        (HEAD + "alert: {repeat_interval: daily}\n", 3, 26, "no length of time", "`30 s`, `15 min`"),
        (HEAD + "alert: {at_most: 0}\n", 3, 18, "`0` alerts would tell nothing", "`none`"),
        (HEAD + "alert: {at_most: 5000}\n", 3, 18, "should be at most 1000", ""),
        (HEAD + "alert: {at_most: few}\n", 3, 18, "should be a whole number", ""),
        (HEAD + "alert: {updates: edits}\n", 3, 18, "should be", ""),
        (HEAD + "enabled: yes\n", 3, 10, "should be true or false, not text", ""),
    ],
)
def test_a_slip_is_named_with_its_place_and_a_hint(
    home: Path, text: str, line: int, column: int, what: str, hint: str
) -> None:
    found = only_fault(home, text)
    assert found[:2] == (line, column)
    assert what in found[2]
    assert hint in found[3]


def test_all_slips_of_all_files_are_told_together(home: Path) -> None:
    (home / "profiles" / "a.yaml").write_text("nmae: x\nwatch: [{actor: org/nat}]\n", encoding="utf-8")
    (home / "profiles" / "b.yaml").write_text("name: [\n", encoding="utf-8")
    profiles, faults = load_profiles(home / "profiles", known=KNOWN, channels=(), sources=())
    assert profiles == ()
    places = [(Path(fault.file).name, fault.line, fault.column) for fault in faults]
    assert places == [("a.yaml", 1, 1), ("a.yaml", 1, 1), ("a.yaml", 2, 17), ("b.yaml", 2, 1)]


def test_one_broken_profile_never_stops_the_others(home: Path) -> None:
    (home / "profiles" / "a.yaml").write_text("name: [", encoding="utf-8")
    (home / "profiles" / "b.yaml").write_bytes(b"\xff\xfe")
    (home / "profiles" / "c.yaml").write_text(DESIGN, encoding="utf-8")
    profiles, faults = loaded(home)
    assert [profile.id for profile in profiles] == ["c"]
    assert len(faults) == 2


def test_what_an_editor_leaves_behind_is_no_profile(home: Path) -> None:
    for name in (".#p.yaml", "p.yaml~", "p.txt", ".p.yaml.swp"):
        (home / "profiles" / name).write_text("broken: [", encoding="utf-8")
    assert loaded(home) == ((), ())


def test_two_files_of_one_id_are_a_fault(home: Path) -> None:
    for name in ("p.yaml", "p.yml"):
        (home / "profiles" / name).write_text(HEAD, encoding="utf-8")
    profiles, (fault,) = loaded(home)
    assert [profile.id for profile in profiles] == ["p"]
    assert fault.file.endswith("p.yml")
    assert "same id `p`" in fault.what


def test_a_profile_goes_by_a_name_in_any_script_without_blanks(home: Path) -> None:
    for name in ("Հայաստան-2.yaml", "two words.yaml", "line\nbreak.yaml"):
        (home / "profiles" / name).write_text(HEAD, encoding="utf-8")
    profiles, faults = loaded(home)
    assert [profile.id for profile in profiles] == ["Հայաստան-2"]
    assert all("cannot be the id" in fault.what and str(fault).isprintable() for fault in faults)
    assert len(faults) == 2


def test_a_home_without_profiles_has_none(tmp_path: Path) -> None:
    assert load_profiles(tmp_path / "none", known={}, channels=(), sources=()) == ((), ())


def test_a_profile_means_the_same_whatever_its_file_is_called(home: Path) -> None:
    profile = read(home, DESIGN)
    assert version_of(replace(profile, id="another")) == profile.version
    assert version_of(replace(profile, name="Another")) != profile.version

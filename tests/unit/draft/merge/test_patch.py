"""A new draft changes in an edited profile what it sees differently, and nothing that a person has written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from doubles.affairs import AFFAIRS, drafted
from doubles.drafts import proposal, proposed, successor
from doubles.shipped import lexicon

from monitor.decide.profile import Profile
from monitor.draft.merge.patch import Patch, patch
from monitor.draft.proposal import Proposal
from monitor.draft.write import write
from monitor.errors import ConfigError
from monitor.settings.profiles import load_profile
from monitor.settings.vocabulary import Vocabulary

FIRST = proposal()
TEXT = write(FIRST)
#: the same affair with a seed more
MORE = proposal(
    *FIRST.watch[:2],
    proposed("topic/peace-treaty", 2.4, count=7),
    proposed("topic/ceasefire", 1.6, seed="b_2.txt"),
    seeds=("a_1.txt", "b_2.txt"),
    require=(("country/AZ", "place/baku", "person/ilham-aliyev"), ("country/AM",)),
    exclude=("topic/sport",),
)


def patched(text: str, draft: Proposal) -> Patch:
    return patch(text.encode(), draft, file="drafted.yaml")


def after(text: str, draft: Proposal) -> str:
    return patched(text, draft).after.decode()


def watched(text: str, folder: Path) -> Profile:
    path = folder / "drafted.yaml"
    path.write_text(text, encoding="utf-8")
    return load_profile(path, Vocabulary(known=lexicon().called, channels=(), sources=(), seeds=None))


def edited(before: str, now: str, text: str = TEXT) -> str:
    assert before in text
    return text.replace(before, now, 1)


@pytest.mark.parametrize("affair", AFFAIRS)
def test_the_same_draft_again_changes_nothing(affair: str) -> None:
    one, _ = drafted(affair)
    same = patched(write(one), one)
    assert (same.changes, same.kept, same.after) == ((), (), same.before)
    assert same.diff("x.yaml") == ()


def test_a_file_that_nobody_has_edited_becomes_what_the_new_draft_says(tmp_path: Path) -> None:
    found, wanted = watched(after(TEXT, MORE), tmp_path), watched(write(MORE), tmp_path)
    assert (found.seeds, set(found.watch), found.require, found.exclude) == (
        wanted.seeds,
        set(wanted.watch),
        wanted.require,
        wanted.exclude,
    )


def test_once_applied_there_is_nothing_more_to_do() -> None:
    assert patched(after(TEXT, MORE), MORE).changes == ()


def test_a_weight_of_the_owners_stays_and_one_that_nobody_has_touched_follows_the_draft(tmp_path: Path) -> None:
    text = edited("weight: 2.5", "weight: 4  # matters more")
    change = patched(text, proposal(proposed("country/AZ", 1), proposed("country/AM", 1), FIRST.watch[2]))
    found = watched(change.after.decode(), tmp_path)
    assert [(term.id, term.weight) for term in found.watch][:2] == [("country/AZ", 4), ("country/AM", 1)]
    assert "    weight: 4  # matters more\n" in change.after.decode()
    assert change.kept == ("watch: country/AZ is worth 4 to you, and 1 to the draft",)


def test_a_line_with_words_of_the_owners_keeps_them_when_its_weight_changes() -> None:
    mine = "# the one that counts"
    text = TEXT.replace(
        next(row for row in TEXT.splitlines() if "topic: peace" in row), f"  - topic: peace-treaty {mine}"
    )
    change = after(text, MORE)
    assert f"  - topic: peace-treaty {mine}\n    weight: 2.4\n" in change


def test_an_untouched_line_takes_over_its_new_reason_with_its_new_weight() -> None:
    assert "# peace treaty (7×). " in after(TEXT, MORE)


def test_a_line_that_was_taken_out_does_not_come_back() -> None:
    row = next(row for row in TEXT.splitlines() if "topic: peace" in row)
    change = patched(edited(f"{row}\n    weight: 2\n", ""), MORE)
    assert "topic: peace-treaty" not in change.after.decode()
    assert "watch: topic/peace-treaty was drafted, and you have taken it out" in change.kept
    again = patched(change.after.decode(), MORE)
    assert (again.changes, again.kept) == ((), ("watch: topic/peace-treaty was drafted, and you have taken it out",))


ROW = next(row for row in TEXT.splitlines() if "topic: peace" in row)


def test_a_line_goes_that_nobody_has_edited_and_the_draft_has_no_longer() -> None:
    assert after(TEXT, proposal(*FIRST.watch[:2])).count("peace-treaty") == 0


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("    weight: 2\n", "    weight: 2  # mine\n"),
        ("    weight: 2\n", "    # mine\n    weight: 2\n"),
        ("    weight: 2\n", ""),
        (ROW, ROW.replace("Hòa bình", "Peace")),
        (ROW, ROW.replace("peace-treaty", "topic/peace-treaty", 1)),
    ],
)
def test_a_line_that_somebody_has_edited_stays_though_the_draft_has_it_no_longer(before: str, now: str) -> None:
    change = patched(edited(before, now), proposal(*FIRST.watch[:2]))
    assert (change.after, change.changes) == (change.before, ())
    assert change.kept == ("watch: topic/peace-treaty, which the draft has no longer, is as you have edited it",)


def test_lines_of_the_owners_own_stay_whatever_the_draft_says() -> None:
    own = "  - phrase: {vi: nâng cấp quan hệ}\n    weight: 9\n  - any: [topic/ceasefire, country/GE]\n"
    change = patched(edited("watch:\n", f"watch:\n{own}"), MORE)
    assert own in change.after.decode()
    assert "topic: ceasefire" not in change.after.decode(), "a group names it already"


def test_a_note_that_is_gone_makes_every_line_the_owners() -> None:
    text = TEXT[: TEXT.index("\n# What was drafted")]
    change = patched(text, proposal(FIRST.watch[0], proposed("topic/ceasefire")))
    assert change.changes == ("watch: topic/ceasefire is new (ceasefire), weight 2",)
    assert change.after.decode().startswith(text[: text.index("\n# Of each group")])
    assert "# What was drafted" in change.after.decode()


def test_comments_behind_the_note_stay() -> None:
    text = f"{TEXT}#   mine: [a, b]\n#   # and this\n"
    assert after(text, MORE).endswith("#   mine: [a, b]\n#   # and this\n")
    assert after(text, MORE).count("# What was drafted") == 1


@pytest.mark.parametrize("as_saved", [lambda text: text.replace("\n", "\r\n"), lambda text: f"\ufeff{text}"])
def test_line_ends_and_byte_order_mark_stay_as_they_are(as_saved: Callable[[str], str]) -> None:
    saved = as_saved(TEXT)
    assert patched(saved, FIRST).after == saved.encode()
    assert after(saved, MORE) == as_saved(after(TEXT, MORE))


# ---------------------------------------------------------------------------------- require and exclude


def test_a_group_that_somebody_has_edited_gains_members_and_loses_none() -> None:
    text = edited("- [country/AZ, place/baku]", "- [ country/AZ ,country/GE]  # no place")
    change = after(text, MORE)
    assert "- [ country/AZ ,country/GE, person/ilham-aliyev]  # no place\n" in change, "Baku was drafted and taken out"


def test_a_group_that_was_taken_out_does_not_come_back_and_a_new_one_comes() -> None:
    head, _, rest = TEXT.partition("  # country/AM\n")
    text = head + rest[rest.index("# Kinds of news") :]
    change = patched(text, proposal(require=(*FIRST.require, ("topic/peace-treaty",))))
    assert "require: a group with country/AM was drafted, and you have taken it out" in change.kept
    assert change.changes == ("require: a group with topic/peace-treaty is new",)
    assert "  # topic/peace-treaty\n" in change.after.decode()


def test_a_further_group_comes_though_it_shares_members_with_the_others() -> None:
    third = ("country/AZ", "country/AM")
    change = patched(TEXT, proposal(require=(*FIRST.require, third)))
    assert change.changes == ("require: a group with country/AZ is new",)
    assert patched(change.after.decode(), proposal(require=(*FIRST.require, third))).changes == ()


def test_a_group_goes_that_the_draft_has_no_longer_unless_somebody_has_edited_it() -> None:
    less = proposal(require=FIRST.require[:1])
    assert "country/AM]" not in after(TEXT, less)
    assert patched(edited("- [country/AM]", "- [country/AM]  # must be"), less).changes == ()


def test_what_the_seeds_speak_of_is_no_longer_excluded_unless_the_owner_excludes_it() -> None:
    own = edited("exclude: [topic/sport, topic/weather]", "exclude: [topic/weather, topic/food, topic/sport]")
    change = after(own, proposal(exclude=("topic/sport",)))
    assert "exclude: [topic/food, topic/sport]\n" in change
    assert "topic/food" in after(change, proposal(exclude=()))


def test_excludes_are_not_put_into_a_profile_that_was_never_drafted() -> None:
    text = "name: Mine\nwatch:\n- actor: country/AZ\n"
    change = patched(text, FIRST)
    assert not any(sentence.startswith("exclude") for sentence in change.changes)
    assert change.after.decode().startswith(
        "name: Mine\nseeds: [a_1.txt]\nwatch:\n- actor: country/AZ\n- actor: country/AM"
    )


# ------------------------------------------------------------------------------------------- threshold

LOWER = proposal(threshold=0.44)


def test_a_threshold_that_nobody_has_touched_follows_the_draft_down_and_up_again(tmp_path: Path) -> None:
    change = patched(edited("threshold: 0.5\n", "threshold: 0.5  # usual\n"), LOWER)
    assert change.changes == ("threshold: 0.44, not 0.50: with a margin, all seeds reach it",)
    assert "\nthreshold: 0.44  # usual\n" in change.after.decode()
    assert watched(change.after.decode(), tmp_path).threshold == 0.44
    assert patched(change.after.decode(), LOWER).changes == ()
    assert after(change.after.decode(), FIRST) == TEXT.replace("threshold: 0.5\n", "threshold: 0.5  # usual\n")


def test_a_threshold_of_the_owners_stays_and_is_told_until_the_draft_is_taken() -> None:
    text = edited("threshold: 0.5\n", "threshold: 0.6\n")
    change = patched(text, LOWER)
    assert (change.changes, change.kept) == ((), ("threshold: 0.60 to you, and 0.44 to the draft",))
    assert patched(text, FIRST).kept == ()


def test_a_review_above_the_new_threshold_comes_down_with_it(tmp_path: Path) -> None:
    found = watched(after(edited("threshold: 0.5\n", "threshold: 0.5\nreview: 0.48\n"), LOWER), tmp_path)
    assert (found.threshold, found.review) == (0.44, 0.44)


@pytest.mark.parametrize(("own", "threshold"), [("", 0.44), ("threshold: 0.5\n", 0.5), ("threshold: 0.7\n", 0.7)])
def test_a_profile_that_was_never_drafted_gets_one_only_where_it_says_none(
    tmp_path: Path, own: str, threshold: float
) -> None:
    text = f"name: Mine\n{own}watch:\n- actor: country/AZ\nalert: {{instant: 0.9}}\n"
    assert watched(after(text, LOWER), tmp_path).threshold == threshold


# ------------------------------------------------------------------------------------------ successors


def test_a_successor_is_offered_once_below_the_line_of_the_person() -> None:
    offering = proposal(*FIRST.watch, successors=(successor("person/marco-rubio", "country/AM"),))
    change = patched(TEXT, offering)
    row = "  # - actor: person/marco-rubio  # New Body: foreign minister of the United States since 2025-01 "
    assert (
        f"    weight: 2.5\n{row}(Old Body's office until 2025-01)\n  #   weight: 2.5\n  - topic:"
        in change.after.decode()
    )
    declined = (
        change.after.decode().replace(row, "").replace("(Old Body's office until 2025-01)\n  #   weight: 2.5\n", "")
    )
    assert patched(declined, offering).changes == ()


# -------------------------------------------------------------------------------- what cannot be patched


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "name: x\n", "watch: []\n", "watch: {a: b}\n", "name: [\n", "\x00"),
        *(TEXT.replace("[a_1.txt]", wrong) for wrong in ("[{a: b}]", "5", "{a: b}")),
        *(f"{TEXT}exclude: {wrong}\n" for wrong in ("5", "[[]]", "{all: country/AM}")),
    ],
)
def test_a_file_that_is_no_profile_is_refused_with_a_line_for_each_fault(text: str) -> None:
    with pytest.raises(ConfigError) as refused:
        patched(text, FIRST)
    assert all(str(fault).isprintable() for fault in refused.value.faults)


def test_a_profile_in_braces_gets_its_lines_in_braces(tmp_path: Path) -> None:
    text = (
        "{name: Mine, seeds: [a_1.txt], watch: [{actor: country/AZ}], require: [country/AM, country/AZ], exclude: []}\n"
    )
    found = watched(after(text, FIRST), tmp_path)
    assert [term.id for term in found.watch] == ["country/AZ", "country/AM", "topic/peace-treaty"]


def test_the_diff_is_one_that_patch_applies(tmp_path: Path) -> None:
    lines = patched(TEXT, MORE).diff("config/profiles/drafted.yaml")
    assert lines[:2] == ("--- a/config/profiles/drafted.yaml", "+++ b/config/profiles/drafted.yaml")
    kept = [line[1:] for line in lines[2:] if line[0] in " +"]
    assert all(row in after(TEXT, MORE).split("\n") for row in kept)


def test_a_line_that_nobody_has_touched_becomes_a_mark_with_the_draft_and_is_one_no_longer() -> None:
    marked = replace(MORE, watch=(replace(FIRST.watch[0], mark=True), *MORE.watch[1:]))
    change = patched(TEXT, marked)
    now = change.after.decode()
    assert now.count("    mark: true\n") == 1
    assert f"watch: {FIRST.watch[0].id} is a mark now" in change.changes
    assert "mark: true" not in after(now, MORE)


def test_a_line_of_the_owners_becomes_no_mark() -> None:
    row = next(row for row in TEXT.splitlines() if FIRST.watch[0].id in row)
    mine = edited(row, f"{row.partition('#')[0]}# mine")
    assert "mark: true" not in after(mine, replace(MORE, watch=(replace(FIRST.watch[0], mark=True), *MORE.watch[1:])))

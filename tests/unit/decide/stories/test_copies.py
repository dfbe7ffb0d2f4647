"""A wire copy is known by its passages, whatever was cut or added; a telling in own words is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from doubles.shipped import NOW, read

from monitor.decide.stories.copies import original
from monitor.decide.stories.features import features
from monitor.model import Member

WIRE = (
    "A passenger ferry with 84 people on board ran aground off Mindoro on Monday night after its engine failed in "
    "high seas. The coast guard said that two vessels had taken everyone off by dawn. Three of the crew were treated "
    "for cuts. The shipping line, which was fined last year for sailing with too many passengers, said that it was "
    "looking into the cause. Fishermen from the village of San Teodoro had been the first to reach the ship."
)
OWN = (
    "Everybody was saved when the engines of a ferry died near Mindoro and the wind drove it onto a reef, the "
    "Philippine coast guard reports. Fishing boats from San Teodoro were there first; two patrol boats brought the 84 "
    "passengers ashore early on Tuesday. Only three sailors were hurt, none of them badly."
)


def member(name: str, text: str, language: str = "en", hours: int = 0) -> Member:
    return Member(
        article_id=name,
        source_id=name,
        outlet=name,
        title="",
        url="",
        language=language,
        published=NOW + timedelta(hours=hours),
        features=features(read(text)),
    )


def test_the_same_text_with_a_sentence_less_and_a_paragraph_more_is_a_copy() -> None:
    first = member("wire", WIRE)
    shorter = ". ".join(WIRE.split(". ")[:4]) + ". Our reporter adds that the ferries sail again."
    assert original(member("copy", shorter), [first]) == "wire"


def test_another_telling_of_the_same_event_is_no_copy() -> None:
    assert original(member("own", OWN), [member("wire", WIRE)]) == ""


def test_a_copy_of_a_copy_copies_the_first() -> None:
    first, second = member("wire", WIRE), replace(member("second", WIRE), copy_of="wire")
    assert original(member("third", WIRE), [first, second]) == "wire"


def test_a_text_too_short_to_tell_is_no_copy() -> None:
    assert original(member("b", "Ferry aground."), [member("a", "Ferry aground.")]) == ""


def test_two_languages_have_no_passages_in_common() -> None:
    assert original(member("copy", WIRE, language="vi"), [member("wire", WIRE)]) == ""

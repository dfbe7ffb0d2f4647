"""A headline in which somebody denies what was told is known as one; a court that denies bail denies nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from doubles.shipped import article, lexicon, read

from monitor.comprehend.analyse import analyse
from monitor.model import DENIAL

DENIALS = (
    ("en", "Kremlin denies reports of secret talks with Washington"),
    ("en", "Iran denies involvement in the attack on the tanker"),
    ("en", "Minister dismisses rumours of resignation"),
    ("vi", "Điện Kremlin bác bỏ thông tin về cuộc đàm phán bí mật với Mỹ"),
    ("vi", "Iran phủ nhận cáo buộc tấn công tàu chở dầu"),
    ("ru", "Кремль опроверг сообщения о тайных переговорах с Вашингтоном"),
    ("ru", "Иран отрицает причастность к нападению на танкер"),
    ("uk", "У Києві спростували повідомлення про таємні переговори"),
    ("fa", "سخنگوی دولت گزارش مذاکرات محرمانه با آمریکا را تکذیب کرد"),
    ("ar", "إيران تنفي تورطها في الهجوم على ناقلة النفط"),
    ("tr", "Kremlin, Washington ile gizli görüşme haberlerini yalanladı"),
    ("az", "Müdafiə Nazirliyi atəşkəsin pozulması barədə məlumatı təkzib etdi"),
    ("de", "Kreml dementiert Berichte über geheime Gespräche mit Washington"),
    ("fr", "Téhéran dément avoir attaqué le pétrolier"),
    ("es", "El Gobierno desmiente las negociaciones secretas con Washington"),
    ("pt", "Governo nega ter negociado em segredo com Washington"),
    ("it", "Il Cremlino smentisce le voci di colloqui segreti"),
    ("pl", "Kreml zaprzecza doniesieniom o tajnych rozmowach"),
    ("zh", "伊朗否认参与袭击油轮"),
    ("ja", "イラン、タンカー攻撃への関与を否定"),
    ("ko", "이란, 유조선 공격 연루 부인"),
    ("id", "Kremlin membantah laporan perundingan rahasia dengan Washington"),
    ("el", "Το Κρεμλίνο διαψεύδει τις πληροφορίες για μυστικές συνομιλίες"),
    ("he", "איראן מכחישה מעורבות בתקיפת המכלית"),
    ("hy", "Երևանը հերքում է գաղտնի բանակցությունների մասին լուրերը"),
)
NONE = (
    ("en", "Court denies bail to former minister"),
    ("en", "Judge denies motion to dismiss the case"),
    ("en", "Airline denies boarding to passengers without visas"),
    ("en", "Council denies planning permission for the tower"),
    ("en", "Parliament rejects report of the committee"),
    ("en", "Insurer denies claims after the flood"),
    ("vi", "Tòa bác đơn kháng cáo của cựu bộ trưởng"),
    ("vi", "Không thể phủ nhận vai trò của giáo dục"),
    ("ru", "Суд отказал экс-министру в освобождении под залог"),
    ("de", "Der Stürmer bestreitet sein hundertstes Länderspiel"),
    ("es", "El juez niega la libertad bajo fianza al exministro"),
    ("pt", "Juiz nega habeas corpus ao ex-ministro"),
    ("fr", "Le juge refuse la libération sous caution"),
    ("tr", "Mahkeme eski bakanın tahliye talebini reddetti"),
    ("ar", "ارتفاع أسعار النفط في الأسواق العالمية"),
    ("fa", "افزایش قیمت نفت در بازارهای جهانی"),
    ("zh", "不可否认的是经济正在复苏"),
    ("ja", "首相、年内解散の可能性を否定せず"),
    ("ko", "대통령 부인, 병원 방문해 환자 위로"),
    ("hi", "अदालत ने पूर्व मंत्री की याचिका खारिज की"),
)


def denies(language: str, title: str) -> bool:
    told = replace(article("", title), language_hint=language)
    read_so = analyse(told, lexicon())
    return any(hit.topic == DENIAL for hit in read_so.turns)


@pytest.mark.parametrize(("language", "title"), DENIALS)
def test_a_denial_is_known_in_every_language(language: str, title: str) -> None:
    assert denies(language, title)


@pytest.mark.parametrize(("language", "title"), NONE)
def test_what_only_looks_like_one_is_none(language: str, title: str) -> None:
    assert not denies(language, title)


def test_a_denial_is_no_subject() -> None:
    """Neither profiles nor drafts nor stories go by it."""
    denial = read("Kremlin denies reports of a peace treaty")
    assert DENIAL not in {hit.topic for hit in denial.subjects}
    assert DENIAL not in lexicon().called

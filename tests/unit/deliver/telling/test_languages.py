"""What a reader is told is in the reader's language, numbers, days and direction included; what outlets write stays."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from doubles.mailed import mailed
from doubles.told import MORNING, WEEK, alert, digest, evidence, gist, member

from monitor.deliver.blocks import Document, plain_line
from monitor.deliver.buttons import keyboard
from monitor.deliver.chart.words import in_words
from monitor.deliver.markup import parts
from monitor.deliver.sample import sample_alert, sample_silence, sample_surge
from monitor.deliver.telling import document, mutes_in_words, reason_in_words
from monitor.deliver.telling.surge import times_of
from monitor.deliver.text import FSI, PDI, RLM
from monitor.model import Change, Extent, Member, MutesInForce, News, Update
from monitor.translation import Voice, spoken, voice_of

OTHERS = spoken()[1:]
FA, RU, VI = map(voice_of, ("fa", "ru", "vi"))
LEDGER, PERSIAN = member(5, weight=2.0), member(1, weight=2.0)
TOLD = Extent(outlets=("A",), languages=("en",), actors=(), figures=(), members=1, last_seen=MORNING)


def lines(what: News, voice: Voice) -> list[str]:
    """Every line without isolates, which have tests of their own."""
    blocks = [block for section in document(what, voice).sections for block in section]
    return [re.sub(f"[{FSI}{PDI}{RLM}]", "", plain_line(block, links=False)) for block in blocks]


def short_alert(*members: Member) -> News:
    return alert(*members, match=replace(alert().match, evidence=(evidence("NATO", 2.0, "НАТО", count=3),)))


def test_an_alert_in_persian() -> None:
    assert lines(short_alert(LEDGER, member(0), member(3)), FA) == [
        "Armenia, Azerbaijan and the United States | ۰٫۸۷",
        "Peace treaty with Armenia will be signed, Azerbaijan's president says",
        "The Ledger | انگلیسی | ۲۱ نوامبر ۲۰۲۶، ۱۴:۴۰ UTC+۷",
        "دلیل: NATO ۳ بار («НАТО»)",
        "“Ông Aliyev nói hiệp ước hòa bình với Armenia sẽ được ký trong những tháng tới.”",
        "همچنین ۲ رسانه: Tuổi Trẻ، Լրատու",
        "امتیاز از آستانهٔ هشدار فوری پرونده گذشته است",
        "ارزش اطلاع‌رسانی داشت؟ monitor feedback JNHZI3DA up یا down",
    ]


def test_an_alert_in_russian() -> None:
    assert lines(short_alert(LEDGER, *map(member, range(1, 5))), RU)[2:6] == [
        "The Ledger · английский · 21 нояб. 2026\u202fг., 14:40 UTC+7",
        "Почему: NATO 3× («НАТО»)",
        "“Ông Aliyev nói hiệp ước hòa bình với Armenia sẽ được ký trong những tháng tới.”",
        "Ещё 4 издания: خبرگزاری خزر, صحيفة الجسر, Լրատու, Xəbər",
    ]


def test_an_alert_in_vietnamese() -> None:
    told = lines(short_alert(LEDGER, member(0, copy_of="x"), member(3)), VI)
    assert told[2] == "The Ledger · tiếng Anh · 14:40 UTC+7 21 thg 11, 2026"
    assert told[3] == "Lý do: NATO 3 lần (“НАТО”)"
    assert told[5] == "Thêm 1 báo, 1 bài đăng lại: Լրատու"


@pytest.mark.parametrize(
    ("voice", "head", "change", "foot"),
    [
        (
            FA,
            [
                "۲۱ نوامبر ۲۰۲۶، ۷:۳۰ | ۲ خبر: ۱ خبر تازه، ۱ خبر دنباله‌دار",
                "۱ خبر بیش از سقف این پرونده (۲۰ خبر در ساعت)",
            ],
            "پیش‌تر اطلاع داده شد: ۴ رسانهٔ دیگر؛ اکنون به روسی نیز؛ ۱۲ ← ۱۹ killed",
            "۱٬۲۸۴ مطلب خوانده شد | ۱۳۱ منبع بررسی شد، ۵ منبع خطا داد، ۳ منبع نیازمند رسیدگی است",
        ),
        (
            RU,
            [
                "21 нояб. 2026\u202fг., 07:30 · 2 сюжета: новых — 1, с продолжением — 1",
                "сверх лимита этого профиля (20 в час): 1",
            ],
            "Уже сообщалось: ещё 4 издания; теперь и на других языках: русский; 12 → 19 killed",
            "прочитаны 1\u00a0284 публикации · опрошен 131 источник, сбоев: 5, 3 требуют внимания",
        ),
        (
            VI,
            [
                "7:30 21 thg 11, 2026 · 2 tin: 1 tin mới, 1 tin tiếp diễn",
                "vượt 1 tin so với mức 20 tin mỗi giờ của hồ sơ này",
            ],
            "Đã báo trước đó: thêm 4 báo; nay có thêm tiếng Nga; 12 → 19 killed",
            "đã đọc 1.284 bài · đã kiểm tra 131 nguồn, 5 nguồn lỗi, 3 nguồn cần xem lại",
        ),
    ],
)
def test_a_digest_in_each_language(voice: Voice, head: list[str], change: str, foot: str) -> None:
    came = Change(outlets=4, languages=("ru",), tolls=("12 → 19 killed",))
    told = digest(alert(LEDGER, reason="overflow"), alert(LEDGER, told=TOLD, change=came), at_most=20)
    said = lines(told, voice)
    assert said[1:3] == head
    assert change in said
    assert foot in said


@pytest.mark.parametrize(
    ("voice", "said"),
    [
        (FA, "به‌روزرسانی ۱۴:۳۵ | رسانه‌های بسیار بیشتری آن را پوشش می‌دهند: اکنون ۲ رسانه، ۲ زبان (پیش‌تر ۱)"),
        (RU, "Обновлено 14:35 · пишет гораздо больше изданий: сейчас 2 издания, 2 языка (было 1)"),
        (VI, "Cập nhật lúc 14:35 · thêm nhiều báo đưa tin: nay 2 báo, 2 ngôn ngữ (trước đó 1)"),
    ],
)
def test_an_update_in_each_language(voice: Voice, said: str) -> None:
    update = Update(outlets=1, languages=1, changed_at=MORNING + timedelta(minutes=30))
    assert lines(alert(LEDGER, member(0), reason="bigger", update=update), voice)[1] == said


@pytest.mark.parametrize(
    ("ratio", "said"),
    [
        (1.0, "в 1,0 раза больше обычного"),
        (3.8, "в 3,8 раза больше обычного"),
        (12.4, "в 12 раз больше обычного"),
        (22.0, "в 22 раза больше обычного"),
    ],
)
def test_how_many_times_has_its_form_in_russian(ratio: float, said: str) -> None:
    assert times_of(ratio, RU) == said


@pytest.mark.parametrize(
    ("voice", "mutes", "said"),
    [
        (
            RU,
            MutesInForce(count=2, endless=1, stories=14),
            "действуют 2 отключения, одно бессрочное; не показано: 14 сюжетов",
        ),
        (FA, MutesInForce(count=1, endless=1), "۱ مورد بی‌صداست، بدون تاریخ پایان"),
        (VI, MutesInForce(count=3, stories=1), "đang tắt 3 mục; đã giữ lại 1 tin"),
    ],
)
def test_mutes_in_each_language(voice: Voice, mutes: MutesInForce, said: str) -> None:
    assert mutes_in_words(mutes, voice) == said


def test_the_chart_in_words() -> None:
    said = in_words(WEEK, FA)
    assert said.startswith("مطالب هر روز از ۱۵ نوامبر تا امروز، ۲۱ نوامبر: ۳،\u200f ۱۲،\u200f بدون پایش")
    assert in_words(WEEK, RU).endswith("Больше всего: 14, четверг, 19 ноября.")


def test_a_button_speaks_the_language_of_its_chat() -> None:
    row, _ = keyboard("K7QM2XPD", voice=RU).inline_keyboard
    assert [button.text for button in row][-1] == "👎 Меньше такого"


def test_a_reason_that_nobody_knows_stays_as_it_is() -> None:
    assert reason_in_words("of another version", FA) == "of another version"
    assert reason_in_words("below", RU) == "ниже порога"


# ---------------------------------------------------------------- any message, any language

EVERYTHING = [
    alert(),
    alert(LEDGER, gist=gist("fa", actors=("NATO", "ارمنستان"), topics=("پیمان صلح",))),
    alert(member(0, title=""), reason="new-actor", update=Update(outlets=1, languages=1, actors=tuple("ABCDEFG"))),
    alert(LEDGER, reason="contradicts", update=Update(outlets=1, languages=1, cause=PERSIAN)),
    alert(LEDGER, reason="reopened", update=Update(outlets=1, languages=1, silence=timedelta(days=3))),
    digest(),
    digest(alert(LEDGER), profile="", reader="channel/telegram/me", slot="first 2026-11-21", volume=WEEK),
    digest(slot="extra 2026-11-21 14:00", late=True, due=MORNING, missed=("2026-11-20 07:30", "2026-11-20 19:30")),
    replace(digest(), alerts=(), since=MORNING, muted=2, mutes=MutesInForce(count=3, endless=3)),
    sample_alert(MORNING),
    sample_surge(MORNING),
    replace(sample_surge(MORNING), subject="org/nato", because=(), ratio=21.0),
    *(replace(sample_silence(MORNING), cause=cause) for cause in ("quiet", "sources", "extraction", "narrow")),
    replace(sample_silence(MORNING), usual=None, failing_since=None),
]


@pytest.mark.parametrize("language", spoken())
@pytest.mark.parametrize("what", EVERYTHING)
def test_every_place_of_every_message_is_filled(what: News, language: str) -> None:
    told = document(what, voice_of(language))
    text = f"{told.title}\n" + "\n".join(lines(what, voice_of(language)))
    assert not re.search(r"[{}]", text)
    assert told.language == language
    assert parts(told)


def ours(told: Document) -> str:
    """The words of ours in it, which hold no name."""
    return " ".join(
        run.text for section in told.sections for block in section if not block.foreign for run in block.runs
    )


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("what", EVERYTHING)
def test_nothing_of_ours_stays_english(what: News, language: str) -> None:
    words = set(re.findall(r"[a-z]{3,}", ours(document(what, voice_of(language)))))
    english = set(re.findall(r"[a-z]{3,}", " ".join(ours(document(one, voice_of("en"))) for one in EVERYTHING)))
    # names of commands and keys, names that stand for outside words, and a word that Vietnamese has too
    known = set(re.findall(r"[a-z]{3,}", " ".join(NAMES))) | {"trong", "tin", "the"}
    assert words & english <= known


NAMES = (
    "monitor feedback up down status sources check explain require threshold one of country and",
    "Armenia Azerbaijan and the United States Ilham Aliyev peace treaty The Ledger Tuổi Trẻ Xəbər",
    "A sample of an alert unusual volume silence press freedom Nations the words that were found News Monitor org nato",
    "hiệp ước hòa bình",
)


@pytest.mark.parametrize("what", EVERYTHING)
def test_a_persian_reader_s_lines_run_from_right_to_left_and_say_so(what: News) -> None:
    told = document(what, FA)
    blocks = [block for section in told.sections for block in section if not block.foreign]
    assert {(block.direction, block.language) for block in blocks} == {("rtl", "fa")}
    html = mailed(what, "fa")
    assert '<html lang="fa" dir="rtl">' in html
    assert 'dir="rtl"' in html


def test_what_outlets_write_keeps_its_direction_in_any_message() -> None:
    latin, persian = (document(alert(one), FA).sections[0][1] for one in (LEDGER, PERSIAN))
    assert (latin.direction, persian.direction) == ("ltr", "rtl")
    assert document(alert(PERSIAN), RU).sections[0][1].direction == "rtl"
    meta = document(alert(LEDGER), FA).sections[0][-1]
    assert plain_line(meta).startswith(f"{FSI}The Ledger{PDI} | ")


def test_a_line_that_begins_with_a_name_still_runs_from_right_to_left() -> None:
    """Whoever goes by the first letter (messengers, plain text) finds a mark before it."""
    headline = document(alert(member(1, title="NATO در باکو")), RU).sections[0][1]
    assert plain_line(headline, links=False) == f"{RLM}\u2067NATO در باکو{PDI}"
    (part,) = parts(document(alert(LEDGER), FA))
    assert f"\n{RLM}<" not in part.html
    meta = next(line for line in part.html.split("\n") if "The Ledger" in line)
    assert meta.startswith(FSI)  # its first letter that is not isolated is Persian
    code = document(digest(alert(LEDGER, gist=None)), FA).sections[0][0]
    assert plain_line(code).startswith(f"{RLM}{FSI}Armenia")

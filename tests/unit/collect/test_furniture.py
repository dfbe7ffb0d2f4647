"""What newspapers put around their articles is known in many languages, and no sentence is taken for it."""

from __future__ import annotations

import pytest

from monitor.collect.furniture import holds, is_byline, is_caption, is_date, is_frame
from monitor.collect.seed_article import Found, find_article

HEADLINE = "Ministers meet in Almaty and settle the treaty"
FIRST = "The ministers of Armenia and Azerbaijan met in Almaty and settled the treaty of peace, they said on Monday."
SECOND = "The treaty will be signed in a year, the ministers of Armenia said, and its text will be published in Almaty."
THIRD = "Armenia has said that the treaty is in its interest, and that the ministers will meet again in Almaty soon."


def found(*lines: str) -> Found:
    return find_article(lines)


@pytest.mark.parametrize(
    "line",
    [
        "Lesen Sie auch: Kälte in Almaty",
        "▶ À lire aussi : le froid à Almaty",
        "Le puede interesar: el frío en Almaty",
        "Leia também: frio em Almaty",
        "LEGGI ANCHE: il freddo ad Almaty",
        "Czytaj też: mróz w Ałmaty",
        "Čtěte také: mráz v Almaty",
        "Прочетете още: студ в Алмати",
        "Pročitajte još: hladnoća u Almatiju",
        "Lexo edhe: i ftohti në Almaty",
        "Διαβάστε επίσης: το κρύο στο Αλμάτι",
        "Ayrıca okuyun: Almatı'da soğuk",
        "Материалы по теме",
        "Қате: Сондай-ақ оқыңыз",
        "Բաժանորդագրվեք մեր ալիքին",
        "اقرأ أيضًا: برد في ألماتي",
        "בואו: הצטרפו לערוץ שלנו",
        "یہ بھی پڑھیں: الماتی میں سردی",
        "यह भी पढ़ें: अल्माटी में ठंड",
        "আরও পড়ুন: আলমাতিতে শীত",
        "Baca juga: dingin di Almaty",
        "Soma pia: baridi Almaty",
        "相關新聞",
        "あわせて読みたい",
        "많이 본 뉴스",
        "อ่านเพิ่มเติม: หนาวในอัลมาตี",
        "Từ khóa: Almaty",
    ],
)
def test_what_invites_to_read_on_is_known(line: str) -> None:
    assert holds(line, "cut")


@pytest.mark.parametrize(
    "line",
    [
        "Russia to spread more troops along the border",
        "Переговоры по теме Карабаха",
        "The most popular leader",
        "Pashinyan also read the letter aloud",
        "إعلان باكو بشأن المعاهدة",
    ],
)
def test_a_heading_that_only_sounds_like_it_is_none(line: str) -> None:
    assert not holds(line, "cut")
    assert not is_frame(line)


@pytest.mark.parametrize(
    "line",
    [
        "Home > World > Asia",
        "Trang chủ › Thế giới › Châu Á",
        "This site uses cookies to give you the best experience. Accept all cookies?",
        "Share on Facebook",
        "5 min read",
        "Мы используем файлы cookie, чтобы сайт работал лучше.",
        "Todos os direitos reservados",
        "اشتراک گذاری در شبکه‌های اجتماعی",
        "责任编辑：王某",
        "https://news.example/1",
    ],
)
def test_the_pages_frame_is_known(line: str) -> None:
    assert is_frame(line)


@pytest.mark.parametrize(
    "line",
    [
        "Il évoque « la paix » et « la sécurité » pour tous",
        "Baku | Yerevan",
        "The site https://news.example/1 said so",
        FIRST,
    ],
)
def test_a_sentence_is_no_frame(line: str) -> None:
    assert not is_frame(line)


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Doe and John Roe, Almaty",
        "Por María Pérez y José García",
        "Автор: Ольга Сенина",
        "Tác giả: Lê Minh Khuê",
        "کد خبر: 51698",
        "كتبت – هناء أبو العز",
        "Thứ Sáu, 05/07/2024 - 10:30 (GMT+7)",
        "SELASA, 08.10.2013 | 16:58 WIB | LAPORAN: ALDI",
        "5 июля 2024",
    ],
)
def test_who_wrote_it_and_when_is_known(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize(
    "line", ["Von der Leyen trifft Aliyev in Baku", "By road to Baku", "COP29 in 2024: 10 questions"]
)
def test_a_second_headline_is_no_byline(line: str) -> None:
    assert not is_byline(line)
    assert not is_date(line)


@pytest.mark.parametrize("line", ["Ảnh: Kyodo/TTXVN", "ФОТО: РИА", "Fotoğraf: AA", "图片来源：新华社"])
def test_captions_are_known(line: str) -> None:
    assert is_caption(line)


# ---------------------------------------------------------------- the article among them


def test_what_stands_above_the_headline_is_left_out() -> None:
    above = ["Home > World > Asia", "Skip to content", "5 July 2024, 14:05"]
    assert found(*above, HEADLINE, FIRST, SECOND) == Found(
        headline=HEADLINE, text=(FIRST, SECOND), left_out=tuple(above)
    )


def test_below_labels_the_headline_is_what_comes_again() -> None:
    assert found("Loading...", "News", HEADLINE, "14:05", HEADLINE, FIRST, SECOND).headline == HEADLINE


def test_a_caption_that_comes_again_is_no_headline_and_stands_once() -> None:
    caption = "The ministers of both countries in Almaty. Photo: AP"
    article = found(HEADLINE, caption, caption, FIRST)
    assert (article.headline, article.text, article.left_out) == (HEADLINE, (caption, FIRST), (caption,))


def test_a_byline_is_left_out_above_the_text_alone() -> None:
    assert found(HEADLINE, "By Jane Doe and John Roe, Almaty", FIRST, SECOND).text == (FIRST, SECOND)


def test_an_invitation_in_the_midst_of_an_article_is_left_out_and_the_article_goes_on() -> None:
    aside = "Read more: Almaty prepares for the winter games"
    article = found(HEADLINE, FIRST, aside, SECOND, THIRD)
    assert (article.text, article.left_out) == ((FIRST, SECOND, THIRD), (aside,))


def test_below_an_invitation_a_paragraph_about_something_else_is_left_out() -> None:
    other = "Prices rise again in Europe, economists say, because winter is coming and gas is dear."
    article = found(HEADLINE, FIRST, "Read more: prices", other, other.replace("Prices", "Wages"))
    assert article.text == (FIRST,)


def test_the_headline_of_another_article_between_paragraphs_is_left_out() -> None:
    teaser = "Singer Dana Whitlock cancels concert in Lisbon"
    intertitle = "What Armenia wants from the treaty"
    article = found(HEADLINE, FIRST, teaser, SECOND, intertitle, THIRD)
    assert (article.text, article.left_out) == ((FIRST, SECOND, intertitle, THIRD), (teaser,))


def test_a_short_sentence_of_ideographs_is_a_paragraph() -> None:
    sentence = "阿塞拜疆和亚美尼亚的外交部长在阿拉木图举行会谈。"
    assert found("外长会谈", sentence, "分享到微博").text == (sentence,)


def test_a_file_of_many_thousand_lines_is_read_in_one_pass() -> None:
    """No step looks at every line again for every line: that took minutes for a file of two megabytes."""
    headings = [f"Heading number {number} about the treaty" for number in range(20_000)]
    article = found(HEADLINE, FIRST, SECOND, *headings, THIRD)
    assert len(article.text) + len(article.left_out) == 20_003

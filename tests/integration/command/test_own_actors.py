"""An affair whose people the catalogue has never heard of crosses languages: seeds in Turkish and Russian, articles in
English, Greek, Arabic and Georgian."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from doubles.command import Command

SEEDS = {
    "tr.txt": """\
Tengri Lityum Kazakistan'da yeni maden açıyor

Kazakistan'ın güneyinde lityum çıkaran Tengri Lityum şirketi, Karatau dağlarındaki madenini büyüteceğini duyurdu.
Şirketin genel müdürü Yerlan Abişev, yatırımın 400 milyon doları bulacağını söyledi.
Abişev, Astana'da düzenlediği basın toplantısında üretimin üç yıl içinde iki katına çıkacağını belirtti.
Köylüler ise suyun kirlenmesinden endişe ediyor.
Tengri Lityum geçen yıl Kazakistan hükümetinden 25 yıllık lisans almıştı.
Yerlan Abişev çevre kurallarına uyduklarını savundu. Tengri Lityum hisseleri yüzde 6 yükseldi.
""",
    "ru.txt": """\
«Тенгри Литий» расширит рудник в горах Каратау

Компания «Тенгри Литий» получила от правительства Казахстана разрешение на расширение литиевого рудника.
Об этом сообщил генеральный директор компании Ерлан Абишев.
По словам Абишева, инвестиции составят 400 млн долларов. Жители соседних сёл протестуют: они боятся за воду.
«Мы соблюдаем все нормы», — заявил Абишев журналистам в Астане.
В прошлом году Казахстан выдал «Тенгри Литий» лицензию на 25 лет.
""",
}
OWN = {"org/tengri-lityum", "person/yerlan-abisev"}
PROFILE = "kazakhstan-tengri-lityum"
TRUE = {
    "en": """\
Kazakh lithium producer wins approval for bigger mine
Kazakhstan has approved plans by the miner Tengri Lithium to expand its open pit in the Karatau mountains.
Villagers protested: they fear for their water.
Chief executive Yerlan Abishev told reporters in Astana that the company would invest 400 million dollars.
Abishev said output would double.
""",
    "el": """\
Καζακστάν: πράσινο φως για το ορυχείο λιθίου
Η κυβέρνηση του Καζακστάν έδωσε άδεια στην εταιρεία Τένγκρι Λίθιουμ να επεκτείνει το ορυχείο λιθίου της.
Ο διευθύνων σύμβουλος Γερλάν Αμπίσεφ ανακοίνωσε επενδύσεις 400 εκατομμυρίων δολαρίων.
Ο Αμπίσεφ δήλωσε στους δημοσιογράφους στην Αστανά ότι η παραγωγή θα διπλασιαστεί.
""",
    "ar": """\
كازاخستان توافق على توسيع منجم الليثيوم
وافقت حكومة كازاخستان على خطة شركة تنغري ليثيوم لتوسيع منجم الليثيوم في جبال قراطاو.
وقال المدير العام للشركة يرلان أبيشيف أمس إن الاستثمارات ستبلغ 400 مليون دولار.
وأضاف أبيشيف في أستانا أن الإنتاج سيتضاعف خلال ثلاث سنوات.
""",
    "ka": """\
ყაზახეთში ლითიუმის მაღაროს გააფართოებენ
ყაზახეთის მთავრობამ კომპანია „თენგრი ლითიუმს“ ყარათაუს მთებში მაღაროს გაფართოების ნებართვა მისცა.
გენერალურმა დირექტორმა ერლან აბიშევმა განაცხადა, რომ ინვესტიცია 400 მილიონ დოლარს მიაღწევს.
აბიშევის თქმით, წარმოება სამ წელიწადში გაორმაგდება.
""",
}
FALSE = {
    "en": """\
Kazakh copper miner plans new pit
Kazakhstan has approved plans by the miner Altyn Copper to open a mine near Balkhash.
Chief executive Daniyar Seitov told reporters in Astana that the company would invest 400 million dollars.
Seitov said output of lithium would double. Villagers protested against the mine.
""",
    "ru": """\
«Алтын Литий» откроет рудник в Казахстане
Компания «Алтын Литий» получила от правительства Казахстана лицензию на литиевый рудник.
Об этом сообщил генеральный директор Данияр Сеитов.
По словам Сеитова, инвестиции составят 200 млн долларов.
""",
    "ar": """\
شركة ألتين تبدأ استخراج الليثيوم في كازاخستان
وافقت حكومة كازاخستان على خطة شركة ألتين كوبر لفتح منجم الليثيوم.
وقال المدير العام للشركة دانيار سيتوف أمس إن الاستثمارات ستبلغ 400 مليون دولار.
""",
}


def line(piece: str, article: str) -> str:
    """An article as `--jsonl` takes it."""
    title, _, text = article.partition("\n")
    return json.dumps({"id": piece, "title": title, "text": text})


@pytest.fixture
def drafted(home: Path, monitor: Command) -> Path:
    """A home with the profile and the actors that were drafted from the seeds."""
    (home / "seeds").mkdir()
    for name, text in SEEDS.items():
        (home / "seeds" / name).write_text(text, encoding="utf-8")
    (home / "config" / "actors.yaml").write_text("# My own words stay.\n", encoding="utf-8")
    assert monitor("draft", *(str(home / "seeds" / name) for name in SEEDS)).status == 0
    return home


def test_the_affair_is_caught_in_four_other_languages_and_no_look_alike_is(drafted: Path, monitor: Command) -> None:
    pieces = {f"{kind}-{one}": text for kind, each in (("true", TRUE), ("false", FALSE)) for one, text in each.items()}

    ended = monitor("match", "--jsonl", stdin="\n".join(line(*piece) for piece in pieces.items()))

    matched = {
        answer["id"]
        for answer in map(json.loads, ended.lines)
        for one in answer["matches"]
        if (one["profile"], one["decision"]) == (PROFILE, "match")
    }
    assert matched == {one for one in pieces if one.startswith("true")}


def test_profile_and_actors_are_written_together_and_check_is_content(drafted: Path, monitor: Command) -> None:
    text = (drafted / "config" / "actors.yaml").read_text(encoding="utf-8")
    profile = yaml.safe_load((drafted / "config" / "profiles" / f"{PROFILE}.yaml").read_text(encoding="utf-8"))

    assert text.startswith("# My own words stay.\n")
    assert {row["id"] for row in yaml.safe_load(text)} == OWN
    assert {line.get("actor") for line in profile["watch"]} >= OWN
    assert monitor("check").status == 0


def test_a_second_draft_changes_nothing(drafted: Path, monitor: Command) -> None:
    before = {file: file.read_bytes() for file in (drafted / "config").rglob("*.yaml")}

    ended = monitor("draft", *(str(drafted / "seeds" / name) for name in SEEDS))

    assert ended.status == 0
    assert {file: file.read_bytes() for file in (drafted / "config").rglob("*.yaml")} == before


def test_print_shows_the_new_actors_as_comments_and_writes_nothing(home: Path, monitor: Command) -> None:
    (home / "seeds").mkdir()
    (home / "seeds" / "tr.txt").write_text(SEEDS["tr.txt"], encoding="utf-8")

    printed = monitor("draft", "--print", str(home / "seeds" / "tr.txt"))

    assert "# - id: org/tengri-lityum" in printed.lines
    assert yaml.safe_load(printed.out)["seeds"] == ["tr.txt"]
    assert not (home / "config" / "actors.yaml").exists()

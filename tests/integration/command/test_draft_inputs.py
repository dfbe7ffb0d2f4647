"""`monitor draft` reads files of every form and pages of the web, and puts what is a seed into `seeds/`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from doubles.command import Command
from doubles.newspaper import Newspaper, Piece
from doubles.pdf import column, line, pdf

HEADLINE = "Kenya and Ethiopia open a joint electricity line"
TEXT = (
    "Kenya's President William Ruto and Ethiopian Prime Minister Abiy Ahmed opened a power line in Addis Ababa on"
    " Monday. Ethiopia will send Kenya 400 megawatts, and Kenya will pay Ethiopia in dollars, officials in Nairobi"
    " said. Kenya and Ethiopia had spoken of the line for twenty years"
)
PIECE = Piece(HEADLINE, TEXT)
PLAIN = f"{HEADLINE}\n\n{TEXT}.\n"
KEPT = "127.0.0.1-kenya-and-ethiopia-open-a-joint-electricity-line.txt"


@dataclass(slots=True)
class Closed(Newspaper):
    """A paper whose robots.txt asks everybody to stay away."""

    def answer(self, path: str) -> tuple[int, str, bytes]:
        if path == "/robots.txt":
            return 200, "text/plain", b"User-agent: *\nDisallow: /\n"
        return Newspaper.answer(self, path)


@pytest.fixture
def page(paper: Newspaper) -> str:
    """The address of an article."""
    paper.publish(PIECE)
    return paper.origin + PIECE.path


def seeds_of(home: Path) -> list[str]:
    folder = home / "seeds"
    return sorted(each.name for each in folder.iterdir()) if folder.exists() else []


def drafted(home: Path) -> list[str]:
    """The seeds that the drafted profile names."""
    (profile,) = (each for each in (home / "config" / "profiles").glob("*.yaml") if each.stem != "lighthouses")
    seeds: list[str] = yaml.safe_load(profile.read_text(encoding="utf-8"))["seeds"]
    return seeds


def test_a_page_is_fetched_politely_and_kept_once(home: Path, monitor: Command, page: str, paper: Newspaper) -> None:
    first = monitor("draft", "--allow-private", page)
    again = monitor("draft", "--allow-private", page)

    assert first.status == 0, first.err
    assert seeds_of(home) == drafted(home) == [KEPT]
    assert paper.asked["/robots.txt"] == paper.asked[PIECE.path] == 1, "what is kept is not asked for again"
    assert f"{KEPT}: kept from this address already (--force fetches it again)" in again.err
    assert again.status == 0
    assert monitor("check").status == 0


def test_with_force_a_page_is_fetched_again(home: Path, monitor: Command, page: str, paper: Newspaper) -> None:
    monitor("draft", "--allow-private", page)
    (home / "seeds" / KEPT).write_text(
        f"---\nurl: {page}\nfurniture: none\ntitle: Kenya\n---\nEthiopia.\n", encoding="utf-8"
    )

    ended = monitor("draft", "--allow-private", "--force", page)

    assert ended.status == 0, ended.err
    assert paper.asked[PIECE.path] == 2
    assert seeds_of(home) == [KEPT]
    assert "William Ruto" in (home / "seeds" / KEPT).read_text(encoding="utf-8")


def test_what_is_only_printed_leaves_nothing_behind(home: Path, monitor: Command, page: str, tmp_path: Path) -> None:
    file = tmp_path / "elsewhere.txt"
    file.write_text(PLAIN, encoding="utf-8")

    printed = [monitor("draft", "--print", "--allow-private", one) for one in (page, str(file))]

    assert [yaml.safe_load(each.out)["seeds"] for each in printed] == [[KEPT], ["elsewhere.txt"]]
    assert seeds_of(home) == []


def test_a_private_address_is_refused_unless_one_says_so(home: Path, monitor: Command, page: str) -> None:
    ended = monitor("draft", page)

    assert ended.status == 1
    assert f"monitor: {page}: 127.0.0.1 is a private address (--allow-private" in ended.err
    assert seeds_of(home) == []


def test_a_site_that_asks_to_stay_away_is_not_read(home: Path, monitor: Command) -> None:
    with Closed() as paper:
        paper.publish(PIECE)
        ended = monitor("draft", "--allow-private", paper.origin + PIECE.path)

        assert ended.status == 1
        assert "robots.txt asks us to stay away" in ended.err
        assert paper.asked[PIECE.path] == 0


def test_one_that_fails_does_not_stop_the_others(home: Path, monitor: Command, page: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nno more")

    absent = page.replace("kenya", "nowhere")
    nowhere = str(tmp_path / "absent.md")
    ended = monitor("draft", "--allow-private", absent, str(broken), nowhere, "news.example/treaty", page)

    assert ended.status == 1
    assert f"{absent}: the server answered 404 Not Found" in ended.err
    assert f"{broken}: " in ended.err
    assert "absent.md: cannot be read: No such file or directory" in ended.err
    assert "news.example/treaty: no such file (an address begins with https://)" in ended.err
    assert "Traceback" not in ended.err
    assert drafted(home) == [KEPT]


@pytest.mark.parametrize("form", ["md", "html", "pdf", "txt"])
def test_a_file_of_any_form_is_copied_and_stays_readable_there(
    home: Path, monitor: Command, tmp_path: Path, form: str
) -> None:
    paragraphs = [sentence.rstrip(".") + "." for sentence in TEXT.split(". ")]
    raw = {
        "md": "\n\n".join([f"# {HEADLINE}", "![a picture](x.jpg)", *paragraphs]).encode(),
        "html": (
            f"<!doctype html><html><head><title>{HEADLINE}</title></head><body><nav>Home</nav><article>"
            f"<h1>{HEADLINE}</h1>{''.join(f'<p>{each}</p>' for each in paragraphs)}</article></body></html>"
        ).encode(),
        "pdf": pdf([line(HEADLINE, y=700, size=20, x=30), *column(" ".join(paragraphs), top=650)]),
        "txt": ("\ufeff" + PLAIN).encode("utf-16-le"),
    }[form]
    file = tmp_path / f"an article.{form}"
    file.write_bytes(raw)

    ended, analysed = monitor("draft", str(file)), monitor("analyse", "-", stdin=raw)

    assert ended.status == 0, ended.err
    assert seeds_of(home) == drafted(home) == [f"an-article.{form}"]
    assert (home / "seeds" / f"an-article.{form}").read_bytes() == raw
    assert "person/william-ruto" in analysed.out, analysed.err


def test_a_seed_of_another_form_is_checked_and_explained_like_any(home: Path, monitor: Command, tmp_path: Path) -> None:
    file = tmp_path / "grid.md"
    file.write_text(f"# {HEADLINE}\n\n**Kenya:** {TEXT}.\n", encoding="utf-8")

    first, again = monitor("draft", str(file)), monitor("draft", str(file))

    assert first.status == again.status == 0, first.err + again.err
    assert seeds_of(home) == ["grid.md"]
    assert "grid.md matches" in monitor("check").out
    # without colours the words that count stand in guillemets
    explained = monitor("explain", str(home / "seeds" / "grid.md")).out
    assert HEADLINE in explained.replace("«", "").replace("»", "")


def test_another_text_of_the_same_name_is_never_replaced(home: Path, monitor: Command, tmp_path: Path) -> None:
    file = tmp_path / "grid.txt"
    file.write_text(PLAIN, encoding="utf-8")
    monitor("draft", str(file))
    file.write_text(PLAIN.replace("400", "500"), encoding="utf-8")

    ended = monitor("draft", str(file))

    assert ended.status == 1
    assert "grid.txt: there is another text of this name already" in ended.err
    assert (home / "seeds" / "grid.txt").read_text(encoding="utf-8") == PLAIN


def test_the_folders_own_guide_is_no_seed(home: Path, monitor: Command) -> None:
    (home / "seeds").mkdir()
    (home / "seeds" / "README.md").write_text("# seeds\n\nKenya and Ethiopia.\n", encoding="utf-8")
    (home / "seeds" / "grid.txt").write_text(PLAIN, encoding="utf-8")

    ended = monitor("draft", *(str(each) for each in (home / "seeds").iterdir()))

    assert ended.status == 0, ended.err
    assert drafted(home) == ["grid.txt"]
    assert "README.md: says what may lie there, and is passed over" in ended.err


def test_of_what_was_left_out_some_is_told_and_all_of_it_with_verbose(
    home: Path, monitor: Command, tmp_path: Path
) -> None:
    file = tmp_path / "grid.txt"
    furniture = [f"Read more: a trick, number {number}" for number in range(5)]
    file.write_text("\n".join([PLAIN, *furniture]), encoding="utf-8")

    some, whole = monitor("draft", "--print", str(file)), monitor("draft", "--print", "--verbose", str(file))

    assert furniture[4] not in some.err
    assert "    … and 2 more (--verbose shows all)\n" in some.err
    assert all(f"    {line}\n" in whole.err for line in furniture)


def test_what_was_left_out_is_told_without_what_steers_a_terminal(home: Path, monitor: Command, tmp_path: Path) -> None:
    file = tmp_path / "grid.txt"
    file.write_text(f"{PLAIN}\nRead more\x1b[2J: a trick\n", encoding="utf-8")

    ended = monitor("draft", str(file))

    assert "1 line is no part of the article and left out:" in ended.err
    assert "Read more" in ended.err
    assert "\x1b" not in ended.err


def test_a_seed_whose_name_no_profile_can_list_is_refused_and_stops_nothing_else(home: Path, monitor: Command) -> None:
    (home / "seeds").mkdir()
    foreign = home / "seeds" / os.fsdecode(b"caf\xe9.txt")
    foreign.write_text(PLAIN, encoding="utf-8")
    refused, schema = monitor("draft", str(foreign)), monitor("schema", "--write")
    assert refused.status == 1
    assert refused.err.endswith("this name is not UTF-8, and no profile can list it; rename it\n")
    assert schema.status == 0
    assert "Traceback" not in schema.err

"""Seeds are put into the folder under names that are made there, and never over another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from doubles.shipped import NOW

from monitor.collect.article import from_text
from monitor.collect.keep import keep_article, keep_copy, kept_from, name_of_copy, name_of_page
from monitor.collect.seed import read_seed
from monitor.errors import DocumentError

URL = "https://www.news.example/treaty?utm_source=x"
ARTICLE = from_text(
    title="Baku: “a treaty”",
    text="The first paragraph.\nRead more: it stays.\nShare",
    url=URL,
    published=NOW,
    now=NOW,
    method="seed",
)


@pytest.mark.parametrize(
    ("url", "title", "name"),
    [
        (URL, ARTICLE.title, "news.example-baku-a-treaty.txt"),
        ("https://вести.example:8080/", "Баку и Ереван: 17 статей", "вести.example-баку-и-ереван-17-статей.txt"),
        ("http://[::1]/", "../../etc/passwd\x00\n", "1-etc-passwd.txt"),
        ("https://a.example/", "", "a.example.txt"),
    ],
)
def test_a_pages_file_is_called_after_host_and_title(url: str, title: str, name: str) -> None:
    assert name_of_page(url, title) == name


@pytest.mark.parametrize(
    ("name", "copied"),
    [
        ("000_0387e5f3.txt", "000_0387e5f3.txt"),
        ("My article (1).PDF", "My-article-1.PDF"),
        (".hidden.html", "hidden.html"),
        ("-rf.md", "rf.md"),
        ("[a]: b.txt", "a-b.txt"),
        ("63", "63"),
        ("...", "seed"),
    ],
)
def test_a_copy_keeps_its_name_but_for_what_a_name_there_should_not_hold(name: str, copied: str) -> None:
    assert name_of_copy(name) == copied


def test_a_long_title_is_cut_between_characters() -> None:
    name = name_of_page("https://a.example/", "हिन्दी" * 100)
    assert len(name.encode()) < 200
    assert name.endswith(".txt")


def test_a_kept_article_is_read_as_the_same(tmp_path: Path) -> None:
    path = keep_article(ARTICLE, tmp_path / "seeds", asked=URL)
    found = read_seed(path, NOW)
    assert found.article == ARTICLE
    assert found.left_out == ()


def test_a_second_time_its_own_file_is_found_by_any_of_its_addresses(tmp_path: Path) -> None:
    path = keep_article(ARTICLE, tmp_path, asked="https://t.example/short")
    before = path.read_bytes()
    other = replace(ARTICLE, title="Another headline")
    assert kept_from(tmp_path, "https://t.example/short") == path
    assert kept_from(tmp_path, "https://www.news.example/treaty") == path
    assert keep_article(other, tmp_path, asked=URL) == path
    assert path.read_bytes() == before
    assert keep_article(other, tmp_path, asked=URL, force=True) == path
    assert read_seed(path, NOW).article.title == "Another headline"
    assert [each.name for each in tmp_path.iterdir()] == [path.name], "nothing else is left there"


def test_another_article_of_the_same_name_gets_a_number(tmp_path: Path) -> None:
    first = keep_article(ARTICLE, tmp_path, asked=URL)
    elsewhere = replace(ARTICLE, url="https://www.news.example/another")
    for force in (False, True):
        second = keep_article(elsewhere, tmp_path, asked=elsewhere.url, force=force)
        assert second.name == f"{first.stem}-2.txt"
    assert read_seed(first, NOW).article == ARTICLE


def test_a_file_that_names_no_address_is_no_page_of_any(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"---\nurl: \xff\n---\n")
    (tmp_path / "b.txt").write_text(f"Read {URL}\n", encoding="utf-8")
    (tmp_path / "c.txt").mkdir()
    assert kept_from(tmp_path, URL) is None
    assert kept_from(tmp_path / "absent", URL) is None


def test_a_copy_is_made_once_and_never_over_another_text(tmp_path: Path) -> None:
    assert keep_copy(b"one", "a.txt", tmp_path) == tmp_path / "a.txt"
    assert keep_copy(b"one", "a.txt", tmp_path) == tmp_path / "a.txt"
    with pytest.raises(DocumentError, match=r"a\.txt: there is another text of this name already \(.*--force"):
        keep_copy(b"two", "a.txt", tmp_path)
    assert (tmp_path / "a.txt").read_bytes() == b"one"
    keep_copy(b"two", "a.txt", tmp_path, force=True)
    assert (tmp_path / "a.txt").read_bytes() == b"two"


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "seeds").write_text("a file", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"seeds: no folder can be made there"):
        keep_copy(b"one", "a.txt", tmp_path / "seeds")

from __future__ import annotations

import pytest

from monitor.collect.feeds.mend import fault, mended, trimmed


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("<rss>a & b &amp; c</rss>", "<rss>a &amp; b &amp; c</rss>"),
        ("<rss>&nbsp;&eacute;&x;&#8211;</rss>", "<rss>\xa0é&amp;x;&#8211;</rss>"),
        ("<rss>&#0;&#xD800;&#x110000;&#99999999;</rss>", "<rss>&amp;#99999999;</rss>"),
        ("<rss><a href='?a=1&b=2'/></rss>", "<rss><a href='?a=1&amp;b=2'/></rss>"),
        ("<rss>1 < 2 <3</rss>", "<rss>1 &lt; 2 &lt;3</rss>"),
        ("<rss><![CDATA[a <![CDATA[b]]> c]]></rss>", "<rss><![CDATA[a b]]> c</rss>"),
        ("<rss><!-- a -- b -->x</rss>", "<rss>x</rss>"),
        ("<rss>x</rss><script>1</script>", "<rss>x</rss>"),
        ("<rss><!-- never closed</rss>", "<rss>&lt;!-- never closed</rss>"),
        ("<rss><a:b/></rss>", '<rss xmlns:a="urn:x-undeclared:a"><a:b/></rss>'),
        ("<rss xmlns:dc='urn:mine'><dc:b/></rss>", "<rss xmlns:dc='urn:mine'><dc:b/></rss>"),
    ],
)
def test_common_faults_are_mended(broken: str, whole: str) -> None:
    assert mended(broken) == whole
    assert fault(whole) == ""


def test_prefixes_that_everybody_knows_are_declared_as_what_they_are() -> None:
    assert 'xmlns:media="http://search.yahoo.com/mrss/"' in mended("<rss><media:content/></rss>")


def test_tags_that_nobody_closed_are_left_to_the_parser() -> None:
    assert mended("<rss><item><title>x</item></rss>") == "<rss><item><title>x</item></rss>"
    assert fault("<rss><item>\n<title>x</item></rss>", line=5) == "mismatched tag, line 6"
    assert fault("<rss>&</rss>") == "invalid token, line 1"


@pytest.mark.parametrize(
    "before",
    [
        "",
        "\n \t",
        "<?xml version='1.0' encoding='x'?>",
        "\n<?xml version='1.0'?><?xml-stylesheet href='a'?><!-- <rss> -->\n",
        "<br /><b>Warning</b>: no database<br />\n<?xml version='1.0'?>",
        "<!DOCTYPE rss PUBLIC '-//N//DTD' 'http://x.example/a.dtd'>",
        "<!DOCTYPE rss [<!ELEMENT a ANY>]>",
        "junk <?php",
    ],
)
def test_a_document_begins_with_its_root(before: str) -> None:
    assert trimmed(f"{before}<rss><a/></rss>") == "<rss><a/></rss>"


def test_characters_that_xml_forbids_are_dropped() -> None:
    assert trimmed("<rss>a\x00b\x0bc\ufffed\te\n</rss>") == "<rss>abcd\te\n</rss>"


@pytest.mark.parametrize("opening", ["<!--", "<![CDATA[", "<?", "<!", "<", "<a ", "&", "]]>", "<a b='"])
def test_what_opens_a_hundred_thousand_times_costs_no_more_than_its_length(opening: str) -> None:
    """A walk that looked for each end anew would take hours here, and the suite's time limit would end it."""
    assert mended("<rss>" + opening * 100_000)

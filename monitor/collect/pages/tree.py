"""A page's markup -> its tree, within bounds that no honest page reaches."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

#: elements beyond which a page is cut; a live blog with its comments has some 15,000, and 100,000 take half a minute
MOST_ELEMENTS = 25_000
#: code points of one attribute; a picture written into the page has many more, and says nothing
_LONGEST_ATTRIBUTE = 4_000
#: letters of a form that is one: in its paragraphs, and in all of it without what can be chosen
_LONGEST_PROSE, _LONGEST_FORM = 500, 1000
#: lxml takes no markup with a declaration of its encoding, once it is text
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")


def parsed(markup: str) -> HtmlElement | None:
    """The root of the page, None where there is no markup at all.

    `huge_tree` lets elements nest 2,048 deep: without it, libxml2 gives up the page at 255.
    """
    parser = HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False)
    try:
        root = document_fromstring(_DECLARATION.sub("", markup, count=1), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    _bound(root)
    _unwrap(root)
    return root


def _unwrap(root: HtmlElement) -> None:
    """Some systems set the whole page into one form (ASP.NET), which is no form then."""
    for form in list(root.iter("form")):
        choices = _letters(form, "option", "script", "style", "textarea")
        if _letters(form, "p", "h1") > _LONGEST_PROSE or len(form.text_content()) - choices > _LONGEST_FORM:
            form.tag = "div"


def _letters(element: HtmlElement, *tags: str) -> int:
    return sum(len(part.text_content()) for part in element.iter(*tags))


def _bound(root: HtmlElement) -> None:
    """Cut what lies beyond the bounds, the tree's end first."""
    beyond = [element for count, element in enumerate(root.iter()) if count >= MOST_ELEMENTS]
    for element in beyond:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for element in root.iter():
        for name, value in element.items():
            if len(value) > _LONGEST_ATTRIBUTE and element.tag != "meta":
                del element.attrib[name]

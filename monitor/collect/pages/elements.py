"""The elements of HTML, by what they mean to a reader."""

from __future__ import annotations

_CODE = frozenset(["applet", "frameset", "head", "link", "meta", "noframes", "noscript", "script", "style", "template"])
_CONTROLS = frozenset(
    ["button", "datalist", "dialog", "fieldset", "form", "input", "label", "menu", "option", "select", "textarea"]
)
_MEDIA = frozenset(["audio", "canvas", "embed", "iframe", "map", "math", "object", "svg", "video"])
#: never any text of an article in them
SKIPPED = _CODE | _CONTROLS | _MEDIA | {"footer", "nav"}
#: by their level, 1 to 6
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
#: what stands out from the line
STRONG = frozenset(["b", "em", "i", "strong"])
_PHRASES = frozenset(
    ["a", "abbr", "acronym", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "ins", "kbd", "mark", "q"]
)
_SCRIPTS = frozenset(["rp", "rt", "ruby", "s", "samp", "span", "sub", "sup", "time", "tt", "u", "var"])
_LOOKS = frozenset(["big", "font", "img", "nobr", "picture", "small", "strike", "wbr"])
#: what stands in a line (HTML, "phrasing content"); everything else begins a new one
INLINE = STRONG | _PHRASES | _SCRIPTS | _LOOKS

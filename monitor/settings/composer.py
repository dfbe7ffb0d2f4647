"""YAML text -> nodes, each with the line and column where it stands.

Built on libyaml's event stream, not on its composer: that one recurses without a bound, and a file of
100,000 brackets ends the process with a segmentation fault (PyYAML 6.0.3). Scalars follow the core schema
of YAML 1.2, so `no`, `on` and `07:30` are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, NoReturn, TypeAlias

import yaml
from yaml import events

from monitor.errors import ConfigError, Fault
from monitor.settings.wording import quoted

Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"

#: lists and mappings inside one another
MAX_DEPTH = 32
#: values after aliases are followed; 1 MB of YAML without aliases holds fewer
MAX_VALUES = 600_000
#: characters of a number; Python refuses to read integers of more than 4,300 digits
MAX_NUMBER = 40

# YAML 1.2.2, section 10.3.2
_NULL = frozenset(("", "null", "Null", "NULL", "~"))
_TRUE = frozenset(("true", "True", "TRUE"))
_FALSE = frozenset(("false", "False", "FALSE"))
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


class Mark(NamedTuple):
    """A place in a file, both from 1."""

    line: int
    column: int


@dataclass(slots=True)
class Node:
    """One value and where it stands."""

    value: Value
    start: Mark
    #: just behind the last character; of a block list or mapping, behind its last value
    end: Mark
    #: values in it, aliases followed
    size: int = 1
    children: dict[str | int, Node] = field(default_factory=dict)
    keys: dict[str, Mark] = field(default_factory=dict)


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end is not read yet."""

    node: Node
    anchor: str | None
    #: a mapping's key was read, its value was not; the key is None where it cannot be used
    waits: bool = False
    key: str | None = None


class Composer:
    """Events -> nodes, without recursion. `faults` are those after which reading went on."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self._root = Node(value=None, start=Mark(1, 1), end=Mark(1, 1))
        self._anchors: dict[str, Node] = {}
        #: outermost first
        self._open: list[_Open] = []

    def build(self, text: str) -> Node:
        """The root node of the only document; an empty text gives None at 1:1.

        Raises `yaml.YAMLError` for broken syntax, `ConfigError` where reading on makes no sense.
        """
        documents = 0
        for event in _events(text):
            match event:
                case events.DocumentStartEvent():
                    documents += 1
                    if documents > 1:
                        self._stop(event, "a second document", "remove the line `---`")
                case events.SequenceStartEvent():
                    self._begin(event, [])
                case events.MappingStartEvent():
                    self._begin(event, {})
                case events.SequenceEndEvent() | events.MappingEndEvent():
                    self._finish(event)
                case events.ScalarEvent():
                    self._place(self._scalar(event), event)
                case events.AliasEvent():
                    self._place(self._alias(event), event)
        return self._root

    def _begin(self, event: Any, empty: Value) -> None:
        if len(self._open) == MAX_DEPTH:
            self._stop(event, f"nested more than {MAX_DEPTH} deep")
        self._refuse_tag(event)
        self._open.append(_Open(Node(empty, _mark(event.start_mark), _mark(event.end_mark)), event.anchor))

    def _finish(self, event: Any) -> None:
        done = self._open.pop()
        if event.end_mark.index > event.start_mark.index:  # a closing bracket; block collections end without a sign
            done.node.end = _mark(event.end_mark)
        if done.anchor is not None:
            self._anchors[done.anchor] = done.node
        self._place(done.node, event)

    def _place(self, node: Node, event: Any) -> None:
        """Put a finished node where it belongs."""
        if not self._open:
            self._root = node
            return
        around = self._open[-1]
        parent = around.node
        parent.size += node.size
        parent.end = node.end
        if parent.size > MAX_VALUES:
            self._stop(event, f"aliases expand to more than {MAX_VALUES:,} values", "write them out")
        if isinstance(parent.value, list):
            parent.children[len(parent.value)] = node
            parent.value.append(node.value)
        elif isinstance(parent.value, dict) and around.waits:
            if around.key is not None:
                parent.children[around.key] = node
                parent.value[around.key] = node.value
            around.waits = False
        else:
            around.key, around.waits = self._key(node, parent), True

    def _key(self, node: Node, parent: Node) -> str | None:
        """The text of a key, or None (and a fault) where it cannot be one."""
        if not isinstance(node.value, str):
            self._fault(node.start, "a key that is not text", "put it in quotes")
            return None
        if node.value in parent.keys:
            first = parent.keys[node.value].line
            self._fault(node.start, f"{quoted(node.value)} stands twice", f"line {first} has it already")
            return None
        parent.keys[node.value] = node.start
        return node.value

    def _alias(self, event: events.AliasEvent) -> Node:
        name = event.anchor or ""
        if name not in self._anchors:
            hint = f"put it in quotes, or mark a value with {quoted('&' + name)}"
            self._stop(event, f"{quoted('*' + name)} refers to nothing above it", hint)
        here = (_mark(event.start_mark), _mark(event.end_mark))
        target = self._anchors[name]
        return Node(target.value, *here, target.size, target.children, target.keys)

    def _scalar(self, event: events.ScalarEvent) -> Node:
        plain = event.implicit[0]
        value: Value = event.value
        if event.tag not in (None, "!", "tag:yaml.org,2002:str"):
            self._refuse_tag(event)
        elif plain and event.tag is None:
            value = self._resolve(event)
        node = Node(value=value, start=_mark(event.start_mark), end=_mark(event.end_mark))
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        return node

    def _resolve(self, event: events.ScalarEvent) -> Value:
        text: str = event.value
        if text in _NULL:
            return None
        if text in _TRUE or text in _FALSE:
            return text in _TRUE
        number = _INT.fullmatch(text) or _FLOAT.fullmatch(text)
        if number and len(text) > MAX_NUMBER:
            self._stop(event, f"a number of {len(text)} characters", "put it in quotes if it is text")
        if _INT.fullmatch(text):
            return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
        if number:
            return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
        return text

    def _refuse_tag(self, event: Any) -> None:
        if event.tag is not None and event.tag != "!":
            self._fault(_mark(event.start_mark), "a tag (`!…`), which means nothing here", "remove it or use quotes")

    def _fault(self, mark: Mark, what: str, hint: str) -> None:
        self.faults.append(Fault(file=self.file, line=mark.line, column=mark.column, what=what, hint=hint))

    def _stop(self, event: Any, what: str, hint: str = "") -> NoReturn:
        """Give up: what follows cannot be read soundly."""
        self._fault(_mark(event.start_mark), what, hint)
        raise ConfigError(*self.faults)


def is_text(text: str) -> bool:
    """Is this read as a text where it stands without quotes?"""
    return text not in _NULL | _TRUE | _FALSE and not (_INT.fullmatch(text) or _FLOAT.fullmatch(text))


def _events(text: str) -> Iterator[Any]:
    """libyaml's events; its memory is given back also when the reader stops early."""
    loader = yaml.CSafeLoader(text)
    try:
        while (event := loader.get_event()) is not None and not isinstance(event, events.StreamEndEvent):
            yield event
    finally:
        loader.dispose()


def _mark(mark: Any) -> Mark:
    return Mark(mark.line + 1, mark.column + 1)

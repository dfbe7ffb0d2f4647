"""From a document to a checked model: pydantic decides, and its errors become faults at the marks of their `loc`."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, RootModel, ValidationError
from pydantic_core import CoreSchema, ErrorDetails, PydanticCustomError, core_schema

from monitor.errors import ConfigError, Fault
from monitor.settings.document import Document, Keys
from monitor.settings.wording import in_brackets, nearest, quoted, rewritten

#: in a JSON Schema, the kind of names that a text is one of; `settings.schema_json` puts the names in its place
LISTED: Final = "x-listed"

ModelT = TypeVar("ModelT", bound=BaseModel)
ItemT = TypeVar("ItemT")

_NOUNS: Mapping[str, str] = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "list": "a list",
    "dict": "a mapping (`key: value`)",
    "NoneType": "empty",
}
#: pydantic's error type -> what is asked for
_WANTED: Mapping[str, str] = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "list_type": "a list",
    "text_or_list": "text or a list",
    "dict_type": "a mapping (`key: value`)",
    "model_type": "a mapping (`key: value`)",
}
#: pydantic's error type -> (words, the key of the bound)
_BOUNDS: Mapping[str, tuple[str, str]] = {
    "greater_than": ("more than", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than": ("less than", "lt"),
    "less_than_equal": ("at most", "le"),
}


class Strict(BaseModel):
    """Base of every file's model: no conversion of types, no unknown key, `from`-like keys by alias."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


@dataclass(frozen=True, slots=True)
class Listed:
    """Marks a text as one of a kind of names ("language", "actor"), which a JSON Schema lists where they are known."""

    kind: str

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", LISTED: self.kind}


class _OrOne:
    """Marks a list that may be written as its only item, a text."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(_listed, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        several = handler(schema)
        # a validator around the list may have said already in which forms it is written
        return {"anyOf": [several["items"], several]} if "items" in several else several


def _listed(value: object) -> object:
    if not isinstance(value, str | list):
        raise PydanticCustomError("text_or_list", "text or a list")
    return [value] if isinstance(value, str) else value


#: `OneOrMany[X]`: a list of X, where one text may stand for a list of one
OneOrMany = Annotated[list[ItemT], _OrOne()]


class _OrNothing:
    """Marks a list whose key may stand there with nothing behind it: that is how people empty a list."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def as_list(value: object) -> object:
            return [] if value is None else value

        return core_schema.no_info_before_validator_function(as_list, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        several = handler(schema)
        return {**several, "type": [several["type"], "null"]}


#: `NoneOrMany[X]`: a list of X, where nothing at all is an empty list
NoneOrMany = Annotated[list[ItemT], _OrNothing()]


@dataclass(frozen=True, slots=True)
class OrText:
    """Marks a mapping that may be written as the text of one of its keys."""

    key: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def as_mapping(value: object) -> object:
            return value if isinstance(value, dict) else {self.key: value}

        return core_schema.no_info_before_validator_function(as_mapping, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [{"type": "string", "minLength": 1}, handler(schema)]}


def wrong(what: str, hint: str = "") -> PydanticCustomError:
    """What a validator raises: the words of a fault. Braces in them are taken as they are."""
    return PydanticCustomError("wrong", "{what}", {"what": what, "hint": hint})


def check(document: Document, model: type[ModelT], context: object = None) -> ModelT:
    """The document as a model. Raises `ConfigError` with a fault for each error, in the order of their places."""
    if document.value is None:
        raise ConfigError(Fault(file=document.file, what="the file is empty", hint=f"it needs {_required(model)}"))
    try:
        return model.model_validate(document.value, context=context)
    except ValidationError as error:
        raise ConfigError(*faults_of(error, document, model)) from None


def faults_of(error: ValidationError, document: Document, model: Any, below: Keys = ()) -> tuple[Fault, ...]:
    """Pydantic's errors as faults; `below` leads from the document's root to the value that was validated."""
    found = {_fault(each, document, model, below): None for each in error.errors(include_url=False)}
    return tuple(sorted(found, key=lambda fault: (fault.line, fault.column)))


def _fault(detail: ErrorDetails, document: Document, model: Any, below: Keys) -> Fault:
    kind, keys = detail["type"], (*below, *detail["loc"])
    name = next((step for step in reversed(keys) if isinstance(step, str) and step != "[key]"), "")
    if kind == "extra_forbidden":
        hint = _instead(name, tuple(_keys(_at(model, detail["loc"][:-1]))))
        return document.fault(keys, f"unknown key {quoted(name)}", hint, at_key=True)
    if kind == "missing":
        return document.fault(keys[:-1], f"`{name}` is missing", f"add `{name}: …`")
    path = document.path(keys)
    what, hint = _words(kind, detail, _subject(path))
    if path != keys and isinstance(detail["input"], str) and (listed := in_brackets(detail["input"])):
        hint = listed
    if keys and keys[-1] == "[key]":
        return document.fault(keys[:-1], what, hint, at_key=True)
    return document.fault(keys, what, hint)


def _instead(name: str, known: tuple[str, ...]) -> str:
    """What to write instead of a key that is not known."""
    if name == "<<":
        return "write out what it would merge: each file says all of itself"
    key, colon, _ = name.partition(":")
    if colon and key in known:
        return f"put a space behind the colon: `{key}: …`"
    return nearest(name, known) or (f"it may be one of: {', '.join(known)}" if known else "remove it")


def _subject(path: Keys) -> str:
    """What a fault is about: a key, an item of its list, an entry of a file that is a list."""
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    if path and isinstance(path[-1], int):
        return f"an item of {quoted(key)}" if key else "an entry"
    return quoted(key) if key else "the file"


def _words(kind: str, detail: ErrorDetails, subject: str) -> tuple[str, str]:
    """(what, hint) of an error that is about a value."""
    context: Mapping[str, Any] = detail.get("ctx", {})
    given = detail["input"]
    if kind == "wrong":
        return context["what"], context["hint"]
    if kind in _WANTED:
        noun = _NOUNS.get(type(given).__name__, "something else")
        return f"{subject} should be {_WANTED[kind]}, not {noun}", rewritten(given, _WANTED[kind])
    if kind == "finite_number":
        return f"{subject} should be a finite number", f"it is {quoted(given)}"
    if kind == "literal_error":
        choices = _choices(context)
        return f"{subject} should be one of: {', '.join(choices)}", nearest(str(given), choices)
    if kind in _BOUNDS:
        words, key = _BOUNDS[kind]
        return f"{subject} should be {words} {context[key]:g}", f"it is {quoted(given)}"
    if kind in ("too_short", "string_too_short") and context["min_length"] == 1:
        return f"{subject} is empty", "fill it in, or remove the line"
    if kind == "too_short":
        return f"{subject} holds {context['actual_length']}, and needs at least {context['min_length']}", ""
    if kind == "string_too_long":
        return f"{subject} is longer than {context['max_length']} characters", "shorten it"
    if kind == "string_pattern_mismatch":
        return f"{subject} holds no letter and no digit", f"it is {quoted(given)}"
    return f"{subject}: {detail['msg'][:1].lower()}{detail['msg'][1:]}", ""


def _choices(context: Mapping[str, Any]) -> tuple[str, ...]:
    """The words of pydantic's "'a', 'b' or 'c'"."""
    return tuple(str(context["expected"]).split("'")[1::2])


def _required(model: type[BaseModel]) -> str:
    if issubclass(model, RootModel):
        return "a list"
    names = [field.alias or name for name, field in model.model_fields.items() if field.is_required()]
    return " and ".join(f"`{name}`" for name in names) or "at least one key"


def _at(kind: Any, keys: Keys) -> Any:
    """The type that a model declares at these keys; None where there is none."""
    for step in keys:
        kind = next((found for found in _inside(kind, step) if found is not None), None)
    return _model(kind)


def _inside(kind: Any, step: int | str) -> Iterator[Any]:
    """The declared types of the member `step` of a type."""
    origin = get_origin(kind)
    if isinstance(kind, type) and issubclass(kind, RootModel):
        yield from _inside(kind.model_fields["root"].annotation, step)
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            if step in (name, field.alias):
                yield field.annotation
    elif origin is Annotated:
        yield from _inside(get_args(kind)[0], step)
    elif origin in (Union, types.UnionType):
        for choice in get_args(kind):
            yield from _inside(choice, step)
    elif origin in (list, dict):
        yield get_args(kind)[-1]


def _model(kind: Any) -> type[BaseModel] | None:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind
    return next((found for each in get_args(kind) if (found := _model(each))), None)


def _keys(kind: type[BaseModel] | None) -> Iterator[str]:
    """The keys that a mapping of this model may have."""
    if kind is not None:
        for name, field in kind.model_fields.items():
            yield field.alias or name

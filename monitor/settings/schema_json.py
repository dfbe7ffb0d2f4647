"""JSON Schema of each kind of file, for editors that check while one types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel

from monitor.settings.channels import KINDS
from monitor.settings.profile_file import ProfileFile
from monitor.settings.runtime import MonitorFile
from monitor.settings.sources import SourcesFile

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_MODELS: Final[Mapping[str, type[BaseModel]]] = {
    "profile": ProfileFile,
    "sources": SourcesFile,
    "monitor": MonitorFile,
}
#: what `json_schema` knows
SCHEMA_KINDS: Final = (*_MODELS, "channels")


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file. Raises `KeyError` for a kind that is not in `SCHEMA_KINDS`."""
    if kind == "channels":
        patterns = {f"^{name}(/|$)": model.model_json_schema() for name, model in KINDS.items()}
        return {"$schema": DIALECT, "type": "object", "patternProperties": patterns, "additionalProperties": False}
    return {"$schema": DIALECT, **_MODELS[kind].model_json_schema()}

"""What every channel of `config/channels.yaml` may say, whatever its kind."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field

from monitor.decide.calendar import DigestPlan, Empty
from monitor.decide.delivery import ChannelSettings, OnUnknown
from monitor.decide.route import Only
from monitor.errors import Fault
from monitor.model import Level
from monitor.settings.catalogue import languages
from monitor.settings.codes import LanguageCode, ZoneName, language_name
from monitor.settings.digest_times import DigestTimes, merged
from monitor.settings.document import Document
from monitor.settings.schema import OneOrMany, Strict, wrong
from monitor.settings.secrets import Keyring
from monitor.settings.wording import quoted


def _spoken(code: str) -> str:
    if code not in languages():
        raise wrong(f"the catalogue has no names in {language_name(code)}", f"it has them in {', '.join(languages())}")
    return code


class OnlyBlock(Strict):
    """What a channel takes of what profiles tell; a key that is left out takes everything."""

    levels: Annotated[OneOrMany[Level], Field(min_length=1)] | None = Field(
        default=None, description="`critical`, `alert`, `digest`, `surge`, `silence`"
    )
    languages: Annotated[OneOrMany[LanguageCode], Field(min_length=1)] | None = Field(
        default=None, description="stories of which any article is in one of these: two small letters"
    )
    profiles: Annotated[OneOrMany[str], Field(min_length=1)] | None = Field(
        default=None, description="ids of profiles: their files' names without `.yaml`"
    )

    @property
    def value(self) -> Only:
        """As `decide.route` takes it."""
        return Only(
            levels=tuple(self.levels or ()),
            languages=tuple(self.languages or ()),
            profiles=tuple(self.profiles or ()),
        )


class AnyChannel(Strict):
    """The part of all kinds; each kind adds its own, and becomes its settings."""

    #: keys that people write a secret into -> what to write instead
    literal: ClassVar[Mapping[str, str]] = {}

    language: Annotated[LanguageCode, AfterValidator(_spoken)] | None = Field(
        default=None, description="in which the reader is told: our words, actors and topics; two small letters"
    )
    digest: DigestTimes | None = Field(default=None, description="when one digest tells this reader of all profiles")
    fallback: str | None = Field(default=None, description="the channel to which goes what this one does not take")
    on_unknown: OnUnknown = Field(
        default="resend",
        description="a send of which nobody knows whether it arrived: `resend` once, marked, or `park` it",
    )
    only: OnlyBlock | None = Field(default=None, description="what it takes, where that is not everything")
    timezone: ZoneName = Field(default="UTC", description="where the times of `digest` count")
    empty: Empty = Field(default="send", description="a digest in which nothing stands: `send` it, or `skip` it")

    @abstractmethod
    def settings(self, name: str, keyring: Keyring) -> ChannelSettings:
        """The checked model with its secret."""

    def faults(self, document: Document, name: str) -> Iterator[Fault]:
        """What no single key has wrong: a channel that says how a digest of its own is to be, and has none."""
        said = sorted(self.model_fields_set & {"timezone", "empty"})
        if self.digest is None and said:
            what = f"`{said[0]}` is about a `digest` of its own, which {quoted(name)} does not have"
            yield document.fault((name, said[0]), what, 'add `digest: "07:30"`', at_key=True)

    @property
    def common(self) -> dict[str, Any]:
        """What the settings of every kind have in common, by the names of their fields."""
        times = merged(self.digest or ())
        plan = DigestPlan(times=times, timezone=self.timezone, empty=self.empty) if times else None
        return {
            "language": self.language,
            "digest": plan,
            "only": self.only.value if self.only else None,
            "fallback": self.fallback or "",
            "on_unknown": self.on_unknown,
        }

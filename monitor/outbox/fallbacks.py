"""Where a message goes that its channel does not take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from monitor.decide.readers import profile_of
from monitor.decide.route import Routing, instead_of
from monitor.model import Delivery, Level
from monitor.ports import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallbacks:
    """The fallbacks that there are."""

    store: Store
    #: channel -> its fallback
    leads: Mapping[str, str]
    routing: Routing

    def __contains__(self, channel: str) -> bool:
        return channel in self.leads

    def of(self, delivery: Delivery) -> str:
        """The channel that gets it instead. Blocks. Raises `KeyError` where its channel has no fallback."""
        if not self.routing:
            return self.leads[delivery.channel]
        found = self.store.alert_of(delivery) if delivery.kind == "alert" else None
        return instead_of(
            delivery.channel,
            self.leads,
            profile=profile_of(delivery.profile) if delivery.kind == "digest" else delivery.profile,
            level=_level(delivery),
            languages=found[0].languages if found else (),
            routing=self.routing,
        )


def _level(delivery: Delivery) -> Level:
    """As it was rendered; before that, as its verdict says."""
    if delivery.message:
        return delivery.message.level
    return "critical" if delivery.reason == "critical" else delivery.kind

"""The line in a digest that says how many of its stories would have been alerts, had there been fewer."""

from __future__ import annotations

from monitor.deliver.blocks import Run, Section
from monitor.deliver.telling.words import block
from monitor.model import Digest


def overflow_line(digest: Digest) -> Section:
    """For instance "8 more than the 20 an hour that this profile wants"; none where nothing overflowed."""
    count = sum(alert.reason == "overflow" for alert in digest.alerts)
    if not count:
        return ()
    wanted = f"the {digest.at_most:,} an hour" if digest.at_most else "the alerts of an hour"
    whose = "this profile wants" if digest.profile else "their profiles want"
    return (block("meta", Run(text=f"{count:,} more than {wanted} that {whose}")),)

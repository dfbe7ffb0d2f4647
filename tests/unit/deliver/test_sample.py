"""A sample of each kind is a message of its own."""

from __future__ import annotations

from datetime import UTC, datetime

from monitor.deliver.sample import SAMPLES
from monitor.deliver.telling import message_key
from monitor.translation import ENGLISH

NOW = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


def test_no_two_samples_have_one_key_or_mail_readers_and_webhooks_would_drop_one_as_a_repeat() -> None:
    keys = [message_key(sample(NOW, ENGLISH), "email/me") for sample in SAMPLES.values()]
    assert len(set(keys)) == len(SAMPLES)

"""Who sent a webhook, and when: Standard Webhooks, by which receivers check it with a library of their language.

The signature is HMAC-SHA256 over "id.timestamp.payload"; while a secret is being replaced, one by each of the two.
https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode
from binascii import Error
from datetime import datetime
from hashlib import sha256

#: what a secret begins with; base64 follows
PREFIX = "whsec_"
#: bytes that the specification lets a secret have
SHORTEST, LONGEST = 24, 64


def key_of(secret: str) -> bytes:
    """The key that a secret stands for. Raises `ValueError`, whose words do not repeat the secret."""
    letters = secret.removeprefix(PREFIX)
    try:
        key = b64decode(letters + "=" * (-len(letters) % 4), validate=True)
    except (Error, ValueError):
        raise ValueError(f"is not base64 behind `{PREFIX}`") from None
    if not SHORTEST <= len(key) <= LONGEST:
        raise ValueError(f"stands for {len(key)} bytes; it should be {SHORTEST} to {LONGEST}")
    return key


def signed(message_id: str, body: bytes, now: datetime, *keys: bytes) -> dict[str, str]:
    """The header fields of a message with a signature by each of the keys."""
    timestamp = str(int(now.timestamp()))
    content = b".".join((message_id.encode(), timestamp.encode(), body))
    signatures = (b64encode(hmac.new(key, content, sha256).digest()).decode() for key in keys)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
    }

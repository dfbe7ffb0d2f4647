"""A server that takes what is told as JSON.

payload     the model of what is posted; its JSON Schema is `monitor schema webhook`
writing     News -> payload
signature   Standard Webhooks: who sent it, when, and that nobody changed it
channel     posts it
"""

from monitor.deliver.webhook.payload import json_schema

__all__ = ["json_schema"]

"""Whom no catalogue knows: persons and organisations announced by the words beside them."""

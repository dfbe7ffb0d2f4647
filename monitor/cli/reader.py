"""Who says something on the command line."""

from __future__ import annotations

import getpass

from monitor.control import Reader

#: as who says it where the system knows no name for the user
_NOBODY = "command"


def reader() -> Reader:
    """By the name of the login."""
    return Reader(name=_login(), way="command")


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container whose user has no name
        return _NOBODY

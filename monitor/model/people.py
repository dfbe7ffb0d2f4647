"""Who may speak with the watch in a chat."""

from __future__ import annotations

from typing import Final, Literal, get_args

#: what a person of a chat may do, the least first: ask, change what is told, say who may
Role = Literal["reader", "editor", "owner"]
_RANKS: Final = get_args(Role)


def allowed(role: Role, needed: Role) -> bool:
    """May somebody of this role do what needs that one?"""
    return bool(_RANKS.index(role) >= _RANKS.index(needed))

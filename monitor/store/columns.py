"""What the columns hold: instants, text from outside, and frozen data as JSON, plain or packed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, LargeBinary, Text
from sqlalchemy.types import TypeDecorator

from monitor.store import codec


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant.

    SQLite keeps it as text of fixed width without a zone, PostgreSQL as `timestamptz`: both sort as time does.
    """

    impl = DateTime
    cache_ok = True

    def __init__(self) -> None:
        super().__init__(timezone=True)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant without a time zone: {value.isoformat()}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text that came from outside: what no database can hold becomes U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else codec.storable(value)


class Coded(TypeDecorator[Any]):
    """Frozen data as JSON text, readable in any database shell."""

    impl = Text
    cache_ok = True

    def __init__(self, shape: Any) -> None:
        self.shape = shape
        super().__init__()

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else codec.dump(self.shape, value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else codec.load(self.shape, value)


class Packed(TypeDecorator[Any]):
    """Frozen data as compressed JSON, for what grows with an article's length."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, shape: Any) -> None:
        self.shape = shape
        super().__init__()

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        return None if value is None else codec.pack(self.shape, value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        return None if value is None else codec.unpack(self.shape, value)

"""Twenty time zones, each in the year in which its clock did the oddest thing, and the zone that its owner moves to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where and when a watch lives for a year."""

    zone: str
    year: int
    #: from the middle of the year on its first profile counts by this zone
    then: str
    #: what is odd there
    odd: str


PLACES = (
    Place(zone="Australia/Lord_Howe", year=2026, then="Asia/Kathmandu", odd="summer time is half an hour"),
    Place(zone="Pacific/Apia", year=2011, then="Pacific/Pago_Pago", odd="30 December was left out"),
    Place(zone="Africa/Casablanca", year=2026, then="Europe/Berlin", odd="the clock goes back for Ramadan"),
    Place(zone="Africa/Cairo", year=2023, then="Asia/Gaza", odd="summer time came back, at midnight"),
    Place(zone="Asia/Tehran", year=2022, then="UTC", odd="the last summer time, changed at midnight"),
    Place(zone="Antarctica/Troll", year=2026, then="Asia/Tokyo", odd="summer time is two hours"),
    Place(zone="Pacific/Chatham", year=2026, then="Pacific/Kiritimati", odd="45 minutes, changed at 02:45"),
    Place(zone="Asia/Kathmandu", year=2026, then="Europe/London", odd="45 minutes, never changed"),
    Place(zone="America/Santiago", year=2026, then="America/New_York", odd="changed at midnight"),
    Place(zone="America/Havana", year=2026, then="Asia/Ho_Chi_Minh", odd="changed at midnight, back at one"),
    Place(zone="Asia/Beirut", year=2023, then="Asia/Baku", odd="summer time was put off three days before"),
    Place(zone="Asia/Gaza", year=2026, then="Asia/Hebron", odd="goes by the moon"),
    Place(zone="America/New_York", year=2026, then="America/Los_Angeles", odd="as most"),
    Place(zone="Europe/Berlin", year=2016, then="Asia/Kolkata", odd="as most"),
    Place(zone="America/Sao_Paulo", year=2018, then="America/Manaus", odd="changed at midnight, for the last time"),
    Place(zone="Asia/Pyongyang", year=2018, then="Asia/Seoul", odd="half an hour on, for good"),
    Place(zone="America/Caracas", year=2016, then="America/Bogota", odd="half an hour on, for good, at half past two"),
    Place(zone="Europe/Dublin", year=2026, then="Pacific/Auckland", odd="winter time is the exception"),
    Place(zone="America/Scoresbysund", year=2024, then="America/Nuuk", odd="changed both zone and summer time"),
    Place(zone="Asia/Ho_Chi_Minh", year=2026, then="Asia/Tbilisi", odd="never changed"),
)

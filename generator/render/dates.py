"""Dates as precise as the source gave them: for readers, for feeds, and for sorting.

An ISO 8601 date in (`2023`, `2023-05`, `2023-05-12`, `2023-05-12T07:00+08:00`), words out. What
the source did not say is not made up for readers; feeds, which demand a moment, get the first
of the time given.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from babel.core import Locale
from babel.dates import format_date, format_skeleton

EPOCH = "1970-01-01T00:00:00Z"

_ISO = re.compile(
    r"(\d{4})(?:-(\d{2})(?:-(\d{2})"
    r"(?:[T ](\d{2}:\d{2})(:\d{2})?(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?)?)?"
)


class Day(NamedTuple):
    year: int
    month: int | None
    day: int | None
    moment: str  # RFC 3339


def read_date(words: str | None) -> Day | None:
    """None also for what is no date: it is shown as it stands, sorted as undated."""
    match = _ISO.fullmatch(words.strip()) if words else None
    if match is None:
        return None
    year, month, day, clock, seconds, zone = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if zone and zone != "Z" and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    moment = (
        f"{year}-{month or '01'}-{day or '01'}T{clock or '00:00'}{seconds or ':00'}{zone or 'Z'}"
    )
    return Day(int(year), int(month) if month else None, int(day) if day else None, moment)


def sort_key(words: str | None) -> str:
    """Sorts as text, oldest first, undated before all."""
    day = read_date(words)
    return day.moment[:19] if day else ""


@lru_cache(maxsize=4096)
def date_label(words: str | None, locale: Locale) -> str | None:
    day = read_date(words)
    if day is None:
        return words
    moment = date(day.year, day.month or 1, day.day or 1)
    if day.month is None:
        return str(format_skeleton("y", moment, locale=locale))
    if day.day is None:
        return month_label(day.year, day.month, locale)
    return str(format_date(moment, "long", locale=locale))


def month_label(year: int, month: int, locale: Locale) -> str:
    return str(format_skeleton("yMMMM", date(year, month, 1), locale=locale))


def year_label(year: int, locale: Locale) -> str:
    return str(format_skeleton("y", date(year, 1, 1), locale=locale))

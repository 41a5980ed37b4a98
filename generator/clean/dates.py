"""A date as a source writes it → ISO 8601, as precise as the source and no more.

2022年1月27日, 二〇二二年一月, 民國111年3月5日, RFC 822 and most things between. Not obvious: the
time zone is kept as found (GMT stays +00:00), because the day in China may be another one.
"""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_to_datetime

from generator.clean.characters import fold

_DIGITS = "〇○零一二三四五六七八九"
_HAN_DIGIT = {"〇": 0, "○": 0, "零": 0, "元": 1} | {
    character: number for number, character in enumerate("一二三四五六七八九", start=1)
}
_HAN_NUMBER = "[〇○零元一二三四五六七八九十百]"
_MONTH_NAMES = "janfebmaraprmayjunjulaugsepoctnovdec"
_MONTHS = {_MONTH_NAMES[3 * number - 3 : 3 * number]: number for number in range(1, 13)}
_TIME = (
    r"(?:\s*[T,]?\s*(?:[(（]?(?:星期|周|礼拜)?[一二三四五六日天][)）]?)?\s*"
    r"(?:(?P<clock>北京|香港|台北|台湾|澳门)时间|[\u4e00-\u9fff]{0,3}时间)?\s*"
    r"(?P<half>上午|下午|中午|晚上|凌晨|早上)?\s*"
    r"(?P<hour>[01]?\d|2[0-3])(?:[:：时点])(?P<minute>[0-5]\d)分?"
    r"(?:[:：]?(?P<second>[0-5]\d)秒?)?(?:\.\d{1,9})?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|CST)?\s*(?P<ampm>[AaPp][Mm])?)?"
)
_FORMS = tuple(
    re.compile(pattern + _TIME)
    for pattern in (
        r"(?:中华)?民国\s*(?P<roc>\d{1,3}|" + _HAN_NUMBER + r"{1,6})\s*(?:年|[-/.])\s*"
        r"(?:(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s*(?:月|[-/.])\s*"
        r"(?:(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[日号]?)?)?",
        r"(?<!\d)(?P<year>(?:19|20)\d{2}|[一二][九〇○零][" + _DIGITS + r"]{2})\s*年"
        # 2023年/5月/6日, as archives of newspapers set it
        r"(?:\s*/?\s*(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s*月"
        r"(?:\s*/?\s*(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[日号]?)?)?",
        r"(?<![\d.])(?P<year>(?:19|20)\d{2})(?P<sep>[-/.])(?P<month>\d{1,2})"
        r"(?:(?P=sep)(?P<day>\d{1,2})(?!\d))?",
        # 08月08日 2023 10:31, 11月20日,2022年: the day in large type before the year
        r"(?<![\d年月])(?P<month>\d{1,2})\s*(?:月|[-/.])\s*(?P<day>\d{1,2})\s*日?[\s,]+(?P<year>20\d{2})(?!\d)年?",
        # 18/04/2023: Hong Kong's order; 04/18/2023 can only be the other one
        r"(?<![\d/.])(?P<day>\d{1,2})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d{2})(?!\d)",
        # 2023 / 04-18, as portals set it in large and small type
        r"(?<!\d)(?P<year>20\d{2})\s+(?P<month>\d{1,2})\s*[-/]\s*(?P<day>\d{1,2})(?!\d)",
        r"(?<![\d.])(?P<roc>1[0-3]\d)\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日",
        r"(?<![\d.])(?P<roc>1[0-3]\d)(?P<sep>[-/.])(?P<month>\d{2})(?P=sep)(?P<day>\d{2})(?!\d)",
        r"(?<!\d)(?P<year>20\d{2})(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)",
        r"(?<![A-Za-z])(?P<name>[A-Z][a-z]{2})[a-z]*\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+"
        r"(?P<year>(?:19|20)\d{2})",
        r"(?<!\d)(?P<day>\d{1,2})\s+(?P<name>[A-Z][a-z]{2})[a-z]*\.?,?\s+"
        r"(?P<year>(?:19|20)\d{2})",
    )
)
_MAY_HOLD_DATE = re.compile(r"\d{2}|[一二民][九〇○零國国]")
_RANGE_BEFORE = re.compile(r"\d{4}\s*年?\s*[—–~至到-]{1,2}\s*$")
_RANGE_BEHIND = re.compile(r"\s*[—–~至到-]{1,2}\s*\d{4}\s*年")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_RFC = re.compile(
    r"(?:[A-Z][a-z]{2},\s*)?\d{1,2} [A-Z][a-z]{2} \d{4} "
    r"\d{2}:\d{2}(?::\d{2})? (?:GMT|UTC|[+-]\d{4})"
)


def parse_date(text: str) -> str | None:
    """The first date in `text`, or None."""
    found = find_date(text)
    return found[0] if found else None


# 14:05　2023-08-17, as a page of Hong Kong prints it.
_CLOCK_BEFORE = re.compile(r"(?<!\d)(?<!\d:)(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)\s+$")


def find_date(text: str) -> tuple[str, int, int] | None:
    """The first date in `text` with its place: (ISO 8601, start, end)."""
    if not _MAY_HOLD_DATE.search(text):
        return None
    rfc = _RFC.search(text)
    if rfc:
        try:
            moment = parsedate_to_datetime(rfc.group())
        except ValueError:
            moment = None
        if moment is not None:
            return moment.isoformat(), rfc.start(), rfc.end()
    folded = fold(text)
    if len(text) == 4 and _YEAR.fullmatch(folded):
        return folded, 0, 4
    best: tuple[int, int, str] | None = None
    for form in _FORMS:
        for match in form.finditer(folded):
            iso = _iso(match)
            if iso is not None:
                if best is None or (match.start(), -match.end()) < (best[0], -best[1]):
                    best = (match.start(), match.end(), iso)
                break
    if best is None:
        return None
    clock = _CLOCK_BEFORE.search(folded, 0, best[0])
    if clock and len(best[2]) == len("2023-08-17"):
        return f"{best[2]}T{int(clock['hour']):02d}:{clock['minute']}", clock.start(), best[1]
    return best[2], best[0], best[1]


def _iso(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    roc = parts.get("roc")
    year = _number(roc) + 1911 if roc else _year(parts.get("year") or "")
    name = parts.get("name")
    month_text = parts.get("month")
    month = _MONTHS.get(name.lower(), 0) if name else _number(month_text) if month_text else None
    day_text = parts.get("day")
    day = _number(day_text) if day_text else None
    if not 1900 <= year <= 2100:
        return None
    if month is None:
        # 2023—2025年, 2023年至2025年: years of a plan
        ranged = _RANGE_BEFORE.search(match.string, 0, match.start()) or _RANGE_BEHIND.match(
            match.string, match.end()
        )
        written = match.group().rstrip().endswith("年")
        return f"{year:04d}" if written and not ranged else None
    try:
        date(year, month, day or 1)
    except ValueError:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}-{day:02d}{_clock(parts)}"


def _clock(parts: dict[str, str | None]) -> str:
    if not parts.get("hour"):
        return ""
    hour = int(parts["hour"] or 0)
    afternoon = parts.get("half") in ("下午", "晚上") or (parts.get("ampm") or "").lower() == "pm"
    if afternoon and hour < 12:
        hour += 12
    text = f"T{hour:02d}:{parts['minute']}"
    if parts.get("second"):
        text += f":{parts['second']}"
    zone = parts.get("zone")
    if zone in ("Z", "UTC", "GMT"):
        text += "+00:00"
    elif parts.get("clock") and not zone:
        text += "+08:00"
    elif zone and zone != "CST":  # CST is China's or Chicago's: no telling
        text += zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
    return text


def _year(text: str) -> int:
    if text.isdigit() and text.isascii():
        return int(text)
    return int("".join(str(_HAN_DIGIT.get(character, 0)) for character in text) or 0)


def _number(text: str) -> int:
    """12, 十二, 二十七, 一百一十一, 元 → int."""
    if text.isascii() and text.isdigit():
        return int(text)
    if "百" in text or "十" in text:
        total, current = 0, 0
        for character in text:
            if character == "百":
                total, current = total + (current or 1) * 100, 0
            elif character == "十":
                total, current = total + (current or 1) * 10, 0
            else:
                current = _HAN_DIGIT.get(character, 0)
        return total + current
    return int("".join(str(_HAN_DIGIT.get(character, 0)) for character in text) or 0)

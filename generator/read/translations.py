"""`content/translations/<language>/<name>.po` → `Translations`, through Babel.

A file that is no PO is one warning, and its article stays Chinese. Babel keeps only the header
fields it knows, so the header is read here: `X-Method` tells how a translation was made.
"""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

from generator.model import Translation, Translations
from generator.problems import Problem, ProblemError, warning
from generator.read.unseen import UNSEEN

ENDING = ".po"

_HEADER = re.compile(
    r'\A(?:\s*#[^\n]*\n|\s*\n)*msgid ""[ \t]*\r?\nmsgstr((?:\s*"(?:[^"\\\n]|\\.)*")+)'
)
_LINE = re.compile(
    r'(?:#~\s*)?(?:(?:msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d+\])\s+)?"(?:[^"\\]|\\.)*"'
)
_QUOTED = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TEMPLATE_NAMES = ("FULL NAME", "AUTOMATICALLY GENERATED")  # gettext's own, never filled in


def read_translations(data: bytes, path: str, language: str) -> Translations:
    """One PO file. Raises ProblemError with a warning."""
    text = decoded(data, path)
    catalog = parsed(text, path)
    fields = _fields(text)
    entries = [_entry(message, False) for message in catalog if message.id]
    entries += [_entry(message, True) for message in catalog.obsolete.values() if message.id]
    revised = _DATE.match(fields.get("po-revision-date", ""))
    translator = fields.get("last-translator", "").split("<")[0].strip()
    return Translations(
        language=language,
        name=Path(path).name.removesuffix(ENDING),
        path=path,
        translator=None if translator.startswith(_TEMPLATE_NAMES) else translator or None,
        date=revised.group() if revised else None,
        method=fields.get("x-method") or None,
        entries=tuple(entries),
    )


def decoded(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise ProblemError(_bad(path, line, "this is not UTF-8")) from None


def parsed(text: str, path: str) -> Catalog:
    # `#~| msgid "…"`, what an entry that is obsolete said before, is unknown to Babel.
    lines = ["" if line.startswith("#~|") else line for line in text.splitlines()]
    for number, line in enumerate(lines, 1):
        written = line.strip()
        # Babel takes a quotation mark that is missing, or too many, for part of the words.
        if written and not _LINE.fullmatch(written) and not re.match("#(?!~.)", written):
            raise ProblemError(_bad(path, number, f"`{written[:40]}` cannot be read"))
    try:
        return read_po(lines, abort_invalid=True)
    except PoFileError as fault:
        place = int(getattr(fault, "lineno", 0)) + 1
        raise ProblemError(_bad(path, place, str(fault))) from None
    except (ValueError, IndexError, AttributeError, TypeError) as fault:  # Babel, on bad syntax
        raise ProblemError(_bad(path, 1, str(fault) or type(fault).__name__)) from None


def message_text(words: str | tuple[str, ...] | list[str] | None) -> str:
    """A text that has plural forms is not one of ours; its first form tells what it is."""
    return words if isinstance(words, str) else (words[0] if words else "")


def _entry(message: Message, obsolete: bool) -> Translation:
    return Translation(
        context=message.context or "",
        chinese=message_text(message.id),
        text=UNSEEN.sub("", message_text(message.string)).strip(),
        fuzzy=message.fuzzy,
        obsolete=obsolete,
    )


def _fields(text: str) -> dict[str, str]:
    match = _HEADER.match(text)
    if match is None:
        return {}
    lines = "".join(_QUOTED.findall(match.group(1))).replace('\\"', '"').split("\\n")
    named = (line.partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, _, value in named}


def _bad(path: str, line: int, cause: str) -> Problem:
    fix = "mend it (`msgfmt -c` shows more); until then its article is not translated"
    return warning(path, line, f"not a PO file: {cause}", fix)

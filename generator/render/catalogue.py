"""The words of the interface, from gettext catalogues.

A language tag and the bytes of PO files in, a `Catalogue` out. Msgids are English, so an edition
without a catalogue still reads; `zh-TW` falls back to `zh-Hant` before that.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from gettext import c2py

from babel.core import Locale, UnknownLocaleError
from babel.messages.pofile import PoFileError, read_po
from markupsafe import Markup, escape

from generator.model import Edition
from generator.problems import SiteError, error


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """Texts of one language. `text` and `plural` give escaped HTML, `plain` gives bare words."""

    tag: str
    locale: Locale
    messages: Mapping[tuple[str | None, str], tuple[str, ...]]
    plural_form: Callable[[int], int]

    def text(self, msgid: str, **values: object) -> Markup:
        return _filled(self.plain(msgid), values) if values else _bare(self, msgid)

    def plural(self, one: str, many: str, n: int, **values: object) -> Markup:
        return self._counted(one, many, n, values) if values else _only_counted(self, one, many, n)

    def _counted(self, one: str, many: str, n: int, values: Mapping[str, object]) -> Markup:
        forms = self.messages.get((None, one))
        if forms:
            words = forms[min(self.plural_form(n), len(forms) - 1)]
        else:
            words = one if n == 1 else many
        return _filled(words, {"n": n, **values})

    def plain(self, msgid: str, context: str | None = None) -> str:
        forms = self.messages.get((context, msgid))
        return forms[0] if forms and forms[0] else msgid

    def kind(self, context: str, kind: str) -> str:
        """A word for a kind that other stages name: `page_break` in the context `removed`."""
        return self.plain(kind.replace("_", " ").replace("-", " "), context)

    def remark(self, words: str, quote: Callable[[str], str] = str) -> str:
        """A remark of another stage, which may quote the source: `unusual case: Ai`.

        `quote` gives the quoted words as the edition writes them.
        """
        return self._made_from("remark", words, quote)

    def problem(self, words: str) -> str:
        """The cause of a problem or its fix, which may quote a file or another's message."""
        return self._made_from("problem", words)

    def _made_from(self, wanted: str, words: str, quote: Callable[[str], str] = str) -> str:
        for (context, msgid), forms in self.messages.items():
            if context == wanted:
                match = _pattern(msgid).fullmatch(words)
                if match:
                    quoted = match.groupdict().items()
                    return forms[0] % {
                        at: self._made_from(wanted, one, quote) for at, one in quoted
                    }
        return quote(words)


@cache
def _pattern(msgid: str) -> re.Pattern[str]:
    """An expression that finds what stands for `%(a)s` in the words made from a msgid."""
    parts = re.split(r"%\((\w)\)s", msgid)
    return re.compile(
        "".join(f"(?P<{part}>.+?)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    )


def catalogue(edition: Edition, catalogues: Mapping[str, bytes]) -> Catalogue:
    """The catalogue of an edition; later entries of its fallback chain fill gaps.

    The same bytes give the same catalogue, so that what was made with it can be kept.
    """
    found = tuple((tag, catalogues[tag]) for tag in _fallbacks(edition) if tag in catalogues)
    return _catalogue(edition, found)


@lru_cache(maxsize=32)
def _catalogue(edition: Edition, catalogues: tuple[tuple[str, bytes], ...]) -> Catalogue:
    messages: dict[tuple[str | None, str], tuple[str, ...]] = {}
    plural_form: Callable[[int], int] | None = None
    for tag, data in reversed(catalogues):
        found, plural_form = _read(tag, data)
        messages.update(found)
    locale = _locale(edition)
    return Catalogue(edition.tag, locale, messages, plural_form or (lambda n: int(n != 1)))


def _fallbacks(edition: Edition) -> tuple[str, ...]:
    tags = [edition.tag]
    if edition.script:
        tags.append(f"{edition.language}-{edition.script}")
    tags.append(edition.language)
    return tuple(dict.fromkeys(tags))


def _locale(edition: Edition) -> Locale:
    for tag in _fallbacks(edition):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en")


@lru_cache(maxsize=16)  # Babel takes a tenth of a second; a preview reads them at every save
def _read(
    tag: str, data: bytes
) -> tuple[dict[tuple[str | None, str], tuple[str, ...]], Callable[[int], int]]:
    path = f"locale/{tag}.po"
    try:
        parsed = read_po(io.BytesIO(data), abort_invalid=True, charset="utf-8")
        plural_form: Callable[[int], int] = c2py(parsed.plural_expr)
    except PoFileError as fault:
        line = getattr(fault, "lineno", 0) + 1
        raise SiteError(
            error(path, max(line, 1), str(fault), "mend the catalogue; msgfmt -c shows more")
        ) from fault
    except (ValueError, UnicodeDecodeError) as fault:
        raise SiteError(
            error(path, 1, f"not a catalogue: {fault}", "save it as UTF-8 PO")
        ) from fault
    messages: dict[tuple[str | None, str], tuple[str, ...]] = {}
    for message in parsed:
        if not message.id or message.fuzzy:
            continue
        msgid = message.id if isinstance(message.id, str) else message.id[0]
        string = message.string or ""
        forms = (string,) if isinstance(string, str) else tuple(string)
        if all(forms):
            messages[(message.context, msgid)] = forms
    return messages, plural_form


@lru_cache(maxsize=2048)  # the same words stand on every page
def _bare(of: Catalogue, msgid: str) -> Markup:
    return escape(of.plain(msgid))


@lru_cache(maxsize=2048)
def _only_counted(of: Catalogue, one: str, many: str, n: int) -> Markup:
    return of._counted(one, many, n, {})


def _filled(words: str, values: Mapping[str, object]) -> Markup:
    safe = escape(words)
    return safe % {name: escape(value) for name, value in values.items()} if values else safe

"""Bytes → text, and the name of the encoding that was taken.

A declaration is often wrong: a page that says gb2312 is GB18030, one that says utf-8 was saved as
Big5. So every candidate is decoded strictly and the result is scored by how Chinese it reads; the
declaration only decides between equals. An editor's `encoding` in the sidecar overrules all.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from generator.model import Edits
from generator.problems import Problem, SourceError, error, warning

# Common in either script, so that running text of any kind is full of them.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说"
    "产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使"
    "点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明"
    "看原又利比或但质气第向道命此变条只没结解问意建月公无系军很情最立代想已通并提直题党程展五果料员位"
    "入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手期根论运农指几九区强放"
    "决西被做必战先回则任取据处南给色光门即保治北造百规热领七海口东导器压志世金增争油思术极交受联认六"
    "共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报完类八离华名确才"
    "科张信马节话米整空元况今集温传许步群广石记需段研界律叫且究观越织装影低持音众书布复容儿际商非验连"
    "断深难近千周委素技备半办青省列习响约支般史感劳便团往历市何除消府称准精值号率维划选标写存候毛亲快"
    "這為個國時來們對會發動過說產種後學經進著電裡裏現實當從業應開還義樣與關點間線內數變條沒結問無"
    "見總設長頭資邊級圖統計別論運農幾區強戰則處門規熱領東導壓爭術極聯認權證轉單風務萬達議聲報類離華確"
)
_PUNCTUATION = frozenset("，。、；：？！“”‘’「」『』（）《》〈〉【】…—·　")
_LEGACY = ("gb18030", "big5", "big5hkscs", "cp950")
_NAMES = {"big5hkscs": "big5-hkscs", "cp950": "big5"}
_DECLARED = re.compile(
    rb"""(?:charset|encoding|coding)\s*[=:]\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    (b"PK\x03\x04", "a zip archive, such as .docx"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"{\\rtf", "a rich text file"),
)
_MAX_BYTES = 4_000_000
_LONGEST_CHARACTER = 4  # bytes
_ENOUGH_BEFORE = 20  # bytes that must be sound before the one that is cut
_DAMAGE_ALLOWED = 20  # undecodable bytes in an otherwise sound UTF-8 file


class Decoded(NamedTuple):
    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, path: str, edits: Edits) -> Decoded:
    """The text of a source. Raises SourceError."""
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise SourceError(error(path, 1, "the file is empty", "write the article or remove it"))
    if len(data) > _MAX_BYTES:
        raise SourceError(
            error(path, 1, f"the file is over {_MAX_BYTES} bytes", "split it into articles")
        )
    for magic, what in _BINARY:
        if data.startswith(magic):
            raise SourceError(
                error(path, 1, f"this is {what}, not text", "save its text as .txt or .html")
            )
    if edits.encoding is not None:
        return _as_the_editor_says(data, path, edits)
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _after_bom(data, bom, codec, path)
    if b"\0" in data:
        return _with_nul_bytes(data, path)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as fault:
        return _legacy(data, path, fault)


def _as_the_editor_says(data: bytes, path: str, edits: Edits) -> Decoded:
    name = str(edits.encoding)
    line = dict(edits.lines).get("encoding", 1)
    try:
        codec = codecs.lookup(_python_name(name)).name
        text = data.decode(codec)
        # Codecs that are not text encodings, such as rot13, decode to something else.
    except (LookupError, ValueError) as fault:
        if isinstance(fault, UnicodeDecodeError):
            cause = f"byte 0x{data[fault.start]:02X} of {path} is not {name}"
            fix = "correct `encoding`, or remove it to have it found"
        else:
            cause, fix = f"unknown encoding {name}", "write utf-8, gb18030, big5 or utf-16"
        raise SourceError(error(edits.path or path, line, cause, fix)) from None
    return Decoded(_without_boms(text), name.lower())


def _python_name(name: str) -> str:
    """Web names mean more than Python's: what calls itself gb2312 or gbk holds GB18030."""
    lowered = name.strip().lower().replace("_", "-")
    if lowered in {"gb2312", "gbk", "gb-2312", "gb18030", "x-gbk", "cp936", "gb-18030"}:
        return "gb18030"
    if lowered in {"big5", "big5-hkscs", "x-x-big5", "big5hkscs", "big-5"}:
        return "big5hkscs"  # a superset
    return lowered


def _without_boms(text: str) -> str:
    """Editors that save twice write the mark twice."""
    return text.lstrip("\ufeff")


def _after_bom(data: bytes, bom: bytes, codec: str, path: str) -> Decoded:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as fault:
        cut = None if codec == "utf-8" else _whole_or_cut(data, codec)
        if cut is not None:
            text = _without_boms(cut)
            name = codec.removesuffix("-le").removesuffix("-be")
            return Decoded(text, name, _broken_off(text, path))
        if codec == "utf-8":
            return _legacy(data[len(bom) :], path, fault)
        raise SourceError(
            error(
                path,
                1,
                f"the file begins as {codec} but byte 0x{data[fault.start]:02X} does not fit",
                "save it again as UTF-8",
            )
        ) from None
    return Decoded(_without_boms(text), codec.removesuffix("-le").removesuffix("-be"))


def _with_nul_bytes(data: bytes, path: str) -> Decoded:
    """UTF-16 that does not say so, or a stray NUL in UTF-8, or no text at all."""
    if data.count(b"\0") * 100 <= len(data):
        try:
            return Decoded(data.decode("utf-8"), "utf-8")
        except UnicodeDecodeError as fault:
            return _legacy(data, path, fault)
    best: tuple[float, str, str] | None = None
    for codec in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        score = _chineseness(text)
        if "\0" not in text and (best is None or score > best[0]):
            best = (score, codec, text)
    if best is None or best[0] < 0.5:
        raise SourceError(
            error(path, 1, "the file holds binary data, not text", "remove it or save it as text")
        )
    return Decoded(_without_boms(best[2]), "utf-16")


def _legacy(data: bytes, path: str, fault: UnicodeDecodeError) -> Decoded:
    declared = _declared(data)
    candidates: list[tuple[float, int, str, str]] = []
    for order, codec in enumerate(_LEGACY):
        text = _whole_or_cut(data, codec)
        if text is None:
            continue
        tie = 1 if declared and _python_name(declared) == _python_name(codec) else 0
        candidates.append((round(_chineseness(text), 2), tie * 10 - order, codec, text))
    damaged = data.decode("utf-8", errors="replace")
    bad = damaged.count("\ufffd")
    line = data.count(b"\n", 0, fault.start) + 1
    byte = data[fault.start]
    best = max(candidates, default=None)
    if bad <= _DAMAGE_ALLOWED and bad * 100 <= len(damaged):
        score = _chineseness(damaged)
        if best is None or score >= best[0]:
            warned = warning(
                path,
                line,
                f"byte 0x{byte:02X} is not UTF-8; {bad} damaged characters are shown as \ufffd",
                "mend the file, or write a correction in the sidecar",
            )
            return Decoded(damaged, "utf-8", (warned,))
    if best is None or best[0] < 0.3:
        said = f"; the page declares {declared}" if declared else ""
        raise SourceError(
            error(
                path,
                line,
                f"byte 0x{byte:02X} is not UTF-8, and no Chinese encoding fits{said}",
                "save the file as UTF-8, or name its `encoding` in the sidecar",
            )
        )
    text = _without_boms(best[3])
    return Decoded(text, _NAMES.get(best[2], best[2]), _broken_off(text, path))


def _whole_or_cut(data: bytes, codec: str) -> str | None:
    """The text, with U+FFFD for a last character that the file breaks off in; None if it is not."""
    try:
        return data.decode(codec)
    except UnicodeDecodeError as fault:
        if len(data) - fault.start > _LONGEST_CHARACTER or fault.start < _ENOUGH_BEFORE:
            return None
        try:
            return data[: fault.start].decode(codec) + "\ufffd"
        except UnicodeDecodeError:
            return None


def _broken_off(text: str, path: str) -> tuple[Problem, ...]:
    if not text.endswith("\ufffd"):
        return ()
    line = text.count("\n") + 1
    cause = "the file breaks off in mid character, shown as \ufffd"
    return (warning(path, line, cause, "save it again, whole"),)


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4096])
    return found.group(1).decode("ascii").lower() if found else None


def _chineseness(text: str) -> float:
    """Share of the characters beyond ASCII that running Chinese text would hold."""
    foreign = [character for character in text[:100_000] if character > "\x7f"]
    if not foreign:
        return 0.0
    good = sum(
        1.0
        if character in _COMMON or character in _PUNCTUATION
        else 0.35
        if _plain(character)
        else 0
        for character in foreign
    )
    odd = sum(
        1 for character in foreign if "\ue000" <= character <= "\uf8ff" or character == "\ufffd"
    )
    return (good - 2 * odd) / len(foreign)


def _plain(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" or "\uff01" <= character <= "\uff5e"

"""PO files for translators: made, and brought up to date without losing anything.

What is wanted now and the old file in, the new file out. An entry that still says the same keeps
all it had; a new one is empty; one that is wanted no longer is kept as obsolete with its Chinese,
from which a stale translation is shown until somebody renews it. The header, with the fields that
Babel does not know, stays as it was.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import normalize

from generator.convert.translations import essence
from generator.model import Edition
from generator.read.translations import decoded, header_end, message_text, parsed

Wanted = Iterable[tuple[str, str]]  # context and Chinese


def refreshed(old: bytes | None, path: str, wanted: Wanted, edition: Edition, about: str) -> bytes:
    """Raises ProblemError where the old file is no PO file: it is never overwritten."""
    text = decoded(old, path).replace("\r\n", "\n") if old is not None else ""
    catalog = parsed(text, path) if text else Catalog()
    live = [message for message in catalog if message.id]
    kept = list(catalog.obsolete.values())
    known: dict[tuple[str, str], Message] = {}
    for message in (*kept, *live):  # what is in use wins
        known[_key(message.context or "", message_text(message.id))] = message
    entries: dict[tuple[str, str], Message] = {}
    for context, chinese in wanted:
        key = _key(context, chinese)
        if key not in entries:
            entries[key] = _wanted(known.get(key), context, chinese)
    used = {id(known[key]) for key in entries if key in known}
    gone = [message for message in (*live, *kept) if id(message) not in used and _tells(message)]
    end = header_end(text)
    parts = [text[:end].rstrip("\n") if end else _header(edition, about)]
    parts += ["\n".join(_lines(message, "")) for message in entries.values()]
    parts += ["\n".join(_lines(message, "#~ ")) for message in gone]
    return ("\n\n".join(parts) + "\n").encode("utf-8")


def save(data: bytes, path: Path) -> bool:
    """Whether there was anything to write. A reader never sees half a file."""
    if path.exists() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".po")
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    return True


def _key(context: str, chinese: str) -> tuple[str, str]:
    return context, essence(chinese)


def _wanted(old: Message | None, context: str, chinese: str) -> Message:
    if old is None:
        return Message(chinese, "", context=context)
    return Message(
        chinese,
        old.string,
        old.locations,
        old.flags,
        old.auto_comments,
        old.user_comments,
        context=context,
    )


def _tells(message: Message) -> bool:
    return bool(message_text(message.string) or message.user_comments)


def _lines(message: Message, prefix: str) -> Iterator[str]:
    for comment in message.user_comments:
        # `#| msgid "…"`, which tools write of an entry that changed, is a comment to Babel.
        yield f"#{comment}" if comment.startswith("|") else f"# {comment}".rstrip()
    for comment in message.auto_comments:
        yield f"#. {comment}"
    for file, number in message.locations:
        yield f"#: {file}:{number}" if number is not None else f"#: {file}"
    if message.flags:
        yield f"#, {', '.join(sorted(message.flags))}"
    for keyword, words in _keywords(message):
        for at, line in enumerate(normalize(words, width=0).splitlines()):
            yield f"{prefix}{keyword} {line}" if at == 0 else f"{prefix}{line}"


def _keywords(message: Message) -> Iterator[tuple[str, str]]:
    if message.context:
        yield "msgctxt", message.context
    if isinstance(message.id, str):
        yield "msgid", message.id
        yield "msgstr", message_text(message.string)
        return
    yield "msgid", message.id[0]
    yield "msgid_plural", message.id[1]
    for number, words in enumerate(message.string or ()):
        yield f"msgstr[{number}]", words


def _header(edition: Edition, about: str) -> str:
    fields = (
        f"Project-Id-Version: {about}",
        "PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator: FULL NAME <EMAIL@ADDRESS>",
        f"Language: {edition.tag.replace('-', '_')}",
        "X-Method: ",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
    )
    lines = [f"# {edition.label}: {about}"]
    lines += ["# X-Method says how: human, or machine-checked by whom.", 'msgid ""', 'msgstr ""']
    escaped = (field.replace("\\", "\\\\").replace('"', '\\"') for field in fields)
    return "\n".join([*lines, *(f'"{field}\\n"' for field in escaped)])

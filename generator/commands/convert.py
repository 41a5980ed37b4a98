"""`wenzhai convert`: a text to another script, with the site's glossary."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.commands.inputs import edition_of
from generator.convert.converter import converter
from generator.convert.scripts import detect, machine_made
from generator.exits import DONE
from generator.model import Glossary
from generator.problems import SiteError, error
from generator.read.editorial import read_glossary
from generator.read.files import read_regular_file


def convert(options: argparse.Namespace) -> int:
    edition = edition_of(options.to, "zh-Hant")
    if edition.script is None:
        cause = f"{edition.tag} is translated, not converted"
        raise SiteError(error("--to", 1, cause, "name a Chinese edition, such as zh-Hant"))
    file: Path | None = options.file
    data = read_regular_file(file) if file else sys.stdin.buffer.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        shown = str(file or "standard input")
        raise SiteError(error(shown, line, "this is not UTF-8", "save it as UTF-8")) from None
    glossary_file = options.site / "content" / "glossary.yaml"
    glossary = Glossary()
    if glossary_file.exists():
        glossary = read_glossary(read_regular_file(glossary_file), str(glossary_file))
    good_traditional = detect(text) == "Hant" and not machine_made(text)
    converted = converter(edition, glossary).text(text, "Hant" if good_traditional else "Hans")
    sys.stdout.write(converted)
    return DONE

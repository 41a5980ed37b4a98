"""The documentation builds into a site with the program itself, in each language."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

DOCS = Path(__file__).parents[2] / "docs"


def test_every_document_has_its_page_and_every_link_and_picture_is_there(tmp_path: Path) -> None:
    output = tmp_path / "public"
    command = [sys.executable, str(DOCS / "make.py"), str(output)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and done.stderr == "", done.stderr
    for edition in ("en", "zh-hans", "zh-hant"):
        names = {path.name for path in (output / edition / "pages").iterdir()}
        assert {"tutorial", "handbook", "reference", "explanation", "architecture"} <= names
        for page in (output / edition / "pages").rglob("index.html"):
            tree = LexborHTMLParser(page.read_text("utf-8"))
            for node in tree.css("main a[href], main img[src]"):
                target = node.attributes.get("href") or node.attributes.get("src") or ""
                if "://" in target or target.startswith(("#", "mailto:")):
                    continue
                file = (page.parent / target.split("#")[0]).resolve()
                assert (file / "index.html").is_file() or file.is_file(), (page, target)

"""The editor's desk at `/_desk/`: what wants a look, and every decision an editor can take."""

from __future__ import annotations

from typing import Any

from generator.preview.current import Preview
from generator.preview.desk import pages, writes
from generator.write.decisions import Ledger


def routes(preview: Preview) -> list[tuple[Any, ...]]:
    """What is served under `/_desk/`: addresses, handlers (subclasses of `guard.Guarded`)."""
    shared = {"ledger": Ledger(preview.site_folder)}
    tag = r"/_desk/(?P<tag>zh-hans|zh-hant|en)/"
    name = tag + r"articles/(?P<name>[^/]+)/"
    return [
        (r"/_desk", pages.Door),
        (r"/_desk/", pages.Door),
        (r"/_desk/assets/(?P<name>[a-z.-]+)", pages.Assets),
        (tag, pages.Overview, shared),
        (tag + r"topics/", pages.Topics, shared),
        (tag + r"glossary/", pages.Glossary, shared),
        (tag + r"history/", pages.History, shared),
        (name, pages.Article, shared),
        (name + r"source/", pages.SourcePage, shared),
        (name + r"translate/(?P<language>[A-Za-z0-9-]+)/", pages.Translate, shared),
        (tag + r"decide", writes.Decide, shared),
        (tag + r"step", writes.Step, shared),
    ]

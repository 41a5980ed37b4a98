"""The editor's desk at `/_desk/`: what wants a look, and every decision an editor can take."""

from __future__ import annotations

from typing import Any

from generator.preview.current import Preview
from generator.preview.desk import handlers
from generator.write.decisions import Ledger


def routes(preview: Preview) -> list[tuple[Any, ...]]:
    """What is served under `/_desk/`: addresses, handlers (subclasses of `guard.Guarded`)."""
    shared = {"ledger": Ledger(preview.site_folder)}
    tag = r"/_desk/(?P<tag>zh-hans|zh-hant|en)/"
    name = tag + r"articles/(?P<name>[^/]+)/"
    return [
        (r"/_desk", handlers.Door),
        (r"/_desk/", handlers.Door),
        (r"/_desk/assets/(?P<name>[a-z.-]+)", handlers.Assets),
        (tag, handlers.Overview, shared),
        (tag + r"topics/", handlers.Topics, shared),
        (tag + r"glossary/", handlers.Glossary, shared),
        (tag + r"history/", handlers.History, shared),
        (name, handlers.Article, shared),
        (name + r"source/", handlers.SourcePage, shared),
        (name + r"translate/(?P<language>[A-Za-z0-9-]+)/", handlers.Translate, shared),
        (tag + r"decide", handlers.Decide, shared),
        (tag + r"step", handlers.Step, shared),
    ]

"""The editor's desk at `/_desk/`."""

from __future__ import annotations

from typing import Any

from generator.preview.current import Preview


def routes(preview: Preview) -> list[tuple[Any, ...]]:
    """What is served under `/_desk/`: addresses, handlers (subclasses of `guard.Guarded`)."""
    return []

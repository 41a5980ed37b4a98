"""Reading without a network: a service worker, where `offline: true` asks for one.

Static files in, those to be published and the worker's output out. The worker stands at the root of
the site under a name that never changes, because browsers ask for it there. `offline: false`
publishes one that takes an earlier one back; without the key there is none.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.model import Output
from generator.render.addresses import Place

SCRIPT = "offline.js"  # on every page
_WORKERS = {True: "sw.js", False: "sw-farewell.js"}


def with_worker(
    static: Mapping[str, bytes], offline: bool | None
) -> tuple[Mapping[str, bytes], tuple[Output, ...]]:
    without = (*_WORKERS.values(), *(() if offline else (SCRIPT,)))
    rest = {path: data for path, data in static.items() if path not in without}
    if offline is None or _WORKERS[offline] not in static:
        return rest, ()
    return rest, (Output(path=Place("", "sw.js").file, data=static[_WORKERS[offline]]),)

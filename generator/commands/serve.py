"""`wenzhai serve`: the preview and the desk."""

from __future__ import annotations

import argparse
import sys

from generator.commands.cache import kept
from generator.commands.extras import extras_for
from generator.commands.inputs import embedder_for, read
from generator.commands.outcome import counted, tell
from generator.engine.executors import Serial
from generator.exits import DONE
from generator.pipeline import Builder
from generator.preview.attempts import Attempt, Attempts
from generator.preview.server import serve as serve_site
from generator.progress import Progress
from generator.read.disk import Disk
from generator.read.site import FILE


def serve(options: argparse.Namespace) -> int:
    if not (options.site / FILE).exists():
        read(options)  # says so: there will be nothing to show before somebody names a site
    # What `wenzhai build --drafts` would publish, with all that it makes beside the pages.
    options.drafts, options.cards, options.epub = True, "new", False
    extras = extras_for(options)
    disk = Disk()
    with kept(options) as cache:
        builder = Builder(Serial(), cache.store, cache.code, holds_texts=True)

        def say(attempt: Attempt, seconds: float) -> None:
            tell(attempt.problems)
            if attempt.made is not None:
                print(
                    f"{counted(len(attempt.made.entries), 'article')} ({seconds:.2f} s)", flush=True
                )

        attempts = Attempts(
            lambda: read(options, disk),
            builder,
            lambda inputs: embedder_for(options, inputs)[0],
            extras,
            lambda: Progress(sys.stderr),
        )
        serve_site(options.site, attempts, options.port, options.open, say)
        builder.sweep()
    return DONE

"""Python's search for values that hold one another: among what was made last, seldom among all.

A build holds hundreds of thousands of values until it ends, and each search walks all of them; that
was a third of what combining took. What stages leave behind in rings is made and dropped within one
article, and found by the short searches.
"""

from __future__ import annotations

import gc

_NEW = 100_000  # values since the last search


def seldom_look_for_rings() -> None:
    gc.set_threshold(_NEW, 50, 1_000)

"""Characters that no editor means: controls, and marks that turn the direction of what follows.

A file can hold them as they are or as escapes. What joins emoji (U+200D, U+FE0F), a soft hyphen or
a zero-width space may be meant, and stays in what editors write.
"""

from __future__ import annotations

import re

UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)

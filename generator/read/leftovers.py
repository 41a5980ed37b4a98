"""Files that programs leave beside an editor's own: never read, never worth a rebuild.

Names in, yes or no out. `a.txt~` and `4913` are what vim writes to see whether it may, `.#a` and
`#a#` come from Emacs, `~$a.docx` from Word, `a.txt.part` from a browser that is still loading.
"""

from __future__ import annotations

import re

_LEFTOVER = re.compile(
    r"""
    \..*                                      # hidden: .git, .DS_Store, .a.txt.swp, .#a, .~lock.a#
    | .*~ | \#.*\# | ~\$.*                    # backups, autosaves, locks
    | 4913 | 5036 | 5159 | 5282               # vim tries whether it may make a file
    | .*\.(?: sw[a-z] | tmp | temp | bak | orig | rej | part | partial | crdownload | download
            | kate-swp | lock | pyc )
    | .*___jb_(?:tmp|old|bak)___              # JetBrains
    | __pycache__ | Thumbs\.db | desktop\.ini
    """,
    re.VERBOSE | re.IGNORECASE,
)


def is_leftover(name: str) -> bool:
    return _LEFTOVER.fullmatch(name) is not None

"""`wenzhai new`: a site to start with."""

from __future__ import annotations

import argparse

from generator.exits import DONE
from generator.write.starter import start_site


def new(options: argparse.Namespace) -> int:
    files = start_site(options.folder)
    print(f"{files} files in {options.folder}; see it with: wenzhai serve --site {options.folder}")
    return DONE

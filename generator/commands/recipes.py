"""`wenzhai recipes`: what hosts need to publish the site."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.exits import DONE
from generator.read.site import read_site
from generator.recipes import recipes as recipes_for
from generator.write.files import save


def recipes(options: argparse.Namespace) -> int:
    site_folder: Path = options.site
    output: Path = options.output or site_folder / "publishing"
    files = recipes_for(read_site(site_folder, base_url=options.base_url))
    for file in files:
        save(file.data, output / file.path)
    print(f"{len(files)} files in {output}: {', '.join(file.path for file in files)}")
    return DONE

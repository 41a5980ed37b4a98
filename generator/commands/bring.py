"""`wenzhai import`: articles into the site, as they came."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.bring import bring as bring_in
from generator.commands.outcome import status_of, tell
from generator.problems import Problem, SiteError, error
from generator.read.site import FILE


def bring(options: argparse.Namespace) -> int:
    site: Path = options.site
    if not (site / FILE).is_file():
        cause = "this folder is no site"
        fix = "name one with --site, or start one with `wenzhai new`"
        raise SiteError(error(str(site / FILE), 1, cause, fix))
    brought = left_out = 0
    bad: list[Problem] = []
    for one in bring_in(options.asked, site, again=options.again, private=options.private):
        if one.problem is not None:
            tell([one.problem])
            bad.append(one.problem)
        if one.name is not None or one.left_out:
            print(one)
        brought += one.name is not None
        left_out += bool(one.left_out)
    print(f"{brought} brought in, {left_out} left out")
    return status_of(bad)

"""`wenzhai eval`: how well a site's articles are understood, against labels."""

from __future__ import annotations

import argparse
import json

from generator.commands.inputs import embedder_for, read
from generator.commands.outcome import tell
from generator.evaluate import evaluate
from generator.exits import DONE


def eval(options: argparse.Namespace) -> int:  # the command's own name
    inputs, problems = read(options)
    tell(problems)
    embed, _ = embedder_for(options, inputs)
    measures = evaluate(inputs, options.gold, embed)
    if options.json:
        rows = [{"measure": row.name, "value": row.value, "of": row.of} for row in measures]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return DONE
    for row in measures:
        print(f"{row.name:<32} {row.value:6.3f}  of {row.of}")
        if options.misses:
            for miss in row.misses:
                print(f"    {miss}")
    return DONE

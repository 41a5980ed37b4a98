"""What commands read: the site, its day, its model; an edition named by its tag."""

from __future__ import annotations

import argparse
import os
import time
from typing import TYPE_CHECKING

from generator.problems import Problem, SiteError, error

if TYPE_CHECKING:
    from generator.digest.meaning import Embed
    from generator.model import Edition, Inputs
    from generator.read.disk import Disk


def read(
    options: argparse.Namespace, disk: Disk | None = None
) -> tuple[Inputs, tuple[Problem, ...]]:
    from generator.convert.configurations import check_opencc
    from generator.read.folder import read_inputs

    wrong = check_opencc()
    if wrong is not None:
        raise SiteError(wrong)
    return read_inputs(
        options.site,
        today=today(),
        base_url=getattr(options, "base_url", None),
        only=getattr(options, "editions", ()),
        drafts=getattr(options, "drafts", False),
        disk=disk,
    )


def embedder_for(options: argparse.Namespace, inputs: Inputs) -> tuple[Embed | None, str]:
    """Sentence embeddings, where the site asks for them, and the model's name."""
    if not inputs.site.digest.embeddings:
        return None, ""
    from generator.engine.embeddings import embedder

    return embedder(options.site / ".cache" / "embeddings.sqlite", options.site / "site.yaml")


def edition_of(tag: str, example: str) -> Edition:
    from generator.convert.editions import edition_for

    try:
        return edition_for(tag)
    except ValueError as fault:
        raise SiteError(error("--to", 1, str(fault), f"write a tag such as {example}")) from None


def today() -> str:
    """The day of the build; SOURCE_DATE_EPOCH sets it for reproducible builds."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = time.gmtime(int(epoch)) if epoch and epoch.isdigit() else time.gmtime()
    return time.strftime("%Y-%m-%d", moment)

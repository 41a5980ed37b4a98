"""OpenCC, loaded when first needed: a configuration's name and text in, text out.

The only module of the program that knows OpenCC. A configuration is opened once per process and
can be used by several threads.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from generator.problems import Problem, error

if TYPE_CHECKING:
    from opencc import OpenCC

# No `p` configuration: they change words, not characters (核心 becomes 内核).
Configuration = Literal["s2t", "t2s", "s2tw", "s2hk", "tw2s", "hk2s", "t2hk", "t2jp", "jp2t"]


@cache
def _open(configuration: Configuration) -> OpenCC:
    from opencc import OpenCC  # loaded here: it takes 80 ms, and many commands never convert

    return OpenCC(configuration)


def convert_with(configuration: Configuration, text: str) -> str:
    """`text` through OpenCC, of the same length."""
    converted: str = _open(configuration).convert(text)
    if len(converted) != len(text):  # never seen without a `p`; offsets must hold nevertheless
        converted = "".join(_convert_character(configuration, one) for one in text)
    return converted


@cache
def _convert_character(configuration: Configuration, character: str) -> str:
    converted: str = _open(configuration).convert(character)
    return converted if len(converted) == 1 else character


def check_opencc() -> Problem | None:
    """A problem if the OpenCC that answers is not the one this program is written for.

    Three packages (`opencc`, `opencc-py`, `opencc-python-reimplemented`) install a module of the
    same name over one another; the last one installed answers.
    """
    fix = (
        "uninstall opencc-py and opencc-python-reimplemented, "
        "then run `pip install --force-reinstall opencc`"
    )
    try:
        import opencc
    except ImportError as fault:
        return error("opencc", 1, f"OpenCC cannot be loaded ({fault})", fix)
    version = str(getattr(opencc, "__version__", ""))
    if not version or not hasattr(getattr(opencc, "OpenCC", None), "convert"):
        return error("opencc", 1, "another package answers in place of OpenCC", fix)
    if version.split(".")[0] == "0" or version.startswith(("1.0.", "1.1.")):
        return error("opencc", 1, f"OpenCC {version} is too old", "install OpenCC 1.4.2 or newer")
    try:
        answer = convert_with("s2tw", "头发发展")
    except Exception as fault:
        return error("opencc", 1, f"OpenCC cannot open its dictionaries ({fault})", fix)
    if answer != "頭髮發展":
        return error("opencc", 1, f"OpenCC writes {answer} where 頭髮發展 is right", fix)
    return None

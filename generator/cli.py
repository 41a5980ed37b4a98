"""The command line: `wenzhai new`, `import`, `serve`, `check`, `build` and a few more.

Commands print faults one to a line on standard error and give an exit status:
0 done; 1 some sources were bad; 2 wrong usage or configuration, nothing written.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from generator import __version__
from generator.exits import BAD_USAGE, DONE


def main(arguments: Sequence[str] | None = None) -> int:
    options = command_parser().parse_args(arguments)
    # Each command is imported when it is called: `--version` should not load a web server.
    from generator.problems import ProblemError

    # `import` is a word of the language, so its function is called `bring`.
    name = "bring" if options.command == "import" else options.command
    try:
        command = getattr(import_module(f"generator.commands.{name}"), name)
        status: int = command(options)
    except ProblemError as fault:
        print(fault.problem, file=sys.stderr)
        return BAD_USAGE
    except BrokenPipeError:  # `wenzhai inspect … | head`
        sys.stderr.close()
        return DONE
    except KeyboardInterrupt:
        return 130
    return status


def command_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wenzhai",
        description="文摘: turns long Chinese articles into a themed digest in both scripts.",
        epilog="wenzhai COMMAND --help tells the options of a command.",
    )
    parser.add_argument("--version", action="version", version=f"wenzhai {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    build = commands.add_parser("build", help="build the site")
    _site_option(build)
    build.add_argument(
        "--output", type=_place, metavar="DIR", help="default: public in the site; or an address"
    )
    _build_options(build)
    build.add_argument("--base-url", metavar="URL", help="overrides base_url of site.yaml")
    build.add_argument(
        "--edition",
        action="append",
        default=[],
        metavar="TAG",
        dest="editions",
        help="only this edition; may be given more than once",
    )
    build.add_argument("--epub", action="store_true", help="also make a book of each edition")
    build.add_argument(
        "--cards",
        choices=("new", "all", "none"),
        default="new",
        help="pictures for shared links: of the newest 200 articles, of all, of none",
    )
    build.add_argument("--strict", action="store_true", help="publish nothing if a source is bad")

    serve = commands.add_parser("serve", help="build, serve on this machine, reload on change")
    _site_option(serve)
    serve.add_argument("--port", type=_port, metavar="P", help="default: 8000, or the next free")
    serve.add_argument("--open", action="store_true", help="open the browser")

    check = commands.add_parser("check", help="list what an editor should look at")
    _site_option(check)
    check.add_argument("--external", action="store_true", help="also ask whether links still work")
    check.add_argument(
        "--private", action="store_true", help="also addresses of this machine and local network"
    )

    inspect = commands.add_parser("inspect", help="show how sources are read")
    inspect.add_argument("--json", action="store_true", help="print JSON")
    inspect.add_argument(
        "--beside", action="store_true", help="show each line of the source and what became of it"
    )
    inspect.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a source")

    convert = commands.add_parser("convert", help="convert a text to another script")
    _site_option(convert)
    convert.add_argument(
        "--to", required=True, metavar="TAG", help="the edition to write: zh-Hans, zh-Hant …"
    )
    convert.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="default: standard input"
    )

    bring = commands.add_parser("import", help="bring articles in, as they came")
    _site_option(bring)
    bring.add_argument("--again", action="store_true", help="also what is there already")
    bring.add_argument(
        "--private", action="store_true", help="also addresses of this machine and local network"
    )
    bring.add_argument("asked", nargs="+", metavar="FILE|DIR|URL", help="what to bring in")

    new = commands.add_parser("new", help="start a site")
    new.add_argument("folder", type=Path, metavar="DIR", help="a folder that is new or empty")

    recipes = commands.add_parser("recipes", help="write what hosts need to publish the site")
    _site_option(recipes)
    recipes.add_argument(
        "--output", type=Path, metavar="DIR", help="default: publishing in the site"
    )
    recipes.add_argument("--base-url", metavar="URL", help="overrides base_url of site.yaml")

    translate = commands.add_parser("translate", help="write and refresh translators' files")
    _site_option(translate)
    translate.add_argument("--to", metavar="TAG", help="en, fr …; default: all the site names")

    evaluate = commands.add_parser("eval", help="measure against labelled examples")
    _site_option(evaluate)
    evaluate.add_argument("--gold", type=Path, required=True, metavar="DIR", help="the labels")
    evaluate.add_argument("--json", action="store_true", help="print JSON")
    evaluate.add_argument("--misses", action="store_true", help="also list what was missed")
    return parser


def _site_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--site", type=Path, default=Path(), metavar="DIR", help="default: here")


def _build_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--drafts", action="store_true", help="publish drafts too")
    parser.add_argument(
        "--jobs",
        type=_positive,
        metavar="N",
        help="processes; default: one for each processor, where that pays",
    )
    parser.add_argument(
        "--cache", type=_place, metavar="DIR", help="default: .cache/wenzhai; or an address"
    )
    parser.add_argument(
        "--cluster", metavar="ADDRESS", help="build on this Dask cluster, such as tcp://host:8786"
    )
    parser.add_argument(
        "--no-cache", action="store_true", help="build from nothing, and keep nothing"
    )


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text} is no port: write 1 to 65535")
    return int(text)


def _place(text: str) -> Path | str:
    """A folder, or an address for fsspec: s3://bucket/site."""
    return text if "://" in text else Path(text)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number: write 1 or more")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())

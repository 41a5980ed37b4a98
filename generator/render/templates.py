"""Jinja templates, compiled once, and what goes wrong in them told as a problem with a line.

Templates are bytes that were read before; nothing is looked up on the disk. A name that does not
exist is an error, never an empty place on the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from types import CodeType

from jinja2 import BytecodeCache, Environment, FunctionLoader, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.exceptions import TemplateError, TemplateNotFound, TemplateSyntaxError

from generator.problems import SiteError, error
from generator.render.catalogue import Catalogue
from generator.render.views.frame import Frame

_FOLDER = "templates/"


class _Compiled(BytecodeCache):
    """Code of templates, compiled once a process: for all editions, and before it is forked for
    its workers, too."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if len(self._codes) >= _MOST:  # a preview sees a template change again and again
            self._codes.clear()
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


_MOST = 256
_COMPILED = _Compiled()
_OF_ARTICLES = ("article.html", "base.html", "_parts.html")


class Templates:
    """The site's templates. The only class here, because Jinja keeps what it compiled.

    Each edition has an environment with its interface texts, so that templates which hold macros
    are read once for an edition and not for every page.
    """

    def __init__(self, sources: Mapping[str, bytes]) -> None:
        self._sources = dict(sources)
        self._environments: dict[Catalogue, Environment] = {}

    def prepare(self) -> None:
        """Compile what articles' pages are made of. What is wrong with one is told when a page
        asks for it."""
        environment = self._bare()
        for name in _OF_ARTICLES:
            with suppress(TemplateError, SiteError):
                environment.get_template(name)

    def _bare(self) -> Environment:
        return Environment(
            loader=FunctionLoader(self._load),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=_COMPILED,
        )

    def _environment(self, catalogue: Catalogue) -> Environment:
        if catalogue not in self._environments:
            environment = self._bare()
            environment.globals.update(_=catalogue.text, _n=catalogue.plural)
            self._environments[catalogue] = environment
        return self._environments[catalogue]

    def page(self, name: str, frame: Frame, view: object, catalogue: Catalogue) -> bytes:
        """One page. Raises SiteError with the template's path and line."""
        try:
            template = self._environment(catalogue).get_template(name)
            words = template.render(frame=frame, view=view)
        except SiteError:
            raise
        except TemplateSyntaxError as fault:
            path = _FOLDER + (fault.name or name)
            raise SiteError(
                error(path, fault.lineno, fault.message or "not a template", "mend this line")
            ) from fault
        except TemplateNotFound as fault:
            missing = f"{_FOLDER}{fault.name}"
            raise SiteError(
                error(*_where(name, fault), f"there is no {missing}", f"add {missing}")
            ) from fault
        except Exception as fault:  # a template can raise anything: it is the site's own code
            fix = "mend this line; the names a template is told are in generator/render/views"
            raise SiteError(error(*_where(name, fault), str(fault), fix)) from fault
        return words.encode("utf-8")

    def _load(self, name: str) -> tuple[str, str, None] | None:
        if name not in self._sources:
            return None
        try:
            text = self._sources[name].decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            raise SiteError(
                error(_FOLDER + name, 1, "the template is not UTF-8", "save it as UTF-8")
            ) from fault
        # The file name reaches the traceback, where `_where` finds it.
        return text, _FOLDER + name, None


def _where(name: str, fault: BaseException) -> tuple[str, int]:
    """The innermost template line of a traceback; Jinja writes them there."""
    path, line = _FOLDER + name, 1
    step = fault.__traceback__
    while step is not None:
        file = step.tb_frame.f_code.co_filename
        if file.startswith(_FOLDER):
            path, line = file, step.tb_lineno
        step = step.tb_next
    return path, line

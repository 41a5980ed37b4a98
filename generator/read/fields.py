"""Takes typed values out of a YAML mapping; an unknown key is an error with a suggestion."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection

from generator.model import Text
from generator.problems import Problem, ProblemError, error
from generator.read.strict_yaml import load_mapping

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


class Fields:
    """One mapping of a file: its values, and where each stands.

    Every method raises ProblemError with the line of the key, what is wrong and what to write.
    """

    def __init__(
        self, values: dict[str, object], lines: dict[str, int], path: str, prefix: str = ""
    ) -> None:
        self._values = values
        self._lines = lines
        self._path = path
        self._prefix = prefix

    @classmethod
    def of_file(cls, data: bytes, path: str) -> Fields:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            line = data[: fault.start].count(b"\n") + 1
            raise ProblemError(
                error(path, line, "this file is not UTF-8", "save it as UTF-8")
            ) from None
        values, lines = load_mapping(text, path)
        return cls(values, lines, path)

    def __contains__(self, key: str) -> bool:
        return self._values.get(key) is not None

    def line(self, key: str) -> int:
        return self._lines.get(self._dotted(key), self._lines.get(self._prefix, 1))

    def names(self) -> tuple[str, ...]:
        return tuple(self._values)

    def raw(self, key: str) -> object:
        """The value as YAML gave it, for the few keys that may be written in several shapes."""
        return self._values.get(key)

    def only(self, known: Collection[str]) -> None:
        """Refuse any key but these."""
        for key in self._values:
            if key in known:
                continue
            near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
            fix = f"did you mean `{near[0]}`?" if near else f"known keys: {', '.join(known)}"
            raise self.fault(key, f"unknown key `{key}`", fix)

    def fault(self, key: str, cause: str, fix: str) -> ProblemError:
        return ProblemError(self.problem(key, cause, fix))

    def problem(self, key: str, cause: str, fix: str) -> Problem:
        return error(self._path, self.line(key), cause, fix)

    def string(self, key: str) -> str | None:
        """A string; a number is taken as it was written. Empty counts as absent."""
        value = self._values.get(key)
        if value is None or value == "":
            return None
        if isinstance(value, (dict, list, bool)):
            raise self.fault(key, f"`{key}` is not a text", f"write `{key}: some text`")
        return str(value)

    def needed_string(self, key: str, fix: str) -> str:
        value = self.string(key)
        if value is None:
            raise self.fault(key, f"`{key}` is missing", fix)
        return value

    def slug(self, key: str) -> str | None:
        """The last part of an address."""
        slug = self.string(key)
        if slug is not None and not _SLUG.fullmatch(slug):
            raise self.fault(key, f"`{slug}` cannot be an address", "use a-z, 0-9 and hyphens")
        return slug

    def strings(self, key: str) -> tuple[str, ...] | None:
        """A list of texts, or one text alone."""
        value = self._values.get(key)
        if value is None:
            return None
        items = value if isinstance(value, list) else [value]
        if any(isinstance(item, (dict, list, bool)) or item is None for item in items):
            raise self.fault(key, f"`{key}` is not a list of texts", f"write `{key}: [one, two]`")
        return tuple(str(item) for item in items)

    def flag(self, key: str) -> bool | None:
        value = self._values.get(key)
        if value is None or isinstance(value, bool):
            return value
        raise self.fault(key, f"`{key}` is neither true nor false", f"write `{key}: true`")

    def number(self, key: str, least: int, most: int, default: int) -> int:
        value = self._values.get(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise self.fault(
                key, f"`{key}` is not a number from {least} to {most}", f"write `{key}: {default}`"
            )
        return value

    def text(self, key: str) -> Text:
        """A text an editor wrote: one string, or a mapping from edition to string."""
        value = self._values.get(key)
        if value is None:
            return Text()
        if isinstance(value, dict):
            fields = self.mapping(key)
            return Text(by_tag=tuple((tag, fields.string(tag) or "") for tag in fields.names()))
        return Text(by_tag=(("", self.string(key) or ""),))

    def mapping(self, key: str) -> Fields:
        value = self._values.get(key)
        if value is None:
            value = {}
        if not isinstance(value, dict):
            raise self.fault(key, f"`{key}` is not a mapping", "write indented `key: value` lines")
        return Fields(value, self._lines, self._path, self._dotted(key))

    def mappings(self, key: str) -> tuple[Fields, ...]:
        value = self._values.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            raise self.fault(key, f"`{key}` is not a list", "begin each entry with `- `")
        entries = []
        for number, item in enumerate(value):
            dotted = self._dotted(f"{key}.{number}")
            if not isinstance(item, dict):
                line = self._lines.get(dotted, self.line(key))
                raise ProblemError(
                    error(self._path, line, f"an entry of `{key}` is not a mapping", "write keys")
                )
            entries.append(Fields(item, self._lines, self._path, dotted))
        return tuple(entries)

    def _dotted(self, key: str) -> str:
        return f"{self._prefix}.{key}" if self._prefix else key

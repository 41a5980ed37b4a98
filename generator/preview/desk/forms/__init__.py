"""What a form of the desk asks for: its fields in, one decision about one file out.

A table from the form's kind to a function. Whatever a form says is checked here and once more by
the strict reader of the file it changes; a browser is not trusted to send only what it was shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.preview.desk.forms import articles, editorial, translations
from generator.preview.desk.forms.form import Form, Wanted, refused
from generator.preview.desk.state import State

_KINDS = articles.FORMS | editorial.FORMS | translations.FORMS


def wanted(fields: Mapping[str, Sequence[str]], state: State) -> Wanted:
    """Raises ProblemError."""
    form = Form(fields, state)
    make = _KINDS.get(form.get("kind"))
    if make is None:
        raise refused("form", "this form is not known", "reload the desk")
    return make(form)

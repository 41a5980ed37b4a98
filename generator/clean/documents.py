""".docx and .pdf → text that the other readers understand, by optional libraries.

Bytes come in; HTML (for .docx) or plain text with form feeds between pages (for .pdf) go out, with
the name of the format. Not obvious: both kinds are told by their first bytes, since a `.docx` is a
zip archive like many others; and their libraries raise nearly anything on damaged files.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any, NamedTuple

from generator.problems import SourceError, error

_LARGEST = 60_000_000  # bytes of a .docx once unpacked
_MOST_PAGES = 500


class Document(NamedTuple):
    format: str  # docx, pdf
    text: str


def open_document(data: bytes, path: str) -> Document | None:
    """None for anything but .docx and .pdf. Raises SourceError."""
    for name, (is_kind, read) in _KINDS.items():
        if is_kind(data):
            try:
                text = read(data, path)
            except (SourceError, MemoryError):
                raise
            except Exception as fault:  # the libraries name no common error of theirs
                cause = f"this .{name} cannot be read: {type(fault).__name__}"
                raise SourceError(error(path, 1, cause, "save it again, or as .txt")) from None
            return Document(name, text)
    return None


def _is_docx(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04") and b"word/document.xml" in data


def _docx(data: bytes, path: str) -> str:
    try:
        import mammoth
    except ImportError:
        raise _missing("docx", path) from None
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(member.file_size for member in archive.infolist()) > _LARGEST:
            raise SourceError(error(path, 1, "this .docx is too large", "split it into articles"))
    converted = mammoth.convert_to_html(io.BytesIO(data), convert_image=_no_picture(mammoth))
    html: str = converted.value
    if not html.strip():
        raise SourceError(error(path, 1, "this .docx holds no text", "write it or remove it"))
    return html


def _no_picture(mammoth: object) -> object:
    """Pictures in a document have no address of their own, and would fill the text with bytes."""
    return mammoth.images.img_element(lambda picture: {"src": ""})  # type: ignore[attr-defined]


def _is_pdf(data: bytes) -> bool:
    return data.startswith(b"%PDF-")


def _pdf(data: bytes, path: str) -> str:
    try:
        import pypdf
    except ImportError:
        raise _missing("pdf", path) from None
    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise SourceError(error(path, 1, "this .pdf is locked", "save it without a password"))
    if len(reader.pages) > _MOST_PAGES:
        raise SourceError(
            error(path, 1, f"over {_MOST_PAGES} pages in this .pdf", "split it into articles")
        )
    pages = [_page_text(page) for page in reader.pages]
    if not any(page.strip() for page in pages):
        raise SourceError(
            error(path, 1, "this .pdf holds pictures and no text", "have its text recognised first")
        )
    return "\f".join(pages)


def _page_text(page: Any) -> str:
    """As the page is laid out: indents, gaps and columns say where a paragraph begins.

    Not obvious: words at an angle are in it, too, so that none is lost without a trace.
    """
    try:
        text: str = page.extract_text(extraction_mode="layout", layout_mode_strip_rotated=False)
    except Exception:  # fonts without widths, odd operators: then in the order of the file
        text = ""
    return text if text.strip() else str(page.extract_text())


def _missing(extra: str, path: str) -> SourceError:
    return SourceError(
        error(
            path,
            1,
            f'reading .{extra} needs `pip install "wenzhai[{extra}]"`',
            "or save it as .txt",
        )
    )


_KINDS: dict[str, tuple[Callable[[bytes], bool], Callable[[bytes, str], str]]] = {
    "docx": (_is_docx, _docx),
    "pdf": (_is_pdf, _pdf),
}

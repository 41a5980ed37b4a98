"""`.docx` and `.pdf`, made here by hand: the smallest files that Word and a PDF reader open."""

from __future__ import annotations

import io
import sys
import zipfile

import pytest

from generator.clean import clean
from generator.model import Source
from generator.problems import SourceError
from tests.clean.outline import outline

PARAGRAPHS = (
    ("Heading1", "换秤之后"),
    (
        "",
        "南门菜场换了新秤，称完就知道几斤几两、从哪座磨坊来，谁也不必再争。",
    ),
    ("", "投诉一个月从三十起降到不足一起，管理员的门口改种了两盆月季，开得准时。"),
)


def docx(paragraphs: tuple[tuple[str, str], ...]) -> bytes:
    names = "http://schemas.openxmlformats.org"
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        if style
        else f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        for style, text in paragraphs
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{names}/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{names}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{names}/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{names}/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>",
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return held.getvalue()


def pdf(pages: tuple[tuple[str, ...], ...]) -> bytes:
    """Each page a tuple of lines; characters are their own codes, told by a ToUnicode map."""
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        b"1 beginbfrange <0000> <FFFF> <0000> endbfrange\nendcmap end end"
    )
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H "
        b"/DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 >>] "
        b"/ToUnicode 4 0 R >>"
    )
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        font,
        _stream(cmap),
    ]
    for number, lines in enumerate(pages):
        shown = "".join(
            f"1 0 0 1 60 {780 - 20 * row} Tm <{line.encode('utf-16-be').hex()}> Tj\n"
            for row, line in enumerate(lines)
        )
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources "
            b"<< /Font << /F1 3 0 R >> >> /Contents " + f"{6 + 2 * number} 0 R >>".encode()
        )
        objects.append(_stream(f"BT /F1 10 Tf\n{shown}ET".encode()))
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, held in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + held + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n".encode()
    return bytes(out + f"startxref\n{start}\n%%EOF".encode())


def _stream(held: bytes) -> bytes:
    return f"<< /Length {len(held)} >>\nstream\n".encode() + held + b"\nendstream"


def _source(name: str, data: bytes) -> Source:
    return Source(name=name, path=name, data=data)


def test_a_docx_is_read_with_its_headings() -> None:
    pytest.importorskip("mammoth")
    article = clean(_source("a.docx", docx((("", "一杆秤的规矩"), *PARAGRAPHS))))
    assert article.format == "docx"
    assert article.title == "一杆秤的规矩"
    assert outline(article) == ["## 换秤之后", PARAGRAPHS[1][1], PARAGRAPHS[2][1]]


def test_a_pdf_is_read_page_by_page() -> None:
    pytest.importorskip("pypdf")
    first = ("一杆秤的规矩", "", "　　" + PARAGRAPHS[1][1][:18], PARAGRAPHS[1][1][18:])
    second = ("　　" + PARAGRAPHS[2][1][:18], PARAGRAPHS[2][1][18:])
    article = clean(_source("a.pdf", pdf((first, second))))
    assert article.format == "pdf"
    text = "".join(block.text for block in article.blocks)
    for _, words in PARAGRAPHS[1:]:
        assert words in text


@pytest.mark.parametrize("extra, module", [("docx", "mammoth"), ("pdf", "pypdf")])
def test_a_missing_library_is_named(
    monkeypatch: pytest.MonkeyPatch, extra: str, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    data = docx(PARAGRAPHS) if extra == "docx" else pdf((("一",),))
    with pytest.raises(SourceError) as caught:
        clean(_source(f"a.{extra}", data))
    assert caught.value.problem.cause == f'reading .{extra} needs `pip install "wenzhai[{extra}]"`'


@pytest.mark.parametrize("name", ["a.docx", "a.pdf"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_damaged_document_is_one_clear_line(name: str, share: float) -> None:
    pytest.importorskip("mammoth")
    pytest.importorskip("pypdf")
    data = docx(PARAGRAPHS) if name.endswith("docx") else pdf((("一杆秤的规矩",),))
    try:
        clean(_source(name, data[: int(len(data) * share)]))
    except SourceError as fault:
        assert "\n" not in str(fault.problem)

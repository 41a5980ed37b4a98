"""Headings that only their numbering or their type marks, and rows that were a table."""

from __future__ import annotations

from tests.clean.test_places import TEXT, page, paragraphs, read


def headings(*texts: str) -> list[str]:
    article = page("<title>柳塘村换了水表</title>", f"<h1>柳塘村换了水表</h1>{''.join(texts)}")
    return [block.text for block in article.blocks if block.kind == "heading"]


def test_a_numbered_line_over_what_leads_to_a_list_is_a_heading() -> None:
    found = headings(
        paragraphs(
            TEXT[0], "一、村里的打算", "村里打算分三步，次序如下：", "先换表，再换管。", *TEXT[1:]
        )
    )
    assert found == ["一、村里的打算"]


def test_a_numbered_sentence_in_bold_is_a_heading_among_its_like() -> None:
    asked = ("一、先讲讲为什么要换表。", "二、谁来出钱？", "三、多久换完？")
    pairs = [f"<p><b>{one}</b></p><p>{said}</p>" for one, said in zip(asked, TEXT, strict=True)]
    assert headings(*pairs) == list(asked)
    plain = [f"<p>{one}</p><p>{said}</p>" for one, said in zip(asked, TEXT, strict=True)]
    assert asked[0] not in headings(*plain)


def test_formal_numerals_stand_above_the_others() -> None:
    article = page(
        "",
        "<h1>柳塘村換了水表</h1>"
        + paragraphs("壹、緣起", TEXT[0], "貳、做法", "一、先換錶", TEXT[1], "二、再換管", TEXT[2]),
    )
    found = [(block.text, block.level) for block in article.blocks if block.kind == "heading"]
    assert found == [("壹、緣起", 2), ("貳、做法", 2), ("一、先換錶", 3), ("二、再換管", 3)]


def test_lines_of_as_many_cells_with_figures_are_the_rows_of_a_table() -> None:
    width = 22
    wrapped = [
        "\n".join(f"　　{text}"[at : at + width] for at in range(0, len(text) + 2, width))
        for text in TEXT
    ]
    rows = ["村名  去年漏损  今年漏损", "柳塘村  9%  3%", "石埠村  12%  5%"]
    article = read("\n".join(["柳塘村换了水表", "", *wrapped[:2], *rows, "", wrapped[2]]))
    tables = [block.text for block in article.blocks if block.kind == "table"]
    assert tables == ["\n".join("\t".join(row.split()) for row in rows)]
    assert [block.text for block in article.blocks if block.kind == "paragraph"] == list(TEXT)

"""Each decision an editor can take, as it stands in the file and as the build reads it."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.decide import editorial, sidecar
from generator.decide.files import carried_to, on_yaml
from generator.decide.merging import carried
from generator.decide.yaml_text import Values
from generator.model import Edits, Glossary, TopicEdits
from generator.read.editorial import read_glossary, read_topics
from generator.read.sidecar import read_edits

THEMES = ("living", "economy")
BEFORE = "# 说明\ntitle: 旧题   # 暂定\n".encode()


def check(data: bytes, path: str) -> Edits:
    return read_edits(data, path, THEMES)


def decided(decide: Callable[[Values], Values], before: bytes | None = BEFORE) -> Edits:
    after = on_yaml(before, before, "a.edit.yaml", decide, check)
    assert after is None or before is None or after.startswith("# 说明\n".encode())
    return check(after or b"", "a.edit.yaml")


def test_fields_are_set_and_taken_back() -> None:
    edits = decided(lambda old: sidecar.with_field(old, "title", "新题：一座城"))
    assert edits.title == "新题：一座城"
    assert decided(lambda old: sidecar.with_field(old, "title", "")).title is None
    assert decided(lambda old: sidecar.with_field(old, "draft", True)).draft is True
    assert decided(lambda old: sidecar.with_field(old, "authors", ["甲", "乙"])).authors == (
        "甲",
        "乙",
    )


def test_a_sidecar_with_nothing_to_say_is_no_file() -> None:
    data = b"draft: true\n"
    assert on_yaml(data, data, "a", lambda old: {}, check) is None


def test_a_theme_is_set_to_none_and_given_back_to_the_program() -> None:
    (edit,) = decided(lambda old: sidecar.with_theme(old, "p1", None, "城市有 了大脑")).passages
    assert (edit.theme, edit.sets_theme, edit.quote) == (None, True, "城市有 了大脑")
    both = decided(
        lambda old: sidecar.with_omission(
            sidecar.with_theme(old, "p1", "living", "甲"), "p1", True, "甲"
        )
    )
    assert both.passages[0].omit
    assert both.passages[0].theme == "living"
    assert not decided(
        lambda old: sidecar.with_theme(
            sidecar.with_theme(old, "p1", "living", "甲"), "p1", sidecar.AUTOMATIC, "甲"
        )
    ).passages


def test_a_pinned_passage_is_not_dropped() -> None:
    edits = decided(
        lambda old: sidecar.with_sentence(sidecar.with_sentence(old, "p1", "pin"), "p1", "drop")
    )
    assert (edits.pin, edits.drop) == ((), ("p1",))


def test_corrections_and_links() -> None:
    edits = decided(lambda old: sidecar.with_correction(old, "?qū)ふ疫m", "尋找適", "乱码"))
    assert (edits.corrections[0].find, edits.corrections[0].why) == ("?qū)ふ疫m", "乱码")
    pair = decided(lambda old: sidecar.with_link(old, ("p1", "p2"), "add"))
    assert pair.link == (("p1", "p2"),)
    turned = decided(
        lambda old: sidecar.with_link(
            sidecar.with_link(old, ("p1", "p2"), "add"), ("p2", "p1"), "forbid"
        )
    )
    assert (turned.link, turned.unlink) == ((), (("p2", "p1"),))


def test_an_heir_takes_over_all_that_was_decided() -> None:
    old: Values = {
        "passages": {"p1": {"theme": "living", "quote": "旧"}},
        "pin": ["p1"],
        "links": {"add": [["p1", "p9"]]},
    }
    edits = decided(lambda _: sidecar.moved(old, "p1", "p2", "新的话"), None)
    assert (edits.passages[0].passage, edits.passages[0].quote) == ("p2", "新的话")
    assert edits.pin == ("p2",)
    assert edits.link == (("p2", "p9"),)


def topics(decide: Callable[[Values], Values], before: bytes) -> TopicEdits:
    after = on_yaml(before, before, "topics.yaml", decide, read_topics)
    return read_topics(after or b"", "topics.yaml")


TOPICS = "topics:\n  - name: 甲  # 应用\n    aliases: [甲通]\n  - name: 乙\nignore: [丙]\n".encode()


def test_topics_are_joined_renamed_ignored_and_described() -> None:
    found = topics(lambda old: editorial.joined(old, "乙", "甲", ["乙通"]), TOPICS)
    assert [(one.name, one.aliases) for one in found.topics] == [("甲", ("甲通", "乙", "乙通"))]
    found = topics(lambda old: editorial.renamed(old, "甲", "新甲"), TOPICS)
    assert (found.topics[0].name, found.topics[0].aliases) == ("新甲", ("甲", "甲通"))
    found = topics(lambda old: editorial.ignored(old, "乙"), TOPICS)
    assert ([one.name for one in found.topics], found.ignore) == (["甲"], ("丙", "乙"))
    found = topics(lambda old: editorial.with_topic(old, "丙"), TOPICS)
    assert ([one.name for one in found.topics][-1], found.ignore) == ("丙", ())
    found = topics(lambda old: editorial.described(old, "甲", "en", "An app."), TOPICS)
    assert found.topics[0].description.by_tag == (("en", "An app."),)


def test_a_joined_topic_that_nobody_had_approved_is_an_alias_too() -> None:
    found = topics(lambda old: editorial.joined(old, "丁", "甲"), TOPICS)
    assert found.topics[0].aliases == ("甲通", "丁")


def glossary(decide: Callable[[Values], Values], before: bytes) -> Glossary:
    return read_glossary(
        on_yaml(before, before, "g", decide, read_glossary) or b"", "content/glossary.yaml"
    )


def test_terms_are_forced_and_protected() -> None:
    before = "protect:\n  - 于家渡   # 村名\n".encode()
    found = glossary(lambda old: editorial.forced(old, "岚台", "嵐臺", "zh-Hant"), before)
    assert (found.pairs[0].hans, found.pairs[0].hant, found.pairs[0].edition) == (
        "岚台",
        "嵐臺",
        "zh-Hant",
    )
    assert glossary(lambda old: editorial.protected(old, "范里"), before).protect == (
        "于家渡",
        "范里",
    )
    assert glossary(lambda old: editorial.protected(old, "于家渡", False), before).protect == ()


def test_a_forced_pair_replaces_its_own_of_that_edition_and_no_other() -> None:
    before = (
        "pairs:\n"
        "  - {hans: 岚台, hant: 嵐台}\n"
        "  - {hans: 岚台, hant: 嵐臺, edition: zh-HK}\n"
        "  - {hans: 于家渡, hant: 于家渡}\n"
    ).encode()

    def pairs(decide: Callable[[Values], Values]) -> set[tuple[str, str, str]]:
        found = glossary(decide, before).pairs
        return {(one.hans, one.hant, one.edition or "") for one in found}

    others = {("岚台", "嵐臺", "zh-HK"), ("于家渡", "于家渡", "")}
    assert pairs(lambda old: editorial.forced(old, "岚台", "嵐坮")) == others | {
        ("岚台", "嵐坮", "")
    }
    assert pairs(lambda old: editorial.unforced(old, "岚台")) == others


lines = st.lists(
    st.sampled_from([b"a\n", b"b\n", b"c\n", b"d\r\n", b"e\n"]), max_size=5, unique=True
)


@settings(max_examples=200)
@given(lines, lines, lines)
def test_a_change_carried_to_another_state_is_the_change_or_nothing(
    base: list[bytes], changed: list[bytes], current: list[bytes]
) -> None:
    old, new, now = b"".join(base), b"".join(changed), b"".join(current)
    assert carried(old, new, old) == new
    assert carried(old, old, now) == now
    merged = carried(old, new, now)
    if merged is not None and old != now:
        for line in set(base) - set(changed):
            assert line not in merged.splitlines(keepends=True)
        for line in set(changed) - set(base):
            assert line in merged.splitlines(keepends=True)


def test_lines_that_are_alike_at_several_places_are_not_mixed_up() -> None:
    base = b"a:\n  theme: x\nb:\n  theme: x\nc:\n  theme: x\n"
    goal = base.replace(b"b:\n  theme: x", b"b:\n  theme: y")
    current = b"d:\n  theme: x\n" + base.replace(b"a:\n  theme: x\n", b"")
    assert carried_to("f.yaml", base, goal, current) in (
        None,
        current.replace(b"b:\n  theme: x", b"b:\n  theme: y"),
    )

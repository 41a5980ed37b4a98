"""What the documents say is what the program does: examples are run, names are complete."""

from __future__ import annotations

import argparse
import re
import runpy
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.cli import command_parser
from generator.problems import Problem

Run = Callable[..., Any]
DOCS = Path(__file__).parents[2] / "docs"
_STEP = re.compile(
    r"^`(?P<path>[\w./-]+)`[:：]\n\n```\w+\n(?P<text>.*?)^```$"
    r"|^```sh\n(?P<commands>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


# Not run here: a test has the program already.
INSTALL = (
    "python3 -m venv ../wenzhai-env",
    ". ../wenzhai-env/bin/activate",
    'pip install ".[docx,pdf]"',
)


@pytest.mark.parametrize("file", ["tutorial.md", "zh-Hans/tutorial.md"])
def test_the_tutorial_works_as_it_is_written(
    file: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "program"
    program.mkdir()
    monkeypatch.chdir(program)
    text = (DOCS / file).read_text("utf-8")
    editions = re.findall(r"`(editions: \[.+?\])`", text)
    ran = []
    for step in _STEP.finditer(text):
        if step["path"]:
            assert Path(step["path"]).parent.is_dir()
            Path(step["path"]).write_text(step["text"], "utf-8")
            continue
        if "translate" in step["commands"]:
            settings = Path("site.yaml").read_text("utf-8")
            changed = re.sub(r"^editions:.*$", editions[0], settings, flags=re.MULTILINE)
            Path("site.yaml").write_text(changed, "utf-8")
        for line in step["commands"].splitlines():
            command, *arguments = shlex.split(line)
            if command == "cd":
                monkeypatch.chdir(arguments[0])
            elif command == "wenzhai":
                result = run(*arguments)
                assert result.status == 0, (line, result.err)
                ran.append(arguments[0])
            else:
                assert line in INSTALL, line
    assert {"new", "build", "inspect", "check", "translate", "recipes"} <= set(ran)
    page = Path("public/zh-hans/articles/bridge/index.html").read_text("utf-8")
    assert "柳浦大桥换上会说话的传感器" in page and "程砚秋" in page and "柳浦日报" in page
    assert "柳浦大桥装上传感器，报警后二十分钟内有人到场。" in page
    assert "分享到" not in page.split("<details")[0]
    assert Path("public/zh-hans/topics").is_dir()
    assert Path("public/en/articles/bridge/index.html").is_file()


def test_the_reference_is_what_the_program_reads() -> None:
    command = [sys.executable, str(DOCS / "reference.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_link_between_documents_leads_somewhere() -> None:
    root = DOCS.parent
    dead = []
    for path in [*root.glob("*.md"), *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\(([^()\s]+)\)", path.read_text("utf-8")):
            if "://" in target or target.startswith(("#", "mailto:")):
                continue
            if not (path.parent / target.split("#")[0]).exists():
                dead.append(f"{path.relative_to(root)}: {target}")
    assert dead == []


def documents() -> list[Path]:
    return sorted({*DOCS.parent.glob("*.md"), *DOCS.rglob("*.md")} - {DOCS.parent / "CHANGELOG.md"})


def test_every_file_of_the_program_that_documents_name_is_there() -> None:
    root = DOCS.parent
    named = re.compile(r"(?:generator|tests|bench|docs|examples)/[\w./*-]*|[\w./*-]+\.py\b")
    gone = []
    for path in documents():
        for words in re.findall(r"`([^`\n]+)`", path.read_text("utf-8")):
            gone += [
                f"{path.relative_to(root)}: {name}"
                for name in named.findall(words)
                if not (any(root.glob(name)) or any(root.glob(f"generator/**/{name}")))
            ]
    assert gone == []


def test_every_command_and_option_that_documents_name_is_one() -> None:
    told = re.compile(r"(?<![\w./-])wenzhai ([a-z]+)\b([^`\n|#&]*)")
    commands = dict(
        choice
        for action in command_parser()._actions
        if isinstance(action, argparse._SubParsersAction)
        for choice in action.choices.items()
    )
    targets = re.findall(
        r"^([a-z-]+):", (DOCS.parent / "Makefile").read_text("utf-8"), re.MULTILINE
    )
    unknown = []
    for path in documents():
        text = path.read_text("utf-8")
        code = re.findall(r"^```(?:sh|console)?\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
        code += re.findall(r"`([^`\n]+)`", text) + re.findall(r"^    (.+)$", text, re.MULTILINE)
        for words in code:
            for name, rest in told.findall(words):
                options = commands[name]._option_string_actions if name in commands else ()
                asked = re.findall(r"--[a-z-]+", rest)
                unknown += [
                    f"{path.name}: wenzhai {name} {one}"
                    for one in asked or [""]
                    if name not in commands or (one and one not in options)
                ]
            unknown += [
                f"{path.name}: make {target}"
                for target in re.findall(r"^make ([a-z-]+)", words)
                if target not in targets
            ]
    assert unknown == []


PAGES = runpy.run_path(str(DOCS / "make.py"))["PAGES"]


@pytest.mark.parametrize(
    ("english", "chinese"),
    [("README.md", "README.zh-Hans.md")]
    + [(english, chinese) for _, english, chinese in PAGES if chinese],
)
def test_both_languages_have_the_same_parts_and_commands(english: str, chinese: str) -> None:
    def parts(file: str) -> tuple[list[str], list[str], int]:
        text = (DOCS.parent / file).read_text("utf-8")
        blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
        text = re.sub(r"^```\w*\n(.*?)^```", "", text, flags=re.MULTILINE | re.DOTALL)
        headings = re.findall(r"^(#+) ", text, re.MULTILINE)
        commands = re.findall(r"\bwenzhai [a-z]+|^pip .*", "\n".join(blocks), re.MULTILINE)
        return headings, commands, len(re.findall(r"^\| ", text, re.MULTILINE))

    assert parts(english)[:2] == parts(chinese)[:2]
    if "templates" not in english:  # the Chinese page leads to the English table of views
        assert parts(english)[2] == parts(chinese)[2]


def test_a_message_looks_as_the_documents_say() -> None:
    shown = str(Problem("content/articles/a.txt", 3, "error", "cause", "fix"))
    assert shown == "content/articles/a.txt:3: error: cause — fix"

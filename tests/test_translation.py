"""Every text can be found by the translation tool: it reads calls of `tr` and `mark`, and misses what hides in f-strings."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import clientcare

SOURCES = sorted(Path(clientcare.__file__).parent.rglob("*.py"))


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("tr", "mark"):
            yield node


def test_no_text_to_translate_hides_in_an_f_string() -> None:
    hidden = []
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                hidden += [f"{source.name}:{call.lineno}" for call in calls(node)]
    assert not hidden


def test_no_text_to_translate_is_put_together_at_run_time() -> None:
    made = []
    for source in SOURCES:
        for call in calls(ast.parse(source.read_text("utf-8"))):
            if call.args and isinstance(call.args[0], ast.JoinedStr | ast.BinOp):
                made.append(f"{source.name}:{call.lineno}")
    assert not made


def test_what_is_marked_is_written_out() -> None:
    unwritten = []
    for source in SOURCES:
        for call in calls(ast.parse(source.read_text("utf-8"))):
            name = call.func.id if isinstance(call.func, ast.Name) else ""
            if name == "mark" and not isinstance(call.args[0], ast.Constant):
                unwritten.append(f"{source.name}:{call.lineno}")
    assert not unwritten

"""Reads code without running it: what can be said where nothing may run."""

import ast
import sys
from collections.abc import Iterator

from interviewer.coding.problem import Problem

OUTSIDE = ("os", "sys", "socket", "subprocess", "ctypes", "threading", "multiprocessing", "pathlib")


def reviewed(problem: Problem, source: str) -> list[str]:
    """Faults that the text alone shows; an empty list proves nothing about what it computes."""
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        return [f"line {error.lineno}: it does not parse: {error.msg}"]
    return [*missing_entry(problem, tree), *imports(tree), *empty(problem, tree)]


def missing_entry(problem: Problem, tree: ast.Module) -> Iterator[str]:
    entry = problem.said.entry
    wanted = defined(ast.parse(problem.starter), entry)
    found = defined(tree, entry)
    if found is None:
        yield f"{entry} is not defined at the top; the checks call it by this name"
    elif isinstance(found, ast.FunctionDef) and isinstance(wanted, ast.FunctionDef):
        mine, ours = len(found.args.args), len(wanted.args.args)
        if mine != ours and not found.args.vararg:
            yield f"line {found.lineno}: {entry} takes {mine} arguments; expected {ours}"


def defined(tree: ast.Module, name: str) -> ast.FunctionDef | ast.ClassDef | None:
    return next(
        (
            node
            for node in tree.body
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == name
        ),
        None,
    )


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, (ast.Import, ast.ImportFrom)):
            continue
        names = (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
        )
        for name in (each.split(".")[0] for each in names):
            if name in OUTSIDE:
                yield f"line {node.lineno}: it imports {name}, which no solution needs"
            elif name != "numpy" and name not in sys.stdlib_module_names:
                yield f"line {node.lineno}: it imports {name}, which the sandbox does not have"


def empty(problem: Problem, tree: ast.Module) -> Iterator[str]:
    found = defined(tree, problem.said.entry)
    if isinstance(found, ast.FunctionDef) and not any(
        isinstance(node, (ast.Return, ast.Yield)) for node in ast.walk(found)
    ):
        yield f"line {found.lineno}: {found.name} returns nothing"

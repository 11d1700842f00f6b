"""What a candidate's own code does, read from its syntax: for questions about it, without a run."""

import ast
from collections.abc import Iterator

from interviewer.coding.problem import FollowUp

LOOPS = (ast.For, ast.While, ast.ListComp, ast.GeneratorExp, ast.DictComp, ast.SetComp)
SORTS = ("sort", "sorted", "argsort")
COPIES = ("copy", "deepcopy", "astype")


def features(source: str) -> dict[str, int]:
    """Each feature with the first line that has it; none for code that doesn't parse.

    `loop`, `nested-loop`, `matmul`, `sort`, `copy`, `recursion`, `raise`, and `calls:NAME` for
    every call of NAME or of a method of that name.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return {}
    found: dict[str, int] = {}
    for name, line in sorted(seen(tree), key=lambda each: each[1]):
        found.setdefault(name, line)
    return found


def seen(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, LOOPS):
            yield "loop", node.lineno
            if any(isinstance(each, LOOPS) for each in ast.walk(node) if each is not node):
                yield "nested-loop", node.lineno
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
            yield "matmul", node.lineno
        elif isinstance(node, ast.Raise):
            yield "raise", node.lineno
        elif isinstance(node, ast.Call):
            yield from of_call(node)
        elif isinstance(node, ast.FunctionDef):
            yield from recursion(node)


def of_call(node: ast.Call) -> Iterator[tuple[str, int]]:
    name = called(node)
    if not name:
        return
    yield f"calls:{name}", node.lineno
    if name in SORTS:
        yield "sort", node.lineno
    if name in COPIES:
        yield "copy", node.lineno
    if name in ("matmul", "dot"):
        yield "matmul", node.lineno


def called(node: ast.Call) -> str:
    """The last part of what is called: `sum` of `np.sum(x)`, of `x.sum()` and of `sum(x)`."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def recursion(function: ast.FunctionDef) -> Iterator[tuple[str, int]]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and called(node) == function.name:
            yield "recursion", node.lineno


def fitting(follow_ups: tuple[FollowUp, ...], source: str, most: int) -> list[tuple[str, FollowUp]]:
    """The questions that this code calls for, with its line numbers; those about features first."""
    has = features(source)
    fit = [
        each
        for each in follow_ups
        if has.keys() >= set(each.features) and not has.keys() & set(each.lacks)
    ]
    fit.sort(key=lambda each: not (each.features or each.lacks))
    return [(asked(each, has), each) for each in fit[:most]]


def asked(follow_up: FollowUp, has: dict[str, int]) -> str:
    line = has[follow_up.features[0]] if follow_up.features else 0
    return follow_up.ask.replace("{line}", str(line))

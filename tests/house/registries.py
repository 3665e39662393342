"""The rules of the registries: what there is stands in a tuple written by hand, where anyone can read it."""

import ast
import re
from collections.abc import Iterator

from tests.house.source import PACKAGES, Check, Finding, Source

# Calls that gather things from afar, so that no file says what there is.
GATHERING = (
    "__import__",
    "__subclasses__",
    "entry_points",
    "import_module",
    "iter_modules",
    "walk_packages",
)

HOOKS = ("__init_subclass__", "__set_name__")

CONSTANT = re.compile(r"^[A-Z][A-Z0-9_]*$")


def gathers_nothing(source: Source) -> Iterator[Finding]:
    """Nothing is found by scanning or registers itself while it is imported."""
    if not is_ours(source):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and (called := name_called(node)) in GATHERING:
            yield Finding(source.path, node.lineno, f"A registry is written by hand, found a call of {called}.")
        elif isinstance(node, ast.FunctionDef) and node.name in HOOKS:
            yield Finding(source.path, node.lineno, f"Nothing registers itself, found {node.name}.")


def constants_cannot_grow(source: Source) -> Iterator[Finding]:
    """What is listed once and for all is a tuple, so that nothing can add to it from afar."""
    if not is_ours(source):
        return
    for statement in source.tree.body:
        for name, value in assigned(statement):
            if CONSTANT.match(name) and isinstance(value, ast.List | ast.ListComp | ast.Set | ast.SetComp):
                yield Finding(source.path, statement.lineno, f"{name} cannot grow: make it a tuple or a frozenset.")


def is_ours(source: Source) -> bool:
    """Whether a file belongs to the packages of the service and not to its tests."""
    return source.path.partition("/")[0] in PACKAGES


def name_called(call: ast.Call) -> str:
    """The last part of the name that is called."""
    return ast.unparse(call.func).rpartition(".")[2]


def assigned(statement: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    """The names that a statement at the top of a module assigns, with their values."""
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            yield name, value
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            yield name, value
        case _:
            pass


REGISTRY_CHECKS: tuple[Check, ...] = (gathers_nothing, constants_cannot_grow)

"""The rules of tidiness: what a file of this house looks like, whatever it is about."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator

from tests.house.source import Check, Finding, Source, matches

MODULE_LINES_MAX = 300
SCREEN_LINES_MAX = 60

NUMBERED_STEP = re.compile(r"^\s*# 1\. ", re.MULTILINE)
TWO_SENTENCES = re.compile(r"[a-z)][.!?] [A-Z]")
POSTPONED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
PLACEHOLDER = re.compile(r"[\"'](?:foo|bar|baz|lorem ipsum)\b", re.IGNORECASE)
TRAILING_SPACE = re.compile(r"[ \t]+$")
TAB = re.compile(r"\t")
MACHINE_PATH = re.compile(r"(?<![\w.})*-])/(?:work|home|root|tmp|Users)/[\w.]")
REGISTRY_HOST = re.compile(
    r"pythonhosted\.org|pypi\.org/simple|npmjs\.org|deb\.debian\.org|--(?:extra-)?index-url[ =]|--find-links[ =]"
)

ABBREVIATIONS = {
    "cb": "callback", "cfg": "settings", "conn": "connection", "ctx": "context", "curr": "current", "db": "database",
    "dt": "moment", "err": "error", "evt": "event", "fn": "function", "idx": "index", "mgr": "keeper", "msg": "message",
    "num": "number", "obj": "thing", "pos": "position", "pwd": "password", "req": "request", "res": "result",
    "resp": "response", "ret": "result", "sess": "session", "stmt": "statement", "tmp": "temporary", "usr": "user",
    "val": "value",
}  # fmt: skip

# Names that pytest has given.
GIVEN_NAMES = ("tmp_path", "tmp_path_factory")


def opens_with_one_sentence(source: Source) -> Iterator[Finding]:
    """A module's first line is one sentence with a full stop; an empty `__init__.py` needs none."""
    if not source.text.strip():
        return
    first = (ast.get_docstring(source.tree) or "").partition("\n")[0]
    if not first:
        yield Finding(source.path, 1, "A module opens with a docstring that says what it is.")
    elif not first.endswith(".") or first[0].islower() or TWO_SENTENCES.search(first):
        yield Finding(source.path, 1, f"A module's first line is one sentence with a full stop, found {first!r}.")


def is_short(source: Source) -> Iterator[Finding]:
    """A module has 300 lines at most."""
    if len(source.lines) > MODULE_LINES_MAX:
        yield Finding(
            source.path, len(source.lines), f"A module has {MODULE_LINES_MAX} lines at most, found {len(source.lines)}."
        )


def functions_fit_a_screen(source: Source) -> Iterator[Finding]:
    """A function fits a screen, or its steps are numbered."""
    for function in functions(source):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        body = "\n".join(source.lines[function.lineno - 1 : function.end_lineno])
        if length > SCREEN_LINES_MAX and not NUMBERED_STEP.search(body):
            yield Finding(
                source.path,
                function.lineno,
                f"A function has {SCREEN_LINES_MAX} lines at most or numbered steps (# 1. …), "
                f"found {length} in {function.name}.",
            )


def postpones_nothing(source: Source) -> Iterator[Finding]:
    """No comment puts work off: what is to be done is an issue, and what stands here is done."""
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type == tokenize.COMMENT and POSTPONED.search(token.string):
            yield Finding(source.path, token.start[0], f"A comment postpones nothing, found {token.string!r}.")


def spells_names_out(source: Source) -> Iterator[Finding]:
    """Names are words: what is assigned, taken as an argument or defined is spelled out."""
    for name, line in defined_names(source):
        for word in name.split("_"):
            if name not in GIVEN_NAMES and word in ABBREVIATIONS:
                meant = ABBREVIATIONS[word]
                yield Finding(source.path, line, f"Names are spelled out, expected {meant!r} for {word!r} in {name!r}.")


def states_a_behaviour(source: Source) -> Iterator[Finding]:
    """Every test says in one sentence what holds."""
    if not source.path.rpartition("/")[2].startswith("test_"):
        return
    for function in functions(source):
        said = (ast.get_docstring(function) or "").partition("\n")[0]
        if function.name.startswith("test_") and not said.endswith("."):
            yield Finding(source.path, function.lineno, f"A test states a behaviour in one sentence: {function.name}.")


def speaks_of_real_things(source: Source) -> Iterator[Finding]:
    """The people and things in tests are real ones, such as UNFPA and the Marrakech conference."""
    if source.is_test and not source.path.startswith("tests/house/"):
        yield from matches(PLACEHOLDER, source, "Tests speak of real things, such as UNFPA.")


def skips_give_a_reason(source: Source) -> Iterator[Finding]:
    """A test that is skipped or expected to fail says why."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in ("skip", "xfail", "skipif"):
            statement = ast.get_source_segment(source.text, enclosing_call(source, node) or node) or ""
            if ast.unparse(node).startswith("pytest.mark") and "reason=" not in statement:
                yield Finding(source.path, node.lineno, f"{ast.unparse(node)} gives its reason.")


def has_clean_whitespace(source: Source) -> Iterator[Finding]:
    """No tabs (but in a Makefile), no spaces at the end of a line, one line end at the end."""
    if not source.path.endswith("Makefile"):
        yield from matches(TAB, source, "Lines are indented with spaces, found a tab.")
    yield from matches(TRAILING_SPACE, source, "A line ends without spaces.")
    if source.text and (not source.text.endswith("\n") or source.text.endswith("\n\n")):
        yield Finding(source.path, len(source.lines), "A file ends with one line end.")


def names_no_machine(source: Source) -> Iterator[Finding]:
    """No file names a folder of one machine or the host of a package registry."""
    yield from matches(MACHINE_PATH, source, "No file names a folder of one machine.")
    yield from matches(REGISTRY_HOST, source, "No file names the host of a package registry.")


def functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a module."""
    return (node for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def enclosing_call(source: Source, inner: ast.expr) -> ast.Call | None:
    """The call whose function is this expression, if it is called at all."""
    return next((node for node in ast.walk(source.tree) if isinstance(node, ast.Call) and node.func is inner), None)


def defined_names(source: Source) -> Iterator[tuple[str, int]]:
    """Every name that a module gives to something, with its line; names that it only imports are not its choice."""
    for node in ast.walk(source.tree):
        match node:
            case ast.arg(arg=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name, node.lineno
            case ast.Name(id=name, ctx=ast.Store()):
                yield name, node.lineno
            case _:
                pass


PYTHON_CHECKS: tuple[Check, ...] = (
    opens_with_one_sentence,
    is_short,
    functions_fit_a_screen,
    postpones_nothing,
    spells_names_out,
    states_a_behaviour,
    speaks_of_real_things,
    skips_give_a_reason,
)

TEXT_CHECKS: tuple[Check, ...] = (has_clean_whitespace, names_no_machine)

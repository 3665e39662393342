"""The rules of the layers: who may import whom, read from the import statements themselves."""

import ast
from collections.abc import Iterator

from tests.house.source import PACKAGES, Check, Finding, Source

# From the lowest to the highest: a layer imports itself and what stands before it.
LAYERS = ("events", "projections", "service")

# What gives a command a database, and so may not stand in one.
LOG = "events.log"

# What a module is called that defines tables and does nothing else.
TABLE_DEFINITIONS = "tables"


def imports_no_higher_layer(source: Source) -> Iterator[Finding]:
    """A lower layer never imports a higher one, and only the command `tour` imports the migrations, to run them."""
    layer = source.path.partition("/")[0]
    if layer not in LAYERS:
        return
    allowed = [*LAYERS[: LAYERS.index(layer) + 1], *(["migrations"] if source.path.startswith("service/cli/") else [])]
    for name, line in own_imports(source):
        if name.partition(".")[0] not in allowed:
            yield Finding(source.path, line, f"{layer} imports only {', '.join(allowed)}, found {name}.")


def commands_import_events_only(source: Source) -> Iterator[Finding]:
    """A command decides from events alone: no log, no view, no other part of the service."""
    if not source.path.startswith("service/commands/"):
        return
    for name, line in own_imports(source):
        if not (is_within(name, "service.commands") or is_within(name, "events")) or is_within(name, LOG):
            yield Finding(source.path, line, f"A command imports events, and of these not the log, found {name}.")


def migrations_import_tables_only(source: Source) -> Iterator[Finding]:
    """A migration imports nothing of the project but table definitions."""
    if not source.path.startswith("migrations/"):
        return
    for name, line in own_imports(source):
        if not is_within(name, "migrations") and TABLE_DEFINITIONS not in name.split("."):
            yield Finding(source.path, line, f"A migration imports table definitions only, found {name}.")


def own_imports(source: Source) -> Iterator[tuple[str, int]]:
    """Every module of the project that a file imports, anywhere in it, with the line."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from ((name, node.lineno) for name in names if name.partition(".")[0] in PACKAGES)


def is_within(name: str, package: str) -> bool:
    """Whether a dotted name is this package or something in it."""
    return name == package or name.startswith(f"{package}.")


LAYER_CHECKS: tuple[Check, ...] = (
    imports_no_higher_layer,
    commands_import_events_only,
    migrations_import_tables_only,
)

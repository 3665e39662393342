"""Heartbeats: which process answers from which version of a view, or builds it, and when it last said so.

Times are those of the database's server, in seconds, so that processes whose clocks differ agree on what is long ago.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from events.log.database import Statement, Transaction
from events.log.tables import view_heartbeat

SERVES = "serves"
BUILDS = "builds"
EVERY_SECONDS = 10.0
# Who was silent for so long is gone: six heartbeats that nobody heard.
SILENT_SECONDS_MAX = 60
FORGOTTEN_AFTER_SECONDS = 3_600

Named = tuple[str, int]


class TakenOver(Exception):
    """Another process does what this one was doing."""


class _ServerSeconds(FunctionElement[int]):
    """The time of the database's server, in whole seconds since 1970."""

    inherit_cache = True
    type = sa.BigInteger()
    name = "server_seconds"


@compiles(_ServerSeconds, "sqlite")
def _on_sqlite(element: _ServerSeconds, compiler: SQLCompiler, **keywords: Any) -> str:  # noqa: ARG001 - SQLAlchemy's
    return "CAST(strftime('%s', 'now') AS INTEGER)"


@compiles(_ServerSeconds, "postgresql")
def _on_postgresql(element: _ServerSeconds, compiler: SQLCompiler, **keywords: Any) -> str:  # noqa: ARG001 - the same
    return "CAST(extract(epoch FROM clock_timestamp()) AS bigint)"


_c = view_heartbeat.c
_MINE = (_c.process == sa.bindparam("the_process"), _c.work == sa.bindparam("the_work"))
_ONE = (*_MINE, _c.name == sa.bindparam("the_name"), _c.version == sa.bindparam("the_version"))
_BEAT = Statement(sa.update(view_heartbeat).where(*_ONE).values(seen_at=_ServerSeconds()))
_FIRST = Statement(
    sa.insert(view_heartbeat).from_select(
        ["process", "work", "name", "version", "seen_at"],
        sa.select(
            sa.bindparam("the_process", type_=sa.Text),
            sa.bindparam("the_work", type_=sa.Text),
            sa.bindparam("the_name", type_=sa.Text),
            sa.bindparam("the_version", type_=sa.BigInteger),
            _ServerSeconds(),
        ),
    )
)
_END = Statement(sa.delete(view_heartbeat).where(*_ONE))
_NOTED = Statement(sa.select(_c.seen_at).where(*_ONE))
_OTHERS = Statement(sa.delete(view_heartbeat).where(_c.process != sa.bindparam("the_process"), *_ONE[1:]))
_FORGET = Statement(sa.delete(view_heartbeat).where(_c.seen_at < _ServerSeconds() - FORGOTTEN_AFTER_SECONDS))
_HEARD = Statement(
    sa.select(_c.process, _c.work, _c.name, _c.version).where(_c.seen_at >= _ServerSeconds() - SILENT_SECONDS_MAX)
)


async def beat(transaction: Transaction, process: str, work: str, views: Iterable[Named]) -> None:
    """Say that a process serves or builds these versions of views."""
    for name, version in views:
        named = _named(process, work, (name, version))
        if not await transaction.execute(_BEAT, named):
            await transaction.execute(_FIRST, named)
    await transaction.execute(_FORGET)


async def go_on(transaction: Transaction, process: str, work: str, views: Iterable[Named]) -> None:
    """Say that a process is still at it, where no other has taken over."""
    for view in views:
        await transaction.execute(_BEAT, _named(process, work, view))


async def end(transaction: Transaction, process: str, work: str, views: Iterable[Named]) -> None:
    """Say that a process no longer does so."""
    for view in views:
        await transaction.execute(_END, _named(process, work, view))


async def take_over(transaction: Transaction, process: str, work: str, views: Iterable[Named]) -> None:
    """Say that a process does so alone: what others said of it counts no more."""
    for view in views:
        await transaction.execute(_OTHERS, _named(process, work, view))


async def is_noted(transaction: Transaction, process: str, work: str, view: Named) -> bool:
    """Whether what a process said of a view still counts, however long ago it said it."""
    return await transaction.fetch_one(_NOTED, _named(process, work, view)) is not None


async def demand(transaction: Transaction, process: str, work: str, view: Named) -> None:
    """Raise TakenOver where another process does it by now: this one was not heard of for too long."""
    if not await is_noted(transaction, process, work, view):
        raise TakenOver(f"Another process has taken over the building of {view[0]}.")


async def heard(transaction: Transaction, work: str) -> dict[Named, list[str]]:
    """The processes that serve, or build, each version of a view, of whom something was heard within a minute."""
    found: dict[Named, list[str]] = {}
    for process, at, name, version in await transaction.fetch_all(_HEARD):
        if at == work:
            found.setdefault((name, version), []).append(process)
    return found


def _named(process: str, work: str, view: Named) -> dict[str, Any]:
    return {"the_process": process, "the_work": work, "the_name": view[0], "the_version": view[1]}


def names_of(views: Sequence[Any]) -> list[Named]:
    """The names and versions of views."""
    return [(view.name, view.version) for view in views]

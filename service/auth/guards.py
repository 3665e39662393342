"""The three doors and the open one: every route names exactly one of them in its `guards`.

They are asynchronous because the framework would run others in a thread each, and wrap them beyond recognition.
"""

from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers.base import BaseRouteHandler

from service.api.problems import NotAllowed, NotAuthenticated
from service.auth.caller import Caller
from service.auth.roles import Role

Connection = ASGIConnection[Any, Any, Any, Any]


async def anyone(_connection: Connection, _handler: BaseRouteHandler) -> None:
    """No key is asked for: pages, health, documentation."""


async def reads(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Any valid key."""
    caller_of(connection)


async def reports(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Focal points and the secretariat. For which agency is decided by the command, under the lock."""
    _require(connection, Role.FOCAL_POINT, Role.SECRETARIAT)


async def keeps(connection: Connection, _handler: BaseRouteHandler) -> None:
    """The secretariat alone."""
    _require(connection, Role.SECRETARIAT)


def caller_of(connection: Connection) -> Caller:
    """The caller of a guarded route."""
    caller = connection.scope.get("user")
    if not isinstance(caller, Caller):
        raise NotAuthenticated("Expected the header Authorization: Bearer with a valid key, found none.")
    return caller


def _require(connection: Connection, *roles: Role) -> None:
    role = caller_of(connection).role
    if role not in roles:
        raise NotAllowed(f"Expected a key of the role {' or '.join(roles)}, found one of the role {role}.")

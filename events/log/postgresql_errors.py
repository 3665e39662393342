"""The log's own errors for those of PostgreSQL's driver."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import errors as driver_errors

from events.log.errors import (
    AlreadyStored,
    ChangeRefused,
    DatabaseBusy,
    DatabaseError,
    DatabaseUnreachable,
    StatementTooSlow,
)
from events.log.postgresql_pool import STATEMENT_SECONDS_MAX


@contextmanager
def translation() -> Iterator[None]:
    """The log's own errors in place of the driver's."""
    try:
        yield
    except psycopg.Error as error:
        raise translated(error) from error


def translated(error: psycopg.Error) -> DatabaseError:
    """The log's own error for one of PostgreSQL's."""
    said = error.diag.message_primary or str(error).strip()
    match error:
        case driver_errors.UniqueViolation():
            return AlreadyStored(f"A row with the same key is already stored: {said}.")
        case driver_errors.RestrictViolation():
            return ChangeRefused(said)
        case driver_errors.InsufficientPrivilege():
            return ChangeRefused(f"PostgreSQL does not allow it to this role: {said}.")
        case driver_errors.LockNotAvailable():
            return DatabaseBusy(f"A lock that others held was not free in time: {said}.")
        case driver_errors.QueryCanceled():
            return StatementTooSlow(f"A statement ran for more than {STATEMENT_SECONDS_MAX} seconds and was stopped.")
        case driver_errors.ReadOnlySqlTransaction():
            return DatabaseUnreachable(f"A server that takes writes was expected, and a standby was found: {said}.")
        case driver_errors.IdleInTransactionSessionTimeout():
            return DatabaseUnreachable(f"This process hung for too long in a transaction, which was undone: {said}.")
        case driver_errors.DiskFull():
            return DatabaseUnreachable(f"The disk under PostgreSQL is full: {said}.")
        case psycopg.OperationalError() | psycopg.InterfaceError():
            return DatabaseUnreachable(f"The connection to PostgreSQL broke: {said}.")
        case _:
            return DatabaseError(f"PostgreSQL refused a statement: {said}.")

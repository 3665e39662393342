"""What can go wrong with the log, as one family, so that both databases fail alike."""


class LogError(Exception):
    """The log could not do what was asked."""


class AddressRefused(LogError):
    """The address names no database that the log can stand on."""


class LogDamaged(LogError):
    """What is stored contradicts itself: appending stops before it grows worse."""


class DatabaseError(LogError):
    """The database refused a statement; the transaction around it did not happen."""


class AlreadyStored(DatabaseError):
    """A row with the same key is already stored."""


class ChangeRefused(DatabaseError):
    """A guard rail of the database refused to change or remove what was recorded."""


class DatabaseBusy(DatabaseError):
    """Others held a lock for longer than this one may wait."""


class StatementTooSlow(DatabaseError):
    """A statement ran over its time limit and was stopped."""


class DatabaseUnreachable(DatabaseError):
    """The database could not be reached, or the connection to it broke before COMMIT was sent."""


class TransactionAborted(DatabaseError):
    """A failed statement had already undone the transaction when COMMIT was asked for."""


class CommitUnknown(LogError):
    """COMMIT was sent and not acknowledged: it may or may not have happened; ask the command log."""

"""Addresses of databases, as TOUR_DATABASE_URL names them."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote

from events.log.errors import AddressRefused

_WHOLE_NUMBERS = ("port", "connect_timeout")


def file_of(url: str) -> Path | None:
    """The file of `sqlite:///relative/path` or `sqlite:////absolute/path`; None for `postgresql://…`.

    Anything else, or a directory that does not exist, raises `AddressRefused`.
    """
    if url.startswith("sqlite:"):
        return _sqlite_path(url)
    if url.startswith(("postgresql://", "postgres://")):
        return None
    scheme = url.partition(":")[0]
    raise AddressRefused(
        f"An address beginning with sqlite:/// or postgresql:// was expected, and one of the kind “{scheme}” was found."
    )


def conninfo_of(url: str) -> dict[str, Any]:
    """What `postgresql://…` names, under the names that PostgreSQL has for it: host, port, dbname and others.

    An address that is none raises `AddressRefused`.
    """
    # Whoever watches over the server loads little, and the driver only where it asks PostgreSQL.
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    try:
        named = conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        raise _not_read(str(error).strip()) from error
    for name in _WHOLE_NUMBERS:
        # The driver reads these only when it connects; several hosts have several ports, some of them left out.
        for number in str(named.get(name) or "").split(","):
            if number and not number.isdecimal():
                raise _not_read(f"a whole number was expected as {name}, and “{number}” was found")
    return named


def demand_address(url: str) -> None:
    """Raise `AddressRefused` for what is no address of a database, before anything is made or connected."""
    if file_of(url) is None:
        conninfo_of(url)


def _not_read(why: str) -> AddressRefused:
    return AddressRefused(
        f"An address as in postgresql://user@host:5432/database was expected, and it could not be read: {why}."
    )


def _sqlite_path(url: str) -> Path:
    name = unquote(url.removeprefix("sqlite:///")).partition("?")[0]
    if not url.startswith("sqlite:///") or not name or ":memory:" in name:
        raise AddressRefused(
            f"A file was expected, as in sqlite:///tour.sqlite3 or sqlite:////var/tour.sqlite3, and {url} names none."
        )
    path = Path(name).absolute()
    if not path.parent.is_dir():
        raise AddressRefused(f"A directory {path.parent} was expected for the database {path.name}, and there is none.")
    if path.is_dir():
        raise AddressRefused(f"A file was expected for the database, and {path} is a directory.")
    return path

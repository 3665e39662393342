"""Addresses of databases, as TOUR_DATABASE_URL names them."""

from pathlib import Path
from urllib.parse import unquote

from events.log.errors import AddressRefused


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

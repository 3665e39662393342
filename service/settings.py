"""What the service is told from outside, in environment variables that begin with TOUR_."""

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

DATABASE_URL_DEFAULT = "sqlite:///tour.sqlite3"


class SettingRefused(ValueError):
    """A setting cannot be used."""


class Settings(Struct, frozen=True, kw_only=True):
    """The settings, each with the variable it comes from.

    `database_url` (TOUR_DATABASE_URL): `sqlite:///path` or `postgresql://…`. `owner_database_url`
    (TOUR_OWNER_DATABASE_URL): on PostgreSQL, the same database as the role that owns the tables; it migrates, restores
    and scrubs, and the service's own role, that of `database_url`, then owns only the tables of views. `host`, `port`
    (TOUR_HOST, TOUR_PORT): where to listen. `due_soon_days` (TOUR_DUE_SOON_DAYS): how many days before its last day a
    promise is due soon. `requests_per_minute` (TOUR_REQUESTS_PER_MINUTE): for each owner of keys, 0 for no limit.
    `signing_key` (TOUR_SIGNING_KEY): the file of the key that signs checkpoints. `origin` (TOUR_ORIGIN): the name of
    the log that the key must have. `journal` (TOUR_JOURNAL): the file in which it is noted what was forgotten, on
    another disk than the database. `smtp_url` (TOUR_SMTP_URL): the mail server that takes reminders,
    `smtp://[user:password@]host[:port]` or `smtps://…`; none are sent without it. `mail_from` (TOUR_MAIL_FROM): the
    address from which they come. `public_url` (TOUR_PUBLIC_URL): where people reach the service, for links in mails.
    """

    database_url: str = DATABASE_URL_DEFAULT
    owner_database_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    due_soon_days: int = 30
    requests_per_minute: int = 600
    signing_key: str | None = None
    origin: str | None = None
    journal: Path | None = None
    smtp_url: str | None = None
    mail_from: str | None = None
    public_url: str | None = None


def settings_from(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of an environment. Raises SettingRefused with a sentence for a number that is none."""
    return Settings(
        database_url=environment.get("TOUR_DATABASE_URL", DATABASE_URL_DEFAULT),
        owner_database_url=environment.get("TOUR_OWNER_DATABASE_URL"),
        host=environment.get("TOUR_HOST", "127.0.0.1"),
        port=_number(environment, "TOUR_PORT", 8000, most=65_535),
        due_soon_days=_number(environment, "TOUR_DUE_SOON_DAYS", 30, most=3_650),
        requests_per_minute=_number(environment, "TOUR_REQUESTS_PER_MINUTE", 600, most=1_000_000),
        signing_key=environment.get("TOUR_SIGNING_KEY") or None,
        origin=environment.get("TOUR_ORIGIN") or None,
        journal=Path(journal) if (journal := environment.get("TOUR_JOURNAL")) else None,
        smtp_url=environment.get("TOUR_SMTP_URL") or None,
        mail_from=environment.get("TOUR_MAIL_FROM") or None,
        public_url=environment.get("TOUR_PUBLIC_URL") or None,
    )


def _number(environment: Mapping[str, str], name: str, default: int, most: int) -> int:
    text = environment.get(name)
    if text is None:
        return default
    if not text.isascii() or not text.isdigit() or int(text) > most:
        raise SettingRefused(f"{name} must be a whole number from 0 to {most}, and it is {text!r}.")
    return int(text)

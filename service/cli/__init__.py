"""The command `tour`: to set up, fill, serve and check a tour de table from a terminal."""

import argparse
import sys
from collections.abc import Sequence

import httpx
from sqlalchemy.exc import OperationalError

from events.log.errors import LogError
from service.cli import (
    backup,
    demo,
    export_log,
    journal,
    key,
    load,
    migrate,
    rebuild,
    redact,
    restore,
    scrub,
    serve,
    signing_key,
    status,
    summary,
    verify,
)
from service.cli.terminal import CommandRefused, quiet
from service.loading.load import LoadRefused
from service.loading.record import RecordUnreadable
from service.settings import SettingRefused, settings_from

# Each module adds its own parser and runs its own command: to add one, a module and its name here.
COMMANDS = (
    serve,
    demo,
    migrate,
    load,
    key,
    signing_key,
    summary,
    verify,
    export_log,
    rebuild,
    status,
    backup,
    restore,
    redact,
    scrub,
    journal,
)

SETTINGS_HELP = """settings, from the environment:
  TOUR_DATABASE_URL         sqlite:///path or postgresql://… (default sqlite:///tour.sqlite3)
  TOUR_OWNER_DATABASE_URL   PostgreSQL only: the role that owns the tables, for `tour migrate`
  TOUR_HOST, TOUR_PORT      where `tour serve` and `tour demo` listen (default 127.0.0.1:8000)
  TOUR_DUE_SOON_DAYS        from how many days before its last day a promise is due soon (default 30)
  TOUR_REQUESTS_PER_MINUTE  the limit for each owner of keys, 0 for none (default 600)
  TOUR_SIGNING_KEY          the file of the key that signs checkpoints (see `tour signing-key`); without it none is
  TOUR_ORIGIN               the name of the log, such as tourdetable.example.org/log, that the key must have
  TOUR_JOURNAL              a file on another disk, in which it is noted what was withheld or erased
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command; what stands in its way is one sentence on standard error, and exit code 2."""
    parser = argparse.ArgumentParser(
        prog="tour",
        description="What agencies report at the table, what became of it, and the summary that names its sources.",
        epilog=SETTINGS_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_to(commands)
    chosen = parser.parse_args(arguments)
    quiet()
    try:
        sys.exit(chosen.run(chosen, settings_from()))
    except (CommandRefused, SettingRefused, RecordUnreadable, LoadRefused, LogError) as error:
        sys.exit(_complaint(chosen.command, str(error)))
    except OperationalError as error:
        sys.exit(_complaint(chosen.command, f"The database does not answer ({error.orig}); see TOUR_DATABASE_URL."))
    except (OSError, httpx.HTTPError) as error:
        sys.exit(_complaint(chosen.command, f"It could not be done: {error}."))
    except KeyboardInterrupt:
        sys.exit(130)


def _complaint(command: str, sentence: str) -> int:
    """Say what stands in the way, in one line; the exit code for it."""
    print(f"tour {command}: {' '.join(sentence.split())}", file=sys.stderr)
    return 2

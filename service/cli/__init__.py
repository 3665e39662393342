"""The command `tour`: to set up, fill, serve and check a tour de table from a terminal."""

import argparse
import sys
from collections.abc import Sequence
from types import ModuleType

from events.log.errors import LogError
from service.cli.terminal import CommandRefused
from service.settings import SettingRefused, settings_from

SETTINGS_HELP = """settings, from the environment:
  TOUR_DATABASE_URL         sqlite:///path or postgresql://… (default sqlite:///tour.sqlite3)
  TOUR_OWNER_DATABASE_URL   PostgreSQL only: the role that owns the tables, for the commands that make or change them
  TOUR_HOST, TOUR_PORT      where `tour serve` and `tour demo` listen (default 127.0.0.1:8000)
  TOUR_DUE_SOON_DAYS        from how many days before its last day a promise is due soon (default 30)
  TOUR_REQUESTS_PER_MINUTE  the limit for each owner of keys, 0 for none (default 600)
  TOUR_SIGNING_KEY          the file of the key that signs checkpoints (see `tour signing-key`); without it none is
  TOUR_ORIGIN               the name of the log, such as tourdetable.example.org/log, that the key must have
  TOUR_JOURNAL              a file on another disk, in which it is noted what was withheld or erased
  TOUR_SMTP_URL             the mail server that takes reminders: smtp://[user:password@]host[:port] or smtps://…
  TOUR_MAIL_FROM            with it: the address from which reminders come
  TOUR_PUBLIC_URL           with it: where people reach the service, for the links in reminders
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
    given = sys.argv[1:] if arguments is None else arguments
    for command in _wanted(given):
        command.add_to(commands)
    chosen = parser.parse_args(given)
    try:
        sys.exit(chosen.run(chosen, settings_from()))
    except (CommandRefused, SettingRefused, LogError) as error:
        sys.exit(_complaint(chosen.command, str(error)))
    except OSError as error:
        sys.exit(_complaint(chosen.command, f"It could not be done: {error}."))
    except KeyboardInterrupt:
        sys.exit(130)


def _wanted(given: Sequence[str]) -> Sequence[ModuleType]:
    """The commands to choose from. To serve is to watch over another process all the time, and needs little else."""
    if given[:1] == ["serve"]:
        from service.cli import serve

        return (serve,)
    from service.cli.commands import COMMANDS
    from service.cli.quiet import quiet

    quiet()
    return COMMANDS


def _complaint(command: str, sentence: str) -> int:
    """Say what stands in the way, in one line; the exit code for it."""
    print(f"tour {command}: {' '.join(sentence.split())}", file=sys.stderr)
    return 2

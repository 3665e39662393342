"""`tour migrate`: brings the database to the shape that this release needs."""

import argparse
from typing import Any

from events.log.addresses import demand_address
from migrations.run import upgrade
from service.cli.revision import current
from service.settings import Settings


def add_to(commands: Any) -> None:
    """Add the command's parser."""
    parser = commands.add_parser(
        "migrate",
        help="bring the database to the shape that this release needs",
        description="Runs every migration that the database has not seen; makes a SQLite file where there is none. "
        "On PostgreSQL it runs as the role of TOUR_OWNER_DATABASE_URL, if set, and gives the service's own role only "
        "what it needs.",
    )
    parser.add_argument("--service-role", metavar="ROLE", help="PostgreSQL: the role that the service connects as")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, settings: Settings) -> int:
    """Migrate."""
    url = settings.owner_database_url or settings.database_url
    demand_address(url)
    upgrade(url, service_role=chosen.service_role)
    print(f"The database is at revision {current(url)}.")
    return 0

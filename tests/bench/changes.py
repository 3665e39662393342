"""What changed between the two meetings of the record, on a long log: ours on either engine, counted and one page."""

from contextlib import ExitStack, closing
from http.client import HTTPConnection
from json import loads
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from tests.bench.contestants import Contestant, our_service
from tests.bench.log_of import copy_to_postgresql, log_of
from tests.bench.payloads import request
from tests.bench.prepared import SECRETARIAT
from tests.bench.report import Section, rows_of
from tests.bench.turns import Load, Pace, in_turn
from tests.postgresql_server import PRODUCTION, running_server

ROWS = 100
PAGE = f"/api/v1/coordination-meetings/cm9/changes?limit={ROWS}"


def changes(pace: Pace) -> Section:
    """One client that asks for the report anew each time, as the secretariat and as an agency sees it."""
    with ExitStack() as stack:
        directory = Path(stack.enter_context(TemporaryDirectory(prefix="tour-bench-")))
        server = stack.enter_context(running_server(PRODUCTION))
        path = directory / "tour.sqlite3"
        prepared = log_of(pace.events, path)
        url = server.url(server.create_database())
        copy_to_postgresql(path, url)
        services = [
            stack.enter_context(our_service("SQLite", f"sqlite:///{path}", prepared, directory)),
            stack.enter_context(our_service("PostgreSQL", url, prepared, directory, server=server)),
        ]
        loads_of_all = [_reading(one, name) for one in services for name in (SECRETARIAT, prepared.busy[0])]
        counted = _counted(services[0])
        rounds = in_turn(loads_of_all, pace)
    return Section(
        title=f"What changed between two meetings, {ROWS} rows a page",
        how=f"One client, {pace.events} events; {counted} are counted by class, agency and topic, each time anew.",
        rows=rows_of(rounds),
    )


def _reading(contestant: Contestant, who: str) -> Load:
    seen_by = "secretariat" if who == SECRETARIAT else "an agency"
    return Load(
        contestant=_named(contestant, f"{contestant.name}, {seen_by}"),
        requests=[request("GET", PAGE, contestant.tokens[who])],
        expected="200",
        clients=1,
    )


def _counted(contestant: Contestant) -> str:
    """How much there is to tell: what changed, and what was open and silent."""
    with closing(HTTPConnection("127.0.0.1", contestant.ports[0])) as connection:
        connection.request("GET", PAGE, headers={"Authorization": f"Bearer {contestant.tokens[SECRETARIAT]}"})
        report = loads(connection.getresponse().read())
    silent = sum(one["count"] for one in report["classes"] if one["class"] == "silent")
    return f"{report['total'] - silent} activities that changed and {silent} that are silent"


def _named(contestant: Contestant, name: str) -> Contestant:
    return replace(contestant, name=name)

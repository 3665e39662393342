"""The questions of the benchmark of queries, each with the naive query that asks the same tables for the same."""

from msgspec import Struct

from projections.activities import ACTIVITIES
from projections.activity_filter import ActivityFilter
from projections.activity_orders import Order
from projections.clocks import NOW, Clocks
from projections.tallies import Counted
from projections.timeliness import Timeliness
from tests.bench.tenfold import MEETING

ROWS = 100
AS_OF = Clocks(as_of="2018-06-30")
TOPIC = "remittances"
PAGE, ONE_FACET, ALL_FACETS, OF_FEW = "at most 10", "at most 100", "at most 1000", "at most 50"
OPEN_ROW = "{0}.to_position IS NULL AND {0}.to_reported IS NULL"
ROW_THEN = (
    "{0}.from_reported <= '2018-06-30' AND ({0}.to_reported IS NULL OR {0}.to_reported > '2018-06-30') "
    "AND {0}.to_position IS NULL"
)
assert ACTIVITIES.facet_table is not None
TABLE, FACETS = ACTIVITIES.table.name, ACTIVITIES.facet_table.name
COLUMNS = ("kind", "stage", "review", "timeliness", "assurance", "visibility", "language")
LOOKED_UP = ("agency", "mandate", "meeting", "part_of", "place", "statement", "topic")
EVERY_FACET = (Counted(columns=COLUMNS), Counted(facets=LOOKED_UP))


class Case(Struct, frozen=True, kw_only=True):
    """A question: its name, how many milliseconds it may take, the list with its clocks and order, the naive query."""

    name: str
    asked_for: str
    wanted: ActivityFilter
    naive: str
    clocks: Clocks = NOW
    order: Order = Order.TOLD
    counted: tuple[Counted, ...] = ()


def cases(busy: str, quiet: str) -> list[Case]:
    """The questions, about a body that reports as much as the log is long, and one that reports little."""
    of_busy, of_topic = _under("agency", busy), _under("topic", TOPIC)
    lists = {
        "one agency": (ActivityFilter(agencies=(busy,)), of_busy),
        "one topic": (ActivityFilter(topics=(TOPIC,)), of_topic),
        "one meeting": (ActivityFilter(meetings=(MEETING,)), _under("meeting", MEETING)),
    }
    narrow = ActivityFilter(agencies=(busy,), kinds=("publication",), stages=("planned",))
    found = [
        case
        for name, (wanted, under) in lists.items()
        for case in (
            Case(name=name, asked_for=PAGE, wanted=wanted, naive=_page(under)),
            Case(name=f"{name}, as of a day", asked_for="–", wanted=wanted, naive=_page_then(under), clocks=AS_OF),
        )
    ]
    overdue = ActivityFilter(leads=(busy,), promise=True, timeliness=(Timeliness.OVERDUE,))
    is_overdue = f"a.lead = '{busy}' AND a.promise = 1 AND a.stage <> 'completed' AND a.due_by < '2026-11-23'"
    either = ActivityFilter(any_of=(ActivityFilter(agencies=(quiet,)), ActivityFilter(topics=(TOPIC,))))
    is_either = f"({_under('agency', quiet)} OR {of_topic})"
    of_narrow = f"{of_busy} AND a.kind = 'publication' AND a.stage = 'planned'"
    found += [
        Case(name="everything", asked_for=PAGE, wanted=ActivityFilter(), naive=_page("true")),
        Case(name="one kind", asked_for=PAGE, wanted=ActivityFilter(kinds=("publication",)),
             naive=_page("a.kind = 'publication'")),
        Case(name="one agency, kind and stage", asked_for=PAGE, wanted=narrow, naive=_page(of_narrow)),
        Case(name="one agency and topic", asked_for=PAGE, wanted=ActivityFilter(agencies=(busy,), topics=(TOPIC,)),
             naive=_page(f"{of_busy} AND {of_topic}")),
        Case(name="an agency or a topic", asked_for=PAGE, wanted=either, naive=_page(is_either)),
        Case(name="what one lead owes, overdue first", asked_for=PAGE, wanted=overdue,
             naive=_page(is_overdue, "a.due_by, a.thing"), order=Order.DUE),
        Case(name="one agency by title", asked_for=PAGE, wanted=ActivityFilter(agencies=(busy,)),
             naive=_page(of_busy, "a.title_start, a.thing"), order=Order.TITLE),
        Case(name="one facet (kind) of everything", asked_for=ONE_FACET, wanted=ActivityFilter(),
             naive=_by_column("kind", "true"), counted=(Counted(columns=("kind",)),)),
        Case(name="one facet (topic) of everything", asked_for=ONE_FACET, wanted=ActivityFilter(),
             naive=_by_facet("'topic'", "true"), counted=(Counted(facets=("topic",)),)),
        Case(name="all facets of everything", asked_for=ALL_FACETS, wanted=ActivityFilter(),
             naive=_every("true"), counted=EVERY_FACET),
        Case(name="all facets of some 10,000", asked_for=OF_FEW, wanted=narrow, naive=_every(of_narrow),
             counted=EVERY_FACET),
    ]  # fmt: skip
    return found


def _under(facet: str, value: str) -> str:
    row = OPEN_ROW.format("f")
    return f"a.thing IN (SELECT f.thing FROM {FACETS} f WHERE f.facet = '{facet}' AND f.value = '{value}' AND {row})"


def _page(condition: str, order: str = "a.thing") -> str:
    rows = f"FROM {TABLE} a WHERE {OPEN_ROW.format('a')} AND a.review <> 'withdrawn' AND {condition}"
    return f"SELECT a.document {rows} ORDER BY {order} LIMIT {ROWS}; SELECT count(*) {rows}"


def _page_then(condition: str) -> str:
    """The same as of a day."""
    return (
        _page(condition)
        .replace(OPEN_ROW.format("a"), ROW_THEN.format("a"))
        .replace(OPEN_ROW.format("f"), ROW_THEN.format("f"))
    )


def _by_column(column: str, condition: str) -> str:
    rows = f"FROM {TABLE} a WHERE {OPEN_ROW.format('a')} AND a.review <> 'withdrawn' AND {condition}"
    return f"SELECT a.{column}, count(*) {rows} GROUP BY 1"


def _by_facet(names: str, condition: str) -> str:
    return (
        f"SELECT g.facet, g.value, count(*) FROM {FACETS} g JOIN {TABLE} a ON a.thing = g.thing WHERE g.facet IN "
        f"({names}) AND {OPEN_ROW.format('g')} AND {OPEN_ROW.format('a')} AND a.review <> 'withdrawn' AND {condition} "
        "GROUP BY 1, 2"
    )


def _every(condition: str) -> str:
    columns = [_by_column(name, condition) for name in COLUMNS if name != "timeliness"]
    names = ", ".join(f"'{name}'" for name in LOOKED_UP)
    return "; ".join([*columns, _by_facet(names, condition)])

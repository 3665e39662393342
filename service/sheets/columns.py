"""The columns of a sheet: what each is called, which field of an activity it shows, and what may be written into it."""

from collections.abc import Callable
from enum import Enum

from msgspec import Struct

from events.activity_state import Activity
from events.vocabulary import ActivityKind, CancellationReason, Stage, Visibility
from service.sheets.cells import date_shown, ids_shown, said, shown_code


class Sort(Enum):
    """How the cells of a column are read."""

    CODE = "one of a list of codes, written with spaces or underscores"
    DATE = "a date in words, as somebody said it"
    IDS = "ids, with a comma between two"
    LINKS = "links and document symbols, one in each line of the cell"
    WORDS = "words"


class Column(Struct, frozen=True, kw_only=True):
    """One column.

    `show` gives the cell of an activity; of what is said anew each time (an answer, a note) there is nothing to show.
    `fixed`: of an activity that was reported before it cannot be changed in a sheet. `for_new`: a new report may have
    it. `kinds` are those of which it is said, all where there are none. `width` is in characters, `explains` is what
    a person should know.
    """

    name: str
    heading: str
    explains: str
    sort: Sort = Sort.WORDS
    show: Callable[[Activity], str] | None = None
    codes: tuple[str, ...] = ()
    kinds: tuple[ActivityKind, ...] = ()
    fixed: bool = False
    for_new: bool = True
    is_hidden: bool = False
    width: int = 20


ANSWERS = ("no_change", "confirmed", "not_ours", "hand_in")
# What supersedes a thing is another thing: there is no column for it.
STAGES = tuple(stage.value for stage in Stage if stage is not Stage.SUPERSEDED)
MEETINGS = (ActivityKind.PLANNED_MEETING,)
PUBLICATIONS = (ActivityKind.PUBLICATION,)

COLUMNS: tuple[Column, ...] = (
    Column(
        name="id", heading="Id", fixed=True, for_new=False, width=24, show=lambda one: one.id,
        explains="The id of the activity, by which a row is found again. Leave it empty to report something new.",
    ),
    Column(
        name="version", heading="Version", fixed=True, for_new=False, width=9, is_hidden=True,
        show=lambda one: str(one.version),
        explains="What the sheet was made from. It shows whether somebody else has changed the same thing meanwhile.",
    ),
    Column(
        name="agency", heading="Agency", fixed=True, width=14, show=lambda one: one.lead or one.reported_by,
        explains="The id of the body whose work it is. In a new row it may be left empty: it is then the agency of "
        "the sheet.",
    ),
    Column(
        name="kind", heading="Kind", fixed=True, sort=Sort.CODE, codes=tuple(ActivityKind), width=16,
        show=lambda one: shown_code(one.kind),
        explains="What sort of activity it is. Needed in a new row.",
    ),
    Column(
        name="title", heading="Title", width=42, show=lambda one: said(one.title),
        explains="The title. Needed in a new row.",
    ),
    Column(
        name="asked", heading="What is asked", fixed=True, for_new=False, width=38,
        explains="What is asked of you, on the day on which the sheet was made. It is not read again.",
    ),
    Column(
        name="answer", heading="Answer", sort=Sort.CODE, codes=ANSWERS, for_new=False, width=13,
        explains="A short answer, where nothing else needs to be changed. Always empty at first.",
    ),
    Column(
        name="stage", heading="Stage", sort=Sort.CODE, codes=STAGES, width=18,
        show=lambda one: shown_code(one.stage) if one.stage else "",
        explains="How far the work has come. What is completed needs evidence, or a note that says why there is none.",
    ),
    Column(
        name="date", heading="Date", sort=Sort.DATE, width=20, show=lambda one: date_shown(one.date),
        explains="When it happens or happened, as you would say it: 19 May 2027, spring of 2027, from 20 to "
        "21 September 2027.",
    ),
    Column(
        name="due", heading="Due", sort=Sort.DATE, width=20, show=lambda one: date_shown(one.due),
        explains="By when it is promised, as you would say it: by the end of June 2027. Leave it empty where nothing "
        "is promised.",
    ),
    Column(
        name="note", heading="Note", width=32,
        explains="What you have to say of the change, such as why it was postponed. Always empty at first.",
    ),
    Column(
        name="evidence", heading="Evidence", sort=Sort.LINKS, width=30,
        explains="Links or document symbols that show it, one in each line of the cell. What is written here is "
        "added. Always empty at first.",
    ),
    Column(
        name="reason", heading="Reason", sort=Sort.CODE, codes=tuple(CancellationReason), for_new=False, width=18,
        show=lambda one: shown_code(one.cancellation_reason) if one.cancellation_reason else "",
        explains="Why it is given up; needed with the stage cancelled, and only there.",
    ),
    Column(
        name="remaining", heading="What remains", for_new=False, width=26,
        show=lambda one: said(one.remaining),
        explains="What is still owed; only with the stage partly completed.",
    ),
    Column(
        name="resumes", heading="Goes on", sort=Sort.DATE, for_new=False, width=18,
        show=lambda one: date_shown(one.resumes),
        explains="When it is to go on; only with the stage suspended.",
    ),
    Column(
        name="description", heading="Description", width=42, show=lambda one: said(one.description),
        explains="What there is to know of it, in your words.",
    ),
    Column(
        name="predicate", heading="In the summary", width=34, show=lambda one: said(one.predicate),
        explains="The work as a verb phrase, from which the summary makes its sentence: release estimates of migrant "
        "stock. Without subject, date or place.",
    ),
    Column(
        name="topics", heading="Topics", sort=Sort.IDS, width=22, show=lambda one: ids_shown(one.topics),
        explains="The ids of its topics, with a comma between two, as in: remittances, gender.",
    ),
    Column(
        name="venue", heading="Venue", kinds=MEETINGS, width=22, show=lambda one: said(one.venue),
        explains="Where a meeting is held.",
    ),
    Column(
        name="symbol", heading="Symbol", kinds=PUBLICATIONS, width=18, show=lambda one: said(one.symbol),
        explains="The document symbol of a publication, as in ESA/P/WP.209.",
    ),
    Column(
        name="url", heading="Web address", kinds=PUBLICATIONS, width=30, show=lambda one: said(one.url),
        explains="Where a publication can be read, beginning with https://.",
    ),
    Column(
        name="visibility", heading="Who may see it", sort=Sort.CODE, codes=tuple(Visibility), width=15,
        show=lambda one: shown_code(one.visibility),
        explains="Whether everybody may see it, or only those at the table. A new row is for participants where this "
        "is empty.",
    ),
)  # fmt: skip

BY_NAME: dict[str, Column] = {column.name: column for column in COLUMNS}
# What every sheet must have, for without them no row can be found again.
NEEDED = ("id", "version")


def shown(activity: Activity) -> dict[str, str]:
    """The cells of an activity by the names of their columns; those that say something anew are not among them."""
    return {column.name: column.show(activity) for column in COLUMNS if column.show is not None}

"""The quality of what is reported: each rule has a name, and says in a sentence what is missing or cannot be so.

A finding is a warning when something is saved. Which findings stand in the way of handing in is a matter of policy
(`BLOCKERS`, or what a round says): an agency must be able to note down what it knows so far.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple, Protocol

from events.activity import Partner
from events.activity_state import Activity
from events.honest_date import HonestDate
from events.reference import Reference
from events.vocabulary import ActivityKind, Stage


class Finding(NamedTuple):
    """A rule that is not kept, by its name, and a sentence that says what is asked."""

    rule: str
    sentence: str


class Reported(Protocol):
    """What the rules look at: a report as it is being made, or the state of an activity."""

    @property
    def title(self) -> str: ...
    @property
    def predicate(self) -> str | None: ...
    @property
    def stage(self) -> Stage | None: ...
    @property
    def date(self) -> HonestDate | None: ...
    @property
    def due(self) -> HonestDate | None: ...
    @property
    def partners(self) -> tuple[Partner, ...]: ...
    @property
    def partners_text(self) -> str | None: ...
    @property
    def produces(self) -> tuple[Reference, ...]: ...
    @property
    def reported_by(self) -> str: ...
    @property
    def lead(self) -> str | None: ...


class Looked(NamedTuple):
    """A report with what the rules need beside it.

    `kind` is the kind as it is read now, `day` the day on which the report is looked at, `window` the first and the
    last day of the reporting round, where it is looked at for one; all days are YYYY-MM-DD.
    """

    report: Reported
    kind: ActivityKind
    has_evidence: bool
    day: str
    window: tuple[str, str] | None = None

    @property
    def when(self) -> HonestDate | None:
        """When it happens or happened, else when it is due."""
        report = self.report
        return report.date if report.date is not None and report.date.edtf else report.due


def looked_at(activity: Activity, day: str, window: tuple[str, str] | None = None) -> Looked:
    """An activity as it stands on a day; `window` are the first and last day of the round it is looked at for."""
    return Looked(activity, activity.kind, bool(activity.evidence), day, window)


AHEAD = frozenset({Stage.PROPOSED, Stage.REQUESTED, Stage.UNDER_CONSIDERATION, Stage.CONDITIONAL, Stage.PLANNED})
DONE_OR_PARTLY = frozenset({Stage.COMPLETED, Stage.PARTLY_COMPLETED})
# What stands in the way of handing in, where the round says nothing else.
BLOCKERS = ("did-it-happen", "past-its-end", "issued-without-symbol")


def findings(looked: Looked) -> list[Finding]:
    """Every rule that a report does not keep, in the order of RULES."""
    return [Finding(name, sentence) for name, rule in RULES_BY_NAME.items() if (sentence := rule(looked)) is not None]


def blocking(found: Iterable[Finding], blockers: Iterable[str] = BLOCKERS) -> Iterator[Finding]:
    """Those findings that stand in the way of handing in."""
    named = frozenset(blockers)
    return (finding for finding in found if finding.rule in named)


def did_it_happen(looked: Looked) -> str | None:
    """Planned work whose date has passed: nobody has said whether it happened."""
    when = looked.report.date
    if looked.report.stage not in AHEAD or when is None or when.latest is None or when.latest >= looked.day:
        return None
    if not _is_over(looked.report.due, looked.day):
        # It was put off: there is a day still to come.
        return None
    return (
        f"It was to take place by {when.latest}, and that day has passed; did it happen? Say completed, rescheduled "
        "or cancelled."
    )


def planned_but_begun(looked: Looked) -> str | None:
    """Planned work whose date has begun and is not over."""
    when = looked.report.date
    if looked.report.stage not in AHEAD or when is None or when.earliest is None or when.earliest > looked.day:
        return None
    if when.latest is not None and when.latest < looked.day:
        return None
    if not _is_exact(when):
        # "in 2009" has begun on the first of January and says nothing of when.
        return None
    return f"It is {looked.report.stage}, and its date began on {when.earliest}; is it in progress?"


def in_progress_before_its_start(looked: Looked) -> str | None:
    """Work in progress whose date begins on a day still to come.

    The date of a publication is that of its issue, and the work on it comes before.
    """
    when = looked.report.date
    if looked.report.stage is not Stage.IN_PROGRESS or looked.kind is ActivityKind.PUBLICATION:
        return None
    if when is None or when.earliest is None or when.earliest <= looked.day:
        return None
    return f"It is in progress, and its date begins only on {when.earliest}; is it still planned, or when did it begin?"


def past_its_end(looked: Looked) -> str | None:
    """Work in progress whose date or due period is over."""
    when = looked.when
    if looked.report.stage is not Stage.IN_PROGRESS or when is None or when.latest is None:
        return None
    if not _is_over(when, looked.day) or not _is_over(looked.report.due, looked.day):
        return None
    return f"It is in progress, and its date ended on {when.latest}; is it completed, or until when does it go on?"


def no_date(looked: Looked) -> str | None:
    """Work that ends and has neither a date nor a due period."""
    if looked.report.stage in (None, Stage.STANDING, Stage.CANCELLED, Stage.SUPERSEDED, Stage.SUSPENDED):
        return None
    if looked.kind is ActivityKind.ONGOING_WORK and looked.report.stage is Stage.IN_PROGRESS:
        return None
    if looked.when is not None and looked.when.edtf:
        return None
    asked = "When was it done" if looked.report.stage in DONE_OR_PARTLY else "When will it be done"
    return f"It has no date. {asked}? A month, a season or a year will do."


def date_too_wide(looked: Looked) -> str | None:
    """Work ahead with a date that cannot tell whether it falls into the round."""
    if looked.window is None or looked.report.stage not in AHEAD:
        return None
    when = looked.when
    if when is None or when.earliest is None or when.latest is None:
        return None
    first, last = looked.window
    widest = max(_days(first, last), _DAYS_OF_MONTH)
    if when.earliest > last or when.latest < first or _days(when.earliest, when.latest) <= widest:
        return None
    return (
        f"Its date, {when.edtf}, is less exact than the round, {first} to {last}; say the month or the season, so that "
        "it is known whether it falls into the round."
    )


def joint_with_one_party(looked: Looked) -> str | None:
    """Words that speak of a joint activity, with nobody named beside the lead."""
    report = looked.report
    words = f"{report.title} {report.predicate or ''}"
    if not _JOINT.search(words):
        return None
    own = {report.lead or report.reported_by, report.reported_by}
    named = {partner.agency for partner in report.partners}
    named |= {*getattr(report, "organizers", ()), getattr(report, "host", None) or report.reported_by}
    if named - own or len(own) > 1 or report.partners_text:
        return None
    return "Its words speak of a joint activity, and one body alone is named; name the partners."


def completed_without_evidence(looked: Looked) -> str | None:
    """Completed work with nothing that shows it."""
    if looked.report.stage not in DONE_OR_PARTLY or is_shown(looked.report, looked.has_evidence):
        return None
    return "It is completed, and nothing shows it; give a link or a document symbol as evidence."


def issued_without_symbol(looked: Looked) -> str | None:
    """A publication that was issued, without a symbol or a link under which it is found."""
    if looked.kind is not ActivityKind.PUBLICATION or looked.report.stage is not Stage.COMPLETED:
        return None
    if is_shown(looked.report, looked.has_evidence):
        return None
    return "It was issued, and has neither a symbol nor a link under which it is found; give one of the two."


def vague_verb(looked: Looked) -> str | None:
    """A promise whose verb nobody can call fulfilled."""
    predicate = looked.report.predicate
    if (
        predicate is None
        or looked.report.stage in DONE_OR_PARTLY
        or not (found := _VAGUE.match(predicate.strip().lower()))
    ):
        return None
    return f"“{found[0].capitalize()}” can hardly be called done or not done; say what will be there afterwards."


Rule = Callable[[Looked], str | None]
RULES: tuple[Rule, ...] = (
    did_it_happen,
    planned_but_begun,
    in_progress_before_its_start,
    past_its_end,
    no_date,
    date_too_wide,
    joint_with_one_party,
    completed_without_evidence,
    issued_without_symbol,
    vague_verb,
)

RULES_BY_NAME = {rule.__name__.replace("_", "-"): rule for rule in RULES}

_JOINT = re.compile(
    r"\b(?:joint(?! inspection unit)|jointly|co-?organi[sz]ed?|together with"
    r"|in (?:collaboration|co-?operation|partnership) with)\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"(?:support|promote|contribute to|address|explore|facilitate|strengthen|enhance|encourage|foster|raise awareness|"
    r"work (?:on|towards)|look into|consider|continue to (?:support|promote|work))\b"
)


def is_shown(report: Reported, has_evidence: bool) -> bool:
    """Whether something shows that it was done: evidence, a symbol, a link, or what came of it in a register."""
    return has_evidence or bool(getattr(report, "symbol", None) or getattr(report, "url", None) or report.produces)


def _is_over(when: HonestDate | None, day: str) -> bool:
    """Whether a date lies before a day; one that is not given, or whose words name none, stands in nobody's way."""
    return when is None or when.edtf is None or (when.latest is not None and when.latest < day)


def _is_exact(when: HonestDate) -> bool:
    """Whether a date is given to the day or the month."""
    return when.earliest is not None and when.latest is not None and _days(when.earliest, when.latest) <= _DAYS_OF_MONTH


_DAYS_OF_MONTH = 31


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1

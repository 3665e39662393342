"""A report on its own: it is decided, and what is worth a second look goes with the receipt.

Worth a second look are titles much like this one, for it may have been told before, and dates in words that name none.
Both are warnings and refuse nothing. What an intervention reports is decided by the same `report`, without them.
"""

from typing import Any

from msgspec import UnsetType

from events.activity import ActivityReported
from events.date_phrase import read_phrase
from events.identity import Noun
from events.text import LIKENESS_PER_CENT_MIN, likeness
from events.vocabulary import Review
from service.commands.activity import ReportBody, is_held_back, report
from service.commands.deliberation import Decision, Deliberation, Warning
from service.commands.fields import DateSaid
from service.commands.looking import looked_at_report, warned
from service.commands.refusals import Faults

WARNINGS_MAX = 3


def decided(deliberation: Deliberation, body: ReportBody, fact: type[ActivityReported], **own: Any) -> Decision:
    """A report on its own, refused if anything in it is wrong; a warning does not stand in its way."""
    faults, before = Faults(), len(deliberation.said)
    report_id = report(deliberation, body, fact, faults, **own)
    faults.refuse_if_any()
    warnings = (
        *_likely_duplicates(deliberation, body),
        *_dates_not_read(body),
        *warned(looked_at_report(deliberation.said[before:])),
    )
    return Decision(noun=Noun.ACTIVITY, id=report_id, made=True, warnings=warnings)


def _likely_duplicates(deliberation: Deliberation, body: ReportBody) -> list[Warning]:
    """A warning for each activity of the same lead or reporter whose title is like this one's, the likest first."""
    if body.same_as is not None:
        return []
    bodies = {body.lead, body.reported_by or deliberation.author.agency}
    told = {one.told_as: one for agency in bodies if agency for one in deliberation.alike(agency, body.title)}
    alike: dict[str, int] = {}
    for told_as, title, percent in sorted(told.values(), key=lambda one: (-one.percent, one.told_as)):
        activity = deliberation.activity(told_as)
        if activity and activity.review is not Review.WITHDRAWN and not is_held_back(deliberation, activity):
            is_sure = percent < 100 and activity.title == title
            alike[activity.id] = percent if is_sure else likeness(activity.title, body.title)
        if sum(found >= LIKENESS_PER_CENT_MIN for found in alike.values()) == WARNINGS_MAX:
            break
    likest = sorted(
        (id for id, percent in alike.items() if percent >= LIKENESS_PER_CENT_MIN), key=lambda id: (-alike[id], id)
    )
    return [_likely_duplicate(activity_id, alike[activity_id]) for activity_id in likest]


def _likely_duplicate(activity_id: str, percent: int) -> Warning:
    return Warning(
        rule="likely-duplicate",
        sentence=(
            f"{activity_id} has a title that is {percent} per cent alike; if it is the same, report it again "
            "with same_as."
        ),
        links={"existing": f"/api/v1/activities/{activity_id}"},
    )


def _dates_not_read(body: ReportBody) -> list[Warning]:
    """A warning for every date that was given in words alone which name no date: the words are kept as they are."""
    return [
        Warning(
            rule="date-not-read",
            sentence=(
                f"No date was found in {name}, “{date.as_written}”; it is kept as written and counts as undated. "
                "Give edtf too if it names one, or null if it does not."
            ),
        )
        for name, date in (("date", body.date), ("due", body.due))
        if date is not None and _names_no_date(date)
    ]


def _names_no_date(date: DateSaid) -> bool:
    if not isinstance(date.edtf, UnsetType) or date.as_written is None:
        return False
    return read_phrase(date.as_written) is None

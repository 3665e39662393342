"""A report on its own: it is decided, and what is worth a second look goes with the receipt.

Worth a second look are activities much like this one, for it may have been told before, and dates in words that name
none. Both are warnings and refuse nothing. What an intervention reports is decided by the same `report`, without them.
"""

from typing import Any

from msgspec import UnsetType

from events.activity import ActivityReported
from events.date_phrase import read_phrase
from events.identity import Noun
from service.commands.activity import ReportBody, report
from service.commands.deliberation import Decision, Deliberation, Warning
from service.commands.fields import DateSaid
from service.commands.likely_duplicates import likely_duplicates
from service.commands.looking import looked_at_report, warned
from service.commands.refusals import Faults


def decided(deliberation: Deliberation, body: ReportBody, fact: type[ActivityReported], **own: Any) -> Decision:
    """A report on its own, refused if anything in it is wrong; a warning does not stand in its way."""
    faults, before = Faults(), len(deliberation.said)
    report_id = report(deliberation, body, fact, faults, **own)
    faults.refuse_if_any()
    said = next(one.fact for one in reversed(deliberation.said) if isinstance(one.fact, ActivityReported))
    warnings = (
        *(likely_duplicates(deliberation, said) if body.same_as is None else ()),
        *_dates_not_read(body),
        *warned(looked_at_report(deliberation.said[before:])),
    )
    return Decision(noun=Noun.ACTIVITY, id=report_id, made=True, warnings=warnings)


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

"""What a report is worth a second look for: a likely duplicate, and words for a date that name none."""

from msgspec import UnsetType

from events.date_phrase import read_phrase
from service.api.asking import TheDesk
from service.api.body import CheckedRequest
from service.api.likely_duplicates import likely_duplicates
from service.commands.activity import ReportBody
from service.commands.fields import DateSaid
from service.writer.work import Warning


async def warnings_for(request: CheckedRequest, desk: TheDesk, body: ReportBody) -> tuple[Warning, ...]:
    """The warnings that go into the receipt of a report; none of them stands in its way."""
    return (*await likely_duplicates(request, desk, body), *dates_not_read(body))


def dates_not_read(body: ReportBody) -> tuple[Warning, ...]:
    """A warning for every date that was given in words alone which name no date: the words are kept as they are."""
    said = {"date": body.date, "due": body.due}
    return tuple(
        Warning(
            rule="date-not-read",
            sentence=(
                f"No date was found in {name}, “{date.as_written}”; it is kept as written and counts as undated. "
                "Give edtf too if it names one, or null if it does not."
            ),
        )
        for name, date in said.items()
        if date is not None and _names_no_date(date)
    )


def _names_no_date(date: DateSaid) -> bool:
    if not isinstance(date.edtf, UnsetType) or date.as_written is None:
        return False
    try:
        return read_phrase(date.as_written) is None
    except ValueError:  # an impossible or ambiguous date is refused by the command
        return False

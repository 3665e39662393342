"""The rules that news of an activity must keep: what cannot be said of something in this stage, on this day."""

from collections.abc import Mapping

from events.activity_state import Activity
from events.honest_date import HonestDate
from events.vocabulary import ActivityKind, Assurance, Stage
from service.commands.refusals import Faults

ENDED = frozenset({Stage.COMPLETED, Stage.CANCELLED, Stage.SUPERSEDED})

Dates = Mapping[str, HonestDate | None]


def check_news(activity: Activity, news: str, dates: Dates, day: str, faults: Faults) -> None:
    """Note every rule that the news breaks; `news` is the tag of the update, `day` the day on which it is said."""
    _ended_stays_ended(activity, news, faults)
    _done_is_not_to_come(activity, news, dates, day, faults)
    _rescheduled_says_when(activity, news, dates, faults)
    _confirmed_was_told_by_another(activity, news, faults)


def _ended_stays_ended(activity: Activity, news: str, faults: Faults) -> None:
    if activity.stage in ENDED and news in ("completed", "partly_completed", "suspended", "cancelled", "superseded"):
        assert activity.stage is not None
        sentence = (
            f"{activity.id} is {activity.stage} already; if that is wrong, correct its stage, "
            "else send evidence or no_change."
        )
        faults.add("/type", sentence)


def _done_is_not_to_come(activity: Activity, news: str, dates: Dates, day: str, faults: Faults) -> None:
    """What is completed lies in the past: a meeting cannot be held before it begins."""
    date = dates.get("date") or activity.date
    if news == "completed" and date is not None and date.earliest is not None and date.earliest > day:
        what = "held before it begins" if activity.kind is ActivityKind.PLANNED_MEETING else "completed before its day"
        sentence = (
            f"{activity.id} cannot be {what}, {date.earliest}, when this is said on {day}; give the date on which it "
            "really took place."
        )
        faults.add("/date", sentence, "impossible-date")


def _rescheduled_says_when(activity: Activity, news: str, dates: Dates, faults: Faults) -> None:
    if news != "rescheduled":
        return
    if dates.get("date") is None and dates.get("due") is None:
        faults.add("/date", "It is not said when it is now; give date, due or both.")
    if dates.get("due") is not None and activity.stage is Stage.COMPLETED:
        faults.add("/due", f"{activity.id} is completed, so it cannot be due; send only its date.", "due-on-completed")


def _confirmed_was_told_by_another(activity: Activity, news: str, faults: Faults) -> None:
    if news == "confirmed" and activity.assurance is not Assurance.THIRD_PARTY:
        faults.add("/type", f"{activity.id} was reported by its lead itself; there is nothing to confirm.")

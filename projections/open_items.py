"""Open items: what a body still owes an answer on, and what is asked of each, by name of rule.

Who is asked is the lead; where nobody leads, who reported it; and whoever it was assigned to. What another told of a
body is not owed by it: it is asked only whether it is its own.
"""

from collections.abc import Collection

from events.activity_state import Activity
from events.owing import bodies_asked, bodies_to_confirm
from events.quality import Finding, findings, looked_at
from events.vocabulary import Review, Stage
from projections.activity_filter import ActivityFilter
from projections.timeliness import Timeliness, timeliness

# In which of these roles a body can owe an answer.
ROLES_ASKED = ("lead", "reporter", "assignee")
# Findings of quality that are questions to whoever owes an answer; the others wait until something is handed in.
ASKED_OF_QUALITY = (
    "did-it-happen", "planned-but-begun", "in-progress-before-its-start", "past-its-end", "no-date", "date-too-wide",
)  # fmt: skip


def open_items_of(agencies: tuple[str, ...]) -> ActivityFilter:
    """The list in which the open items of these bodies are found, with some that others owe."""
    return ActivityFilter(agencies=agencies, roles=ROLES_ASKED, open=True)


def questions(
    activity: Activity, bodies: Collection[str], day: str, window: tuple[str, str] | None = None
) -> list[Finding]:
    """What is asked of these bodies about an activity on a day; nothing where they owe no answer.

    `window` are the first and last day of the reporting round that asks.
    """
    if not set(bodies).isdisjoint(bodies_to_confirm(activity)):
        return [
            Finding("confirm", f"{activity.reported_by} told this of {activity.lead}; confirm it, or answer not_ours.")
        ]
    if set(bodies).isdisjoint(bodies_asked(activity)):
        return []
    if activity.review is Review.DRAFT:
        return [Finding("hand-in", "It is a draft; hand it in, or withdraw it.")]
    if activity.review is Review.SENT_BACK:
        return [Finding("mend", "It was sent back by the secretariat; mend it and hand it in again.")]
    asked = [found for found in findings(looked_at(activity, day, window)) if found.rule in ASKED_OF_QUALITY]
    asked += _of_the_promise(activity, day, {found.rule for found in asked})
    return asked or [Finding("what-is-new", "What is new? That nothing changed is an answer too.")]


def _of_the_promise(activity: Activity, day: str, asked: Collection[str]) -> list[Finding]:
    if activity.stage is Stage.COMPLETED and not _is_to_come(activity, day):
        return [Finding("when-next", f"It comes again ({activity.recurrence}); when is the next?")]
    stands_so = timeliness(activity, day)
    if stands_so is Timeliness.OVERDUE and "past-its-end" not in asked:
        assert activity.due is not None, "What is overdue has a due period."
        return [Finding("overdue", f"It was due by {activity.due.latest}; is it done, or when will it be?")]
    if activity.stage is Stage.SUSPENDED and activity.resumes is not None and (activity.resumes.latest or day) < day:
        return [Finding("resumed", f"It was to go on by {activity.resumes.latest}; does it?")]
    return []


def _is_to_come(activity: Activity, day: str) -> bool:
    return activity.date is not None and (activity.date.latest or day) > day

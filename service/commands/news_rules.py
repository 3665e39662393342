"""The rules that news of an activity must keep: what cannot be said of something in this stage, on this day."""

from collections.abc import Mapping

from events.activity_state import Activity
from events.honest_date import HonestDate
from events.quality import RULES_BY_NAME, Finding, blocking, findings, is_shown, looked_at
from events.vocabulary import ENDED, ActivityKind, Assurance, Review, Stage
from service.commands.refusals import Faults

Dates = Mapping[str, HonestDate | None]


def check_news(activity: Activity, news: str, dates: Dates, day: str, faults: Faults) -> None:
    """Note every rule that the news breaks; `news` is the tag of the update, `day` the day on which it is said."""
    _not_withdrawn(activity, faults)
    _ended_stays_ended(activity, news, faults)
    _done_is_not_to_come(activity, news, dates, day, faults)
    _rescheduled_says_when(activity, news, dates, faults)
    _confirmed_was_told_by_another(activity, news, faults)


def _not_withdrawn(activity: Activity, faults: Faults) -> None:
    if activity.review is Review.WITHDRAWN:
        faults.add("", f"{activity.id} was withdrawn; report it again if it is to be followed.")


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
    if (
        news in ("completed", "partly_completed")
        and date is not None
        and date.earliest is not None
        and date.earliest > day
    ):
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


def check_completion(activity: Activity, has_evidence: bool, reason: str | None, faults: Faults) -> None:
    """Note a completion that nothing shows, without a word why: evidence or a reason is asked for."""
    if not has_evidence and not is_shown(activity, bool(activity.evidence)) and not (reason and reason.strip()):
        faults.add(
            "/evidence",
            f"{activity.id} is to be completed, and nothing shows it; give evidence (a link or a document symbol), or "
            "say in note why there is none.",
        )


def check_submission(activity: Activity, day: str, faults: Faults) -> None:
    """Note every rule of quality that stands in the way of handing in."""
    for finding in blocking(findings(looked_at(activity, day))):
        faults.add("", f"{finding.rule}: {finding.sentence}")


def finding_in(sentence: str) -> Finding | None:
    """The rule of quality that a sentence of `check_submission` names; None where it is another sentence."""
    rule, _, asked = sentence.partition(": ")
    return Finding(rule, asked) if rule in RULES_BY_NAME else None


def check_progress(stage: Stage | None, faults: Faults) -> None:
    """Note a stage that progress cannot lead to: what ends an activity has an update of its own."""
    if stage in ENDED or stage in (Stage.PARTLY_COMPLETED, Stage.SUSPENDED):
        assert stage is not None
        faults.add("/stage", f"Progress does not make something {stage}; send the update {stage} instead.")


def check_review(activity: Activity, review: Review, faults: Faults) -> None:
    """Note a step of the review that cannot follow from where it stands."""
    allowed = REVIEWS_AFTER[activity.review]
    if review not in allowed:
        choices = " or ".join(allowed) or "nothing"
        sentence = f"{activity.id} is {activity.review}, from which only {choices} follows, not {review}."
        faults.add("/type", sentence)


REVIEWS_AFTER: dict[Review, tuple[Review, ...]] = {
    Review.DRAFT: (Review.SUBMITTED, Review.WITHDRAWN),
    Review.SUBMITTED: (Review.ACCEPTED, Review.SENT_BACK, Review.WITHDRAWN),
    Review.SENT_BACK: (Review.SUBMITTED, Review.WITHDRAWN),
    Review.ACCEPTED: (Review.SENT_BACK, Review.WITHDRAWN),
    Review.WITHDRAWN: (),
}

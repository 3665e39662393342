"""The sentences about an activity: its reports, the news of it, and what was edited."""

from typing import assert_never

from events.activity import ActivityReported
from events.activity_evolve import ActivityFact, EditFact, MergingFact, NewsFact
from events.activity_merging import MERGING, ActivityAbsorbed, ActivityMerged, ActivityParted
from events.activity_news import (
    ActivityCancelled,
    ActivityCompleted,
    ActivityConfirmed,
    ActivityCorrected,
    ActivityDisowned,
    ActivityLinked,
    ActivityPartlyCompleted,
    ActivityProgressed,
    ActivityReclassified,
    ActivityRescheduled,
    ActivityReviewed,
    ActivityShown,
    ActivitySuperseded,
    ActivitySuspended,
    ActivityUnchanged,
    ActivityWithdrawn,
    EvidenceAdded,
    News,
)
from events.fact import ReportedOnCorrected
from events.honest_date import HonestDate
from events.identity import Noun
from events.vocabulary import ActivityKind, Assurance, Review, Visibility
from projections.event_sentences.runs import (
    Naming,
    Run,
    Runs,
    closing,
    day_corrected,
    day_in_words,
    fields_given,
    in_days,
    listed,
    plain,
    quoted,
    spoken,
)

_KINDS = {
    ActivityKind.COMMITMENT: "a commitment",
    ActivityKind.PUBLICATION: "a publication",
    ActivityKind.PLANNED_MEETING: "a meeting",
    ActivityKind.FOLLOW_UP_ACTION: "a follow-up action",
    ActivityKind.ONGOING_WORK: "ongoing work",
}
_REVIEWS = {
    Review.DRAFT: "The report became a draft again.",
    Review.SUBMITTED: "The report was submitted.",
    Review.SENT_BACK: "The secretariat sent the report back.",
    Review.ACCEPTED: "The secretariat accepted the report.",
    Review.WITHDRAWN: "The report was withdrawn.",
}
_SEEN_BY = {
    Visibility.SECRETARIAT: "It was kept to the secretariat",
    Visibility.PARTICIPANTS: "It was opened to the participants",
    Visibility.PUBLIC: "It was opened to the public",
}


def of_activity(fact: ActivityFact, naming: Naming, on_behalf_of: str | None) -> Runs:
    """What was reported of an activity; `on_behalf_of` is the body for which it was written, where the fact is mute."""
    if isinstance(fact, ActivityReported):
        return _reported(fact, naming)
    if isinstance(fact, ReportedOnCorrected):
        return day_corrected(fact)
    if isinstance(fact, News):
        told_by = fact.reported_by or on_behalf_of
        who: Run = naming.agency(told_by) if told_by else "The secretariat"
        return (*_news(fact, naming, who), f" {closing(fact.note)}" if fact.note else "")
    if isinstance(fact, MERGING):
        return _merged(fact, naming)
    return _edited(fact, naming)


def _reported(fact: ActivityReported, naming: Naming) -> Runs:
    about = fact.assurance is Assurance.THIRD_PARTY and fact.lead is not None and fact.lead != fact.reported_by
    whose: Runs = (" of ", naming.agency(fact.lead)) if about and fact.lead else ()
    return (naming.agency(fact.reported_by), f" reported {_KINDS[fact.KIND]}", *whose, f": {closing(fact.title)}")


def _news(fact: NewsFact, naming: Naming, who: Run) -> Runs:
    match fact:
        case ActivityProgressed():
            return (who, f" reported progress{f'; the stage is {spoken(fact.stage)}' if fact.stage else ''}.")
        case ActivityRescheduled():
            return (who, f" gave {_new_dates(fact)}.")
        case ActivityCompleted():
            return (who, f" reported it as completed{_dated(fact.date)}.")
        case ActivityPartlyCompleted():
            owed = f"; still owed: {closing(fact.remaining)}" if fact.remaining else "."
            return (who, f" reported it as completed in part{_dated(fact.date)}{owed}")
        case ActivitySuspended():
            resumes = f", to go on {in_days(fact.resumes)}" if fact.resumes else ""
            return (who, f" reported it as suspended{resumes}.")
        case ActivityCancelled():
            return (who, f" reported it as cancelled; the reason is {quoted(spoken(fact.reason))}.")
        case ActivitySuperseded():
            return (who, " reported that ", naming.thing(Noun.ACTIVITY, fact.superseded_by), " took its place.")
        case ActivityUnchanged():
            return (who, " answered that there is nothing new.")
        case ActivityConfirmed():
            return (who, " confirmed what another had told.")
        case ActivityDisowned():
            return (naming.agency(fact.agency), " answered that it is not its own.")
        case _:
            assert_never(fact)


def _edited(fact: EditFact, naming: Naming) -> Runs:
    match fact:
        case EvidenceAdded():
            return (f"Evidence was added: {closing(fact.label or fact.symbol or fact.url or 'a link without a name')}",)
        case ActivityLinked():
            part_of = (naming.thing(Noun.ACTIVITY, fact.part_of),) if fact.part_of else ()
            links = naming.references(link for link in (*fact.responds_to, *fact.produces) if link.id != fact.part_of)
            joined = (*links, " and, as a part of it, ", *part_of) if links and part_of else (*links, *part_of)
            return ("It was tied to ", *joined, ".")
        case ActivityReclassified():
            return (f"It was reclassified: it is {_KINDS[fact.kind]}.",)
        case ActivityCorrected():
            return (f"What was noted was corrected: {_corrected_fields(fact)}.",)
        case ActivityReviewed():
            return (_REVIEWS[fact.review],)
        case ActivityShown():
            from_day = f" from {day_in_words(fact.embargo_until)}" if fact.embargo_until else ""
            return (f"{_SEEN_BY[fact.visibility]}{from_day}.",)
        case ActivityWithdrawn():
            return ("The report was withdrawn.",)
        case _:
            assert_never(fact)


def _merged(fact: MergingFact, naming: Naming) -> Runs:
    match fact:
        case ActivityMerged():
            why = f": {closing(fact.note)}" if fact.note else "."
            return ("It was merged into ", naming.thing(Noun.ACTIVITY, fact.into), f", which is the same{why}")
        case ActivityAbsorbed():
            return (naming.thing(Noun.ACTIVITY, fact.activity), ", which is the same, was merged into it.")
        case ActivityParted():
            why = f": {closing(fact.reason)}" if fact.reason else "."
            return ("It was parted again from ", naming.thing(Noun.ACTIVITY, fact.other), why)
        case _:
            assert_never(fact)


def _new_dates(fact: ActivityRescheduled) -> str:
    given = [("a new date", fact.date), ("a new due date", fact.due)]
    return plain(listed(f"{words} ({in_days(date)})" for words, date in given if date)) or "no new date"


def _dated(date: HonestDate | None) -> str:
    return f", {in_days(date)}" if date else ""


def _corrected_fields(fact: ActivityCorrected) -> str:
    given = fields_given(fact, but=("reason",))
    emptied = plain(listed(spoken(name) for name in fact.cleared))
    return "; ".join(filter(None, (given if given != "nothing" else "", f"emptied: {emptied}" if emptied else "")))

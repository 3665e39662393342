"""How an activity changes with each fact: first reported, told again, and every sort of news and edit."""

from typing import Any, assert_never, get_args

from msgspec.structs import replace

from events.activity import ActivityReported
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
from events.activity_state import Activity, Evidence, Merged, Report
from events.activity_whole import fills
from events.commitment import CommitmentReported
from events.fact import Recorded, ReportedOnCorrected
from events.follow_up_action import FollowUpActionReported
from events.identity import Noun, id_in
from events.ongoing_work import OngoingWorkReported
from events.planned_meeting import PlannedMeetingReported
from events.publication import PublicationReported
from events.shared_fields import shared_fields
from events.vocabulary import Assurance, Review, Stage

ReportFact = (
    CommitmentReported | PublicationReported | PlannedMeetingReported | FollowUpActionReported | OngoingWorkReported
)
NewsFact = (
    ActivityProgressed
    | ActivityRescheduled
    | ActivityCompleted
    | ActivityPartlyCompleted
    | ActivitySuspended
    | ActivityCancelled
    | ActivitySuperseded
    | ActivityUnchanged
    | ActivityConfirmed
    | ActivityDisowned
)
EditFact = (
    EvidenceAdded
    | ActivityLinked
    | ActivityReclassified
    | ActivityCorrected
    | ActivityReviewed
    | ActivityShown
    | ActivityWithdrawn
)
MergingFact = ActivityMerged | ActivityAbsorbed | ActivityParted
ActivityFact = ReportFact | NewsFact | EditFact | MergingFact | ReportedOnCorrected

for _fact in get_args(ReportFact):
    _lost = set(_fact.__struct_fields__) - set(Activity.__struct_fields__)
    assert not _lost, f"An activity has no place for what {_fact.TYPE} says in {_lost}."


def evolve(activity: Activity | None, recorded: Recorded[ActivityFact]) -> Activity | None:
    """The activity after one more fact; news of something that is not reported yet changes nothing."""
    fact = recorded.fact
    if isinstance(fact, ActivityReported):
        return _reported(fact, recorded) if activity is None else _told_again(activity, fact, recorded)
    if activity is None:
        return None
    if isinstance(fact, ReportedOnCorrected):
        # It says nothing of the work: the order of the others is its whole effect.
        return replace(activity, version=max(activity.version, recorded.version))
    activity = _shaped(activity, recorded)
    if isinstance(fact, News):
        return _with_news(replace(activity, last_news=fact.note), fact)
    if isinstance(fact, MERGING):
        return _merged(activity, fact, recorded.public)
    return _edited(activity, fact, recorded.public)


def _with_news(activity: Activity, fact: NewsFact) -> Activity:
    match fact:
        case ActivityProgressed():
            return replace(activity, stage=fact.stage or activity.stage)
        case ActivityRescheduled():
            return replace(activity, date=fact.date or activity.date, due=fact.due or activity.due)
        case ActivityCompleted():
            return replace(activity, stage=Stage.COMPLETED, date=fact.date or activity.date, remaining=None)
        case ActivityPartlyCompleted():
            date = fact.date or activity.date
            return replace(activity, stage=Stage.PARTLY_COMPLETED, date=date, remaining=fact.remaining)
        case ActivitySuspended():
            return replace(activity, stage=Stage.SUSPENDED, resumes=fact.resumes)
        case ActivityCancelled():
            return replace(activity, stage=Stage.CANCELLED, cancellation_reason=fact.reason)
        case ActivitySuperseded():
            return replace(activity, stage=Stage.SUPERSEDED, superseded_by=fact.superseded_by)
        case ActivityUnchanged():
            return activity
        case ActivityConfirmed():
            disowned_by = tuple(body for body in activity.disowned_by if body != activity.lead)
            return replace(activity, assurance=Assurance.SELF_REPORTED, disowned_by=disowned_by)
        case ActivityDisowned():
            return replace(activity, disowned_by=tuple(sorted({*activity.disowned_by, fact.agency})))
        case _:
            assert_never(fact)


def _edited(activity: Activity, fact: EditFact, position: str) -> Activity:
    match fact:
        case EvidenceAdded():
            return replace(activity, evidence=(*activity.evidence, _evidence(fact, position)))
        case ActivityLinked():
            return replace(
                activity,
                responds_to=_joined(activity.responds_to, fact.responds_to),
                produces=_joined(activity.produces, fact.produces),
                part_of=fact.part_of or activity.part_of,
            )
        case ActivityReclassified():
            return replace(activity, kind=fact.kind)
        case ActivityCorrected():
            return _corrected(activity, fact)
        case ActivityReviewed():
            return replace(activity, review=fact.review)
        case ActivityShown():
            return replace(activity, visibility=fact.visibility, embargo_until=fact.embargo_until)
        case ActivityWithdrawn():
            return replace(activity, review=Review.WITHDRAWN)
        case _:
            assert_never(fact)


def _merged(activity: Activity, fact: MergingFact, position: str) -> Activity:
    match fact:
        case ActivityMerged():
            return replace(activity, merged_into=fact.into)
        case ActivityAbsorbed():
            absorbed = Merged(position=position, fills=fills(activity, fact), **shared_fields(fact, Merged))
            return replace(activity, merged=(*activity.merged, absorbed))
        case ActivityParted():
            merged_into = None if activity.merged_into == fact.other else activity.merged_into
            merged = tuple(one for one in activity.merged if one.activity != fact.other)
            return replace(activity, merged_into=merged_into, merged=merged)
        case _:
            assert_never(fact)


def _reported(fact: ActivityReported, recorded: Recorded[ActivityFact]) -> Activity:
    """The activity that a first report makes."""
    activity_id = id_in(Noun.ACTIVITY, recorded.stream)
    fields = shared_fields(fact, Activity)
    fields["id"] = activity_id
    return Activity(
        kind=fact.KIND,
        aliases=() if fact.id == activity_id else (fact.id,),
        first_reported_on=recorded.reported_on,
        last_heard_on=recorded.reported_on,
        heard_at=_meeting_of(fact),
        reports=(_report(fact, recorded),),
        version=recorded.version,
        positions=(recorded.public,),
        days=(recorded.reported_on,),
        **fields,
    )


def _told_again(activity: Activity, fact: ActivityReported, recorded: Recorded[ActivityFact]) -> Activity:
    """The activity after another report of it.

    Told twice at one meeting, the first words stand and the second fill what they left open; told again at a later
    meeting, the later words of the lead or of whoever told it before replace the earlier ones, and those of others
    fill what was left open. What can be had from both (partners, topics, places, links) is joined either way. The
    word of the lead itself, or of whoever names another lead, decides whose word it is.
    """
    meeting = fact.coordination_meeting
    same_meeting = meeting is not None and meeting == activity.reports[-1].coordination_meeting
    told_before = any(report.reported_by == fact.reported_by for report in activity.reports)
    hearsay = not told_before and fact.reported_by != activity.lead
    said = {name: getattr(fact, name) for name in fact.__struct_fields__ if name not in _NOT_RETOLD}
    changes: dict[str, Any] = {}
    for name, value in said.items():
        old = getattr(activity, name)
        if isinstance(value, tuple):
            changes[name] = _joined(old, value)
        elif value is not None and (old is None or not (same_meeting or hearsay)):
            changes[name] = value
    lead = changes.get("lead", activity.lead)
    if lead != activity.lead or (lead == fact.lead and activity.assurance is Assurance.THIRD_PARTY):
        changes["assurance"] = fact.assurance
    aliases = _joined(activity.aliases, () if fact.id == activity.id else (fact.id,))
    reports = (*activity.reports, _report(fact, recorded))
    return replace(_shaped(activity, recorded), aliases=aliases, reports=reports, **changes)


_NOT_RETOLD = frozenset(
    {"id", "reported_by", "assurance", "review", "visibility", "embargo_until", "reference", "language", "predicate"}
    | {"coordination_meeting", "agenda_item", "speaker", "source", "note"}
)


def _shaped(activity: Activity, recorded: Recorded[ActivityFact]) -> Activity:
    """The activity with one more event in its trail; what the agencies say counts as heard, what is edited does not."""
    heard = isinstance(recorded.fact, ActivityReported | News | EvidenceAdded)
    last = max(activity.last_heard_on, recorded.reported_on) if heard else activity.last_heard_on
    return replace(
        activity,
        version=max(activity.version, recorded.version),
        positions=(*activity.positions, recorded.public),
        days=(*activity.days, recorded.reported_on),
        last_heard_on=last,
        heard_at=_joined(activity.heard_at, _meeting_of(recorded.fact)),
    )


def _meeting_of(fact: ActivityFact | ActivityReported) -> tuple[str, ...]:
    """The coordination meeting at which it was told, if it was told at one."""
    meeting = fact.coordination_meeting if isinstance(fact, ActivityReported | News) else None
    return () if meeting is None else (meeting,)


def _report(fact: ActivityReported, recorded: Recorded[ActivityFact]) -> Report:
    return Report(
        position=recorded.public,
        reported_on=recorded.reported_on,
        kind=fact.KIND,
        **shared_fields(fact, Report),
    )


_REPORT_FIELDS = tuple(name for name in Report.__struct_fields__ if name not in ("position", "reported_on", "kind"))


def _evidence(fact: EvidenceAdded, position: str) -> Evidence:
    return Evidence(position=position, **{name: getattr(fact, name) for name in fact.__struct_fields__})


def _corrected(activity: Activity, fact: ActivityCorrected) -> Activity:
    """The activity and its newest report with the fields replaced that the correction gives or clears."""
    changes = {
        name: getattr(fact, name)
        for name in fact.__struct_fields__
        if name not in ("reason", "cleared") and getattr(fact, name) is not None
    }
    changes |= {name: _EMPTY.get(name) for name in fact.cleared}
    in_report = {name: value for name, value in changes.items() if name in _REPORT_FIELDS}
    reports = (*activity.reports[:-1], replace(activity.reports[-1], **in_report))
    return replace(activity, reports=reports, **changes)


_EMPTY: dict[str, Any] = {"partners": (), "topics": (), "places": ()}


def _joined(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*old, *(one for one in new if one not in old))

"""Merging two activities that were reported apart, and parting them again: what is said, and what follows."""

from events.activity_merging import ActivityAbsorbed, ActivityMerged, ActivityParted, Part
from events.activity_news import ActivityProgressed, ActivityShown
from events.identity import Noun
from events.vocabulary import Assurance, Stage, Visibility
from service.commands.activity_updates import (
    Accept,
    AnswerNoChange,
    Confirm,
    Correct,
    CorrectReportedOn,
    Disown,
    ReportProgress,
    SendBack,
    Show,
)
from service.commands.redaction import RedactField, Redaction
from tests.service.commands.apart import APART, FIRST, MERGED, PD, SECOND, THIRD, merging, parting, reported, seen, told
from tests.service.commands.seventh_meeting import ECLAC, ESCAP, IOM, NEW_YORK_OFFICE


def test_both_streams_say_it_and_no_words_are_told_again() -> None:
    """The one that goes on says what it is found under: ids, codes and days; the other says into which."""
    outcome = APART.when(merging(note="Both mean the meeting in Bangkok."))
    taken, merged = outcome.facts
    assert merged == ActivityMerged(into=FIRST, note="Both mean the meeting in Bangkok.")
    assert isinstance(taken, ActivityAbsorbed)
    assert taken.told_as == taken.others == (SECOND,)
    assert taken.parts == (
        Part(agency="escap", role="lead"),
        Part(agency="escap", role="reporter"),
        Part(agency="iom", role="partner"),
    )
    assert (taken.stage, taken.topics, taken.meetings) == (Stage.PLANNED, ("migration-development",), ("cm9",))
    assert taken.date is not None
    assert (taken.date.edtf, taken.date.as_written) == ("2008-09", None)
    assert outcome.decision.id == FIRST


def test_every_id_leads_to_the_one_that_goes_on() -> None:
    """Its own words stand, and what it left open is filled by the other."""
    for activity_id in (FIRST, SECOND):
        activity = seen(MERGED, activity_id)
        assert (activity.id, activity.title) == (FIRST, "Expert meeting, told by un-desa-pd")
        assert (activity.stage, activity.topics) == (Stage.PLANNED, ("remittances", "migration-development"))
        assert activity.aliases == (SECOND,)
    known = MERGED.after(told(FIRST, ReportProgress(stage=Stage.IN_PROGRESS)))
    assert seen(known, SECOND).stage is Stage.IN_PROGRESS


def test_news_of_the_old_id_is_taken_on_the_one_that_goes_on() -> None:
    """By whoever has a part in either; nothing is lost."""
    for author in (PD, ESCAP, IOM):
        outcome = MERGED.when(told(SECOND, ReportProgress(stage=Stage.IN_PROGRESS)), by=author)
        outcome.then_said(ActivityProgressed, stage=Stage.IN_PROGRESS)
        assert [said.stream for said in outcome.said] == [f"activity-{FIRST}"]
    MERGED.when(told(SECOND, AnswerNoChange()), by=ECLAC).then_refused("not-allowed")


def test_a_version_of_what_was_merged_is_none_of_the_one_that_goes_on() -> None:
    """What replaces words, looked at under the old id, would replace others unseen; another id of one is honoured."""
    correction = Correct(title="Expert meeting in Bangkok")
    for version in (1, 2):
        refused = MERGED.when(told(SECOND, correction, version))
        refused.then_refused("conflict", said=f"{SECOND} is told as a part of {FIRST}, which has versions")
    MERGED.when(told(SECOND, AnswerNoChange(), 2)).then_refused("conflict")
    twice = APART.after(reported("eclac-egm", "eclac", same_as=FIRST))
    assert twice.when(told("eclac-egm", correction, 2)).facts


def test_a_report_of_the_old_id_is_told_in_the_one_that_goes_on() -> None:
    """`same_as` of either id is the same activity, and no new report takes an old id."""
    again = reported("eclac-egm", "eclac", same_as=SECOND)
    assert [said.stream for said in MERGED.when(again).said] == [f"activity-{FIRST}"]
    MERGED.when(reported(SECOND, "escap")).then_refused("already-reported")


def test_a_focal_point_that_speaks_for_both_merges_and_parts() -> None:
    """The New York Office writes for ESCWA and its centre, and for itself."""
    known = APART.after(reported("escwa-atlas", "escwa"), reported("rcnyo-atlas", "rcnyo"))
    merged = known.after(merging("escwa-atlas", "rcnyo-atlas"), by=NEW_YORK_OFFICE)
    assert merged.when(parting("rcnyo-atlas", "escwa-atlas"), by=NEW_YORK_OFFICE).facts


def test_what_is_kept_from_the_author_is_not_told() -> None:
    """Of a draft of another body nothing is said, not even that it is there."""
    known = APART.after(reported("iom-draft", "iom", draft=True))
    known.when(merging(into="iom-draft"), by=ESCAP).then_refused("unknown-reference", "/into", said="No activity has")


def test_parting_says_it_in_both_streams() -> None:
    """Both stand apart again as they were told; what was said in the meantime stays with the one that went on."""
    known = MERGED.after(told(SECOND, ReportProgress(stage=Stage.IN_PROGRESS)))
    outcome = known.when(parting(version=3, reason="There were two meetings."))
    outcome.then(
        ActivityParted(other=SECOND, reason="There were two meetings."),
        ActivityParted(other=FIRST, reason="There were two meetings."),
    )
    apart = known.and_then(*outcome.said)
    first, second = seen(apart, FIRST), seen(apart, SECOND)
    assert (first.id, first.stage, first.aliases, first.topics) == (FIRST, Stage.IN_PROGRESS, (), ("remittances",))
    assert (second.id, second.stage, second.topics) == (SECOND, Stage.PLANNED, ("migration-development",))
    assert apart.when(merging(version=3)).facts, "they may be merged again"


def test_parting_is_refused_where_nothing_was_merged() -> None:
    """And where what stands now is kept back."""
    APART.when(parting(version=1)).then_refused("unknown-reference", "/activity", said="was merged into it: none.")
    MERGED.when(parting(other=THIRD)).then_refused("unknown-reference", "/activity", said="into it: escap-egm-bangkok.")
    MERGED.when(parting(version=None)).then_refused("precondition-required")
    sent_back = MERGED.after(told(FIRST, SendBack(reason="Which days?"), 2))
    sent_back.when(parting(version=3)).then_refused("invalid-input", "", said="hand it in first")


def test_who_was_kept_from_both_is_kept_from_each() -> None:
    """What was hidden while they were one is not shown by parting them."""
    known = MERGED.after(told(FIRST, Show(visibility=Visibility.SECRETARIAT), 2))
    outcome = known.when(parting(version=3))
    outcome.then_said(ActivityShown, visibility=Visibility.SECRETARIAT)
    assert outcome.then_state(Noun.ACTIVITY, SECOND).visibility is Visibility.SECRETARIAT


def test_three_are_one() -> None:
    """What was merged before comes along, and is parted where it was merged."""
    chain = MERGED.after(merging(FIRST, THIRD, 2))
    assert [seen(chain, one).id for one in (FIRST, SECOND, THIRD)] == [THIRD] * 3
    assert seen(chain, THIRD).merged[0].others == (FIRST, SECOND)
    chain.when(parting(THIRD, SECOND)).then_refused("unknown-reference", "/activity", said="part pd-egm-bangkok first.")
    apart = chain.after(parting(THIRD, FIRST))
    assert [seen(apart, one).id for one in (FIRST, SECOND, THIRD)] == [FIRST, FIRST, THIRD]
    chain.when(merging(THIRD, SECOND, 2)).then_refused("invalid-input", "/into", said="was merged into it")


def test_the_word_of_the_lead_makes_hearsay_its_own() -> None:
    """What IOM told of ESCAP is ESCAP's own word once ESCAP's report of it is merged in; control: not the other way."""
    hearsay = APART.after(reported("iom-hearsay", "iom", lead="escap"))
    assert seen(hearsay, "iom-hearsay").assurance is Assurance.THIRD_PARTY
    merged = hearsay.after(merging(SECOND, "iom-hearsay"))
    assert seen(merged, SECOND).assurance is Assurance.SELF_REPORTED
    merged.when(told(SECOND, Confirm())).then_refused("invalid-input", "/type", said="nothing to confirm")
    unled = APART.after(reported("pd-unled", "un-desa-pd", lead=None), reported("iom-hearsay", "iom", lead="escap"))
    assert seen(unled.after(merging("iom-hearsay", "pd-unled")), "pd-unled").lead is None


def test_a_body_of_either_may_say_that_it_is_not_its_own() -> None:
    """IOM was named by ESCAP alone, and answers under either id."""
    known = MERGED.after(told(FIRST, Disown(agency="iom")))
    assert seen(known, SECOND).disowned_by == ("iom",)


def test_the_day_of_a_merging_is_the_same_in_both_streams() -> None:
    """So it is not moved in one of them; the day of the report still can be."""
    positions = seen(MERGED, FIRST).positions
    moved = CorrectReportedOn(position=f"{positions[-1]}.00000000", said_on="2011-02-01")
    MERGED.when(told(FIRST, moved, 2)).then_refused("invalid-input", "/position", said="it cannot be moved")
    moved = CorrectReportedOn(position=f"{positions[0]}.00000000", said_on="2008-11-20")
    assert MERGED.when(told(FIRST, moved, 2)).facts


def test_corrections_and_reviews_are_of_the_one_that_goes_on() -> None:
    """Under its own id, with its version; none is asked for under the id of what was merged into it."""
    for update in (Correct(title="Expert Group Meeting"), Accept()):
        assert [said.stream for said in MERGED.when(told(FIRST, update, 2)).said] == [f"activity-{FIRST}"]
        MERGED.when(told(SECOND, update)).then_refused("precondition-required")


def test_what_was_taken_over_is_withheld_there_first() -> None:
    """A date that is to go must not stay in the other stream; words were not taken over and go at once."""
    report = MERGED.world.state(Noun.ACTIVITY, SECOND).positions[0]
    taken = int(seen(MERGED, FIRST).merged[0].position)

    def withholding(field: str, position: int) -> RedactField:
        return RedactField(position=position, redaction=Redaction(field=field, reason="It was told in confidence."))

    MERGED.when(withholding("date", int(report))).then_refused(
        "invalid-input", "/field", said=f"position {taken} took date over"
    )
    assert MERGED.when(withholding("date", taken)).facts
    assert MERGED.when(withholding("title", int(report))).facts
    assert MERGED.after(parting()).when(withholding("date", int(report))).refused is not None

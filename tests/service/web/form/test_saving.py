"""What is filled in on the form is taken as what it means, once; what is refused comes back as it was typed."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from service.api.problems import NotReady
from tests.service.web.form.forms import AGENCY, Fields, Forms, a_round, day, fields_in, forms_at
from tests.service.web.reading_pages import read

pytestmark = pytest.mark.anyio

ANSWERED: dict[str, tuple[Fields, dict[str, Any]]] = {
    "no_change": ({"note": "It goes on."}, {"type": "activity-unchanged", "note": "It goes on."}),
    "progressed": ({}, {"type": "activity-progressed", "stage": "in_progress"}),
    "completed": (
        {"date": "in May 2026", "note": "No report was made."},
        {"type": "activity-completed", "date.edtf": "2026-05", "note": "No report was made."},
    ),
    "partly_completed": (
        {"note": "The second volume."}, {"type": "activity-partly-completed", "remaining": "The second volume."},
    ),
    "rescheduled": ({"date": "in the spring of 2027"}, {"type": "activity-rescheduled", "due.edtf": "2027-21"}),
    "suspended": ({"date": "2028"}, {"type": "activity-suspended", "resumes.edtf": "2028"}),
    "cancelled": ({"reason": "funding"}, {"type": "activity-cancelled", "reason": "funding"}),
    "not_ours": ({}, {"type": "activity-disowned", "agency": AGENCY}),
}  # fmt: skip


async def newest_event(forms: Forms, activity: str) -> dict[str, Any]:
    """The last event of an activity, flat: `date.edtf` is the EDTF form in its date."""
    event = (await forms.ask(f"activities/{activity}/history"))["items"][-1]
    data = {**event["data"], "type": event["type"], "actor": event["actor"], "reported_on": event["reported_on"]}
    inner = {name: value for name, value in data.items() if isinstance(value, dict)}
    return {**data, **{f"{name}.{key}": value for name, one in inner.items() for key, value in one.items()}}


async def test_each_answer_is_the_update_that_it_means(forms: Forms) -> None:
    """All of them are sent in one go, and stand in the log as the words of whoever holds the post, said today."""
    plans = {answer: await forms.plan(f"A workshop, {answer}", due={"edtf": "2027-01"}) for answer in ANSWERED}
    typed = {f"answer.{plan}": answer for answer, plan in plans.items()}
    for answer, (fields, _) in ANSWERED.items():
        typed |= {f"{field}.{plans[answer]}": words for field, words in fields.items()}
    sent = await forms.send(await forms.filled(typed))
    assert (sent.status_code, sent.headers["location"].partition("?")[2]) == (303, "saved=8&handed_in=0")
    for answer, (_, expected) in ANSWERED.items():
        event = await newest_event(forms, plans[answer])
        assert {name: event.get(name) for name in expected} == expected
        assert (event["actor"], event["reported_on"]) == ("key:link-digest-1", day(0))
    told = await forms.page(sent.headers["location"])
    assert ("8 answers were saved." in told.text, "8 of 8 answered" in told.text) == (True, True)


async def test_what_another_told_is_confirmed_or_not_ones_own(forms: Forms) -> None:
    """That is asked first; once it is the agency's own, there is more to say of it."""
    told = [await forms.plan(f"A course told by IOM, {number}", reported_by="iom") for number in range(2)]
    filled = await forms.filled({f"answer.{told[0]}": "confirmed", f"answer.{told[1]}": "not_ours"})
    assert (await forms.send(filled)).status_code == 303
    types = [(await newest_event(forms, one))["type"] for one in told]
    assert types == ["activity-confirmed", "activity-disowned"]


async def test_a_draft_is_handed_in_or_withdrawn(forms: Forms) -> None:
    """Both replace something, and so they name the version that was looked at."""
    drafts = [await forms.plan(f"A draft, {number}", draft=True, due={"edtf": "2027"}) for number in range(2)]
    typed = {f"answer.{drafts[0]}": "submitted", f"answer.{drafts[1]}": "withdrawn", f"note.{drafts[1]}": "Told twice."}
    assert (await forms.send(await forms.filled(typed))).status_code == 303
    reviews = [(await forms.ask(f"activities/{draft}"))["review"] for draft in drafts]
    assert reviews == ["submitted", "withdrawn"]
    assert (await newest_event(forms, drafts[1]))["reason"] == "Told twice."


async def test_evidence_is_a_link_or_a_symbol(forms: Forms) -> None:
    """Whichever was typed."""
    plans = [await forms.plan(f"A guide, {number}") for number in range(2)]
    typed = {f"answer.{plan}": "completed" for plan in plans}
    typed |= {f"evidence.{plans[0]}": "https://example.org/guide", f"evidence.{plans[1]}": "A/63/265"}
    assert (await forms.send(await forms.filled(typed))).status_code == 303
    shown = [(await forms.ask(f"activities/{plan}"))["evidence"][0] for plan in plans]
    assert (shown[0]["url"], shown[1]["symbol"]) == ("https://example.org/guide", "A/63/265")


async def test_an_answer_shows_on_the_board(forms: Forms) -> None:
    """The agency has begun, and one of its two items is answered."""
    plan = await forms.plan("A workshop on remittances")
    await forms.plan("A workshop on return")
    before = (await forms.ask("reporting-rounds/now/board"))["items"][0]
    await forms.send(await forms.filled({f"answer.{plan}": "no_change"}))
    after = (await forms.ask("reporting-rounds/now/board"))["items"][0]
    assert [(row["progress"], row["answered"], row["asked"]) for row in (before, after)] == [
        ("not_started", 0, 2), ("started", 1, 2),
    ]  # fmt: skip


async def test_a_form_sent_twice_has_one_effect_and_one_answer(forms: Forms) -> None:
    """One after the other, at once, and by whoever goes back and presses the button again."""
    plan = await forms.plan("A workshop on remittances")
    filled = await forms.filled({f"answer.{plan}": "not_ours", "new.title": "A guide", "new.kind": "publication"})
    filled["then"] = "hand_in"
    first = await forms.send(filled)
    events = await forms.states()
    again = [await forms.send(filled), *await asyncio.gather(*(forms.send(filled) for _ in range(5)))]
    assert {(answer.status_code, answer.headers["location"]) for answer in again} == {
        (303, first.headers["location"]),
    }  # fmt: skip
    assert (await forms.states()) == events
    assert events[1] == "submitted"


async def test_ten_at_once_have_one_effect_on_either_database(small_url: str, tmp_path: Path) -> None:
    """Control: a form that is drawn anew has an effect of its own."""
    async with forms_at(small_url, tmp_path) as forms:
        plan = await forms.plan("A workshop on remittances")
        before = (await forms.states())[0]
        filled = await forms.filled({f"answer.{plan}": "no_change"})
        answers = await asyncio.gather(*(forms.send(filled) for _ in range(10)))
        assert ({answer.status_code for answer in answers}, (await forms.states())[0]) == ({303}, before + 1)
        await forms.send(await forms.filled({f"answer.{plan}": "no_change"}))
        assert (await forms.states())[0] == before + 2


async def test_what_is_refused_comes_back_as_it_was_typed_and_the_rest_is_taken(forms: Forms) -> None:
    """With a sentence beside each field at fault, and a summary at the top that leads there."""
    plans = [await forms.plan(f"A workshop, {number}") for number in range(3)]
    typed = {
        f"answer.{plans[0]}": "no_change",
        f"answer.{plans[1]}": "completed",
        f"date.{plans[1]}": "30 February 2026",
        f"note.{plans[1]}": 'Held "as planned" & more.\nTwice.',
        f"note.{plans[2]}": "Nothing to add.",
        "new.date": "in May",
    }
    sent = await forms.send(await forms.filled({**typed, "new.kind": "publication"}))
    page, fields = read(sent.text), fields_in(sent.text)
    assert sent.status_code == 422
    kept = {name: words for name, words in typed.items() if plans[0] not in name}
    assert {name: fields[name].replace("\r\n", "\n") for name in kept} == kept
    assert "Choose an answer to go with what you typed." in sent.text
    assert "Say in a few words what it is." in sent.text
    assert "1 taken and saved" in sent.text
    for place in ("item-2-date", "item-3-answer", "new-title"):
        assert f"#{place}" in page.links
        assert place in page.ids
        assert f'aria-describedby="{place}' in sent.text
    assert fields[f"answer.{plans[0]}"] == ""
    assert (await newest_event(forms, plans[0]))["type"] == "activity-unchanged"
    assert [len((await forms.ask(f"activities/{plan}/history"))["items"]) for plan in plans] == [2, 1, 1]


async def test_what_was_refused_can_be_mended_and_sent_again(forms: Forms) -> None:
    """On the page that came back, without anything being taken twice."""
    plans = [await forms.plan(f"A workshop, {number}") for number in range(2)]
    typed = {f"answer.{plans[0]}": "no_change", f"answer.{plans[1]}": "cancelled"}
    refused = await forms.send(await forms.filled(typed))
    assert "Choose why it was cancelled." in refused.text
    mended = await forms.send({**fields_in(refused.text), f"reason.{plans[1]}": "funding"})
    assert mended.status_code == 303
    assert [len((await forms.ask(f"activities/{plan}/history"))["items"]) for plan in plans] == [2, 2]


async def test_what_changed_since_the_page_was_opened_is_shown_first(forms: Forms) -> None:
    """The newer words stand there; sent once more, the answer is taken, for now it was given in their sight."""
    plan = await forms.plan("A workshop on remittances", due={"edtf": "2027-01"})
    filled = await forms.filled({f"answer.{plan}": "no_change"})
    news = {"type": "rescheduled", "due": {"as_written": "in the autumn of 2028"}}
    await forms.tell(f"activities/{plan}/updates", news)
    refused = await forms.send(filled)
    assert refused.status_code == 422
    assert "Something was said of this since you opened the page" in refused.text
    assert "in the autumn of 2028" in refused.text
    assert fields_in(refused.text)[f"answer.{plan}"] == "no_change"
    assert (await newest_event(forms, plan))["type"] == "activity-rescheduled"
    assert (await forms.send(fields_in(refused.text))).status_code == 303
    assert (await newest_event(forms, plan))["type"] == "activity-unchanged"


async def test_something_new_is_reported_or_kept_as_a_draft(forms: Forms) -> None:
    """As the agency's own, due on the day that was said; the draft can be handed in by the same form later."""
    new = {"new.title": "A guide to remittances", "new.kind": "publication", "new.stage": "planned"}
    sent = await forms.send(await forms.filled({**new, "new.date": "in June 2027", "new.note": "In two volumes."}))
    assert "What is new was reported." in (await forms.page(sent.headers["location"])).text
    made = await forms.ask(f"activities/{AGENCY}-a-guide-to-remittances")
    said = (made["lead"], made["reported_by"], made["review"], made["due"]["edtf"], made["note"])
    assert said == (AGENCY, AGENCY, "submitted", "2027-06", "In two volumes.")
    sent = await forms.send(await forms.filled({**new, "new.title": "A second guide", "new.hold": "draft"}))
    assert "What is new was kept as a draft." in (await forms.page(sent.headers["location"])).text
    draft = next(name.partition(".")[2] for name in await forms.filled({}) if name.startswith("answer.unfpa-0"))
    assert (await forms.ask(f"activities/{draft}"))["review"] == "draft"
    assert (await forms.send(await forms.filled({f"answer.{draft}": "submitted"}))).status_code == 303
    assert (await forms.ask(f"activities/{draft}"))["review"] == "submitted"


async def test_a_link_opens_no_other_activity(forms: Forms) -> None:
    """What is not asked in this form is not answered by it, though with a key it may be; what was said is told back."""
    seminar = (await forms.ask("activities/pd-seminar"))["version"]
    filled = await forms.filled({})
    for other in ("pd-seminar", "unfpa-atlas", "no-such-thing"):
        sent = await forms.send({**filled, f"answer.{other}": "no_change", f"note.{other}": "It goes on."})
        assert sent.status_code == 422
        assert f"What you said of {other} was not taken" in sent.text
        assert "You wrote: Nothing new; It goes on." in sent.text
    assert (await forms.ask("activities/pd-seminar"))["version"] == seminar


async def test_the_answers_are_handed_in_with_what_was_just_saved(forms: Forms) -> None:
    """One button does both."""
    plan = await forms.plan("A workshop on remittances")
    sent = await forms.send({**await forms.filled({f"answer.{plan}": "no_change"}), "then": "hand_in"})
    assert sent.headers["location"].partition("?")[2] == "saved=1&handed_in=1"
    assert (await forms.states())[1] == "submitted"
    page = await forms.page(sent.headers["location"])
    assert ("The answers were handed in." in page.text, page.controls) == (True, [])


async def test_what_stands_in_the_way_of_handing_in_stands_beside_its_item(forms: Forms) -> None:
    """In words, with a way there; what was saved stays saved, and once it is answered all is handed in."""
    plans = [await forms.plan(f"A workshop, {number}", date={"as_written": "in May 2026"}) for number in range(2)]
    correction = {name: value for name, value in a_round(blockers=["did-it-happen"]).items() if name == "blockers"}
    await forms.tell("reporting-rounds/now/updates", {"type": "corrected", **correction})
    held = {f"answer.{plans[0]}": "completed", f"note.{plans[0]}": "Without a report.", "then": "hand_in"}
    refused = await forms.send({**await forms.filled({}), **held})
    assert refused.status_code == 422
    assert (await forms.states())[1] == "asked"
    assert "This stands in the way of handing in. Its date (in May 2026) has passed. Did it happen?" in refused.text
    assert [link for link in read(refused.text).links if link.startswith("#item")] == ["#item-2-answer"]
    assert (await forms.ask(f"activities/{plans[0]}"))["stage"] == "completed"
    mended = {f"answer.{plans[1]}": "rescheduled", f"date.{plans[1]}": "in May 2028", "then": "hand_in"}
    assert (await forms.send({**fields_in(refused.text), **mended})).status_code == 303
    assert (await forms.states())[1] == "submitted"


async def test_nothing_is_handed_in_where_something_was_refused(forms: Forms) -> None:
    """Whoever presses the button means all of it."""
    plan = await forms.plan("A workshop on remittances")
    refused = await forms.send({**await forms.filled({f"answer.{plan}": "cancelled"}), "then": "hand_in"})
    assert "The answers were not handed in, for not everything was taken." in refused.text
    assert (await forms.states())[1] == "asked"


async def test_what_the_service_cannot_do_now_can_be_sent_again_as_it_is(
    forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody knows whether it was recorded: the page that comes back makes the same request, which has one effect."""
    plan = await forms.plan("A workshop on remittances")
    filled = await forms.filled({f"answer.{plan}": "no_change", f"note.{plan}": "It goes on."})
    sent = await forms.send(filled)
    with monkeypatch.context() as patched:
        patched.setattr("service.web.form.saving.receipt_for", _cut_off)
        cut = await forms.send(filled)
    assert (sent.status_code, cut.status_code) == (303, 503)
    assert "What you typed is still here: press the button again." in cut.text
    fields = fields_in(cut.text)
    assert (fields["nonce"], fields[f"note.{plan}"]) == (filled["nonce"], "It goes on.")
    events = (await forms.states())[0]
    again = await forms.send({**fields, f"version.{plan}": filled[f"version.{plan}"]})
    assert (again.status_code, (await forms.states())[0]) == (303, events)


async def _cut_off(*_: object, **__: object) -> None:
    raise NotReady("Whether this was recorded cannot be said yet.")

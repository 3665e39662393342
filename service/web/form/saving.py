"""Saves what was sent with the form: each answer for itself, once, and then, where it is asked, all are handed in."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct, field

from events.activity_state import Activity
from events.quality import Finding
from events.vocabulary import ActivityKind
from projections.activity_filter import ActivityFilter
from projections.registry import ROUND_LISTS
from projections.round_board import Standing
from service.api.asking import own_agencies, reading, scope_of_caller
from service.api.body import CheckedRequest
from service.api.every_activity import every_activity
from service.api.handing_in import receipt_for
from service.api.problems import Fault, LinkEnded, Problem, StaleVersion
from service.auth.links import FormLink
from service.commands.activity_news import UpdateActivity
from service.commands.answering import ThroughLink
from service.commands.assignment import SubmitAnswers, UpdateAssignment, about_item
from service.commands.deliberation import Command
from service.desk import Desk, Reading
from service.web.form.choices import typed_in_words
from service.web.form.fields import Form, Typed
from service.web.form.link import Opened, opened_by, standing_in
from service.web.form.updates import field_of_item, field_of_new, report_of, update_of

STALE = (
    "Something was said of this since you opened the page; it now reads as shown here. Look at it, and save once more "
    "if your answer still holds."
)


class Outcome(Struct, kw_only=True):
    """What became of a form: which items were taken, and what is wrong, by item and field, with new, and in all.

    `blockers` are the rules of quality that stand in the way of handing in, by item. `is_busy`: the service could not
    do something now, so that the same form may be sent again as it is.
    """

    taken: set[str] = field(default_factory=set)
    faults: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    is_new_taken: bool = False
    new_faults: dict[str, list[str]] = field(default_factory=dict)
    blockers: dict[str, list[Finding]] = field(default_factory=dict)
    general: list[str] = field(default_factory=list)
    is_handed_in: bool = False
    is_busy: bool = False

    @property
    def is_done(self) -> bool:
        """Whether everything that was sent was taken."""
        return not (self.faults or self.new_faults or self.blockers or self.general)


async def save(request: CheckedRequest, desk: Desk, link: FormLink, form: Form) -> Outcome:
    """Take what was sent, as whoever the link was made for; LinkEnded where the link does not hold any more."""
    outcome = Outcome()
    sending = _Sending(request, desk, link, form.nonce)
    # 1. What each answer means, by the items as they stand.
    async with reading(desk, uses=ROUND_LISTS) as read:
        opened = await opened_by(link, read)
        standing = await standing_in(read, opened)
        commands = await _commands(read, opened, standing, form, outcome)
    # 2. Each answer for itself.
    for item, command in commands:
        problem = await sending.problem_with(command, outcome)
        if problem is None:
            outcome.taken.add(item)
        else:
            outcome.faults[item] = _of_item(problem, form.items[item])
    # 3. Something new.
    if form.new.said:
        await _save_new(sending, form, outcome)
    # 4. All of it is handed in, if all of it was taken.
    if form.hands_in and outcome.is_done:
        await _hand_in(sending, outcome)
    elif form.hands_in:
        outcome.general.append("The answers were not handed in, for not everything was taken.")
    return outcome


class _Sending(Struct, frozen=True):
    """Sends commands through a link, each under a key of its own, so that a form sent twice has one effect."""

    request: CheckedRequest
    desk: Desk
    link: FormLink
    nonce: str

    async def problem_with(self, asked: Command, outcome: Outcome) -> Problem | None:
        """Why a command was not taken; None where it was."""
        command = ThroughLink(link=self.link, command=asked)
        try:
            await receipt_for(self.request, self.desk, command, self._key(command))
        except LinkEnded:
            raise
        except Problem as problem:
            outcome.is_busy = outcome.is_busy or problem.status >= 500
            return problem
        return None

    def _key(self, command: ThroughLink) -> str:
        """The key of what is asked, in this form: another answer is another request, the same one again is not."""
        return hashlib.sha256(msgspec.json.encode([self.nonce, command.as_asked], order="deterministic")).hexdigest()


async def _commands(
    read: Reading, opened: Opened, standing: Standing, form: Form, outcome: Outcome
) -> list[tuple[str, Command]]:
    """The commands for what was answered; what cannot be a command is noted in the outcome."""
    activities = await _answerable(read, opened, standing, tuple(form.items))
    own_bodies = await own_agencies(read, opened.link.agency, granted=False)
    commands: list[tuple[str, Command]] = []
    for item, typed in form.items.items():
        activity = activities.get(item)
        if activity is None:
            outcome.general.append(_not_asked(item, typed))
            continue
        try:
            update = update_of(typed, activity, own_bodies)
        except Problem as problem:
            outcome.faults[item] = _of_item(problem, typed)
        else:
            commands.append((item, UpdateActivity(id=item, update=update, expected_version=typed.version_seen)))
    return commands


async def _answerable(read: Reading, opened: Opened, standing: Standing, ids: tuple[str, ...]) -> dict[str, Activity]:
    """The items of the assignment, and what the agency has reported since, withdrawn or not; a link opens no others."""
    found = {item.now.id: item.now for item in standing.items}
    if others := tuple(item for item in ids if item not in found):
        scope = await scope_of_caller(opened.link.caller, read)
        own_bodies = await own_agencies(read, opened.link.agency, granted=False)
        wanted = ActivityFilter(ids=others)
        for activity in await every_activity(read, scope, wanted, read.clocks, read.evaluated_on):
            if activity.first_reported_on >= opened.planned.opens and activity.reported_by in own_bodies:
                found[activity.id] = activity
    return found


def _not_asked(item: str, typed: Typed) -> str:
    said = typed_in_words(typed, ActivityKind.ONGOING_WORK)
    return f"What you said of {item} was not taken, for it is not asked here any more. You wrote: {said}."


async def _save_new(sending: _Sending, form: Form, outcome: Outcome) -> None:
    try:
        report = report_of(form.new, sending.link.agency)
    except Problem as unfit:
        outcome.new_faults = _of_new(unfit)
        return
    problem = await sending.problem_with(report, outcome)
    outcome.is_new_taken = problem is None
    outcome.new_faults = _of_new(problem) if problem else {}


async def _hand_in(sending: _Sending, outcome: Outcome) -> None:
    """Hand in; what stands in the way is noted beside the items, or in all."""
    async with reading(sending.desk, uses=ROUND_LISTS) as read:
        opened = await opened_by(sending.link, read)
        standing = await standing_in(read, opened)
    command = UpdateAssignment(
        id=opened.assignment.id,
        update=SubmitAnswers(),
        items=(*(item.now.id for item in standing.items), *standing.newly),
    )
    problem = await sending.problem_with(command, outcome)
    if problem is None:
        outcome.is_handed_in = True
        return
    for sentence in [fault.detail for fault in problem.faults] or [problem.detail]:
        item, finding = about_item(sentence)
        if finding is None:
            outcome.general.append(sentence)
        else:
            outcome.blockers.setdefault(item, []).append(finding)


def _told(problem: Problem) -> Sequence[Fault]:
    """What is wrong, fault by fault, as whoever filled in the form needs it."""
    if isinstance(problem, StaleVersion):
        return [Fault("/answer", STALE)]
    if problem.status >= 500:
        return [Fault("/answer", f"{problem.detail} What you typed is still here: press the button again.")]
    return problem.faults or [Fault("/answer", problem.detail)]


def _of_item(problem: Problem, typed: Typed) -> dict[str, list[str]]:
    """What is wrong with the answer of an item, by field."""
    return _by_field((field_of_item(fault.pointer, typed.answer), fault.detail) for fault in _told(problem))


def _of_new(problem: Problem) -> dict[str, list[str]]:
    """What is wrong with something new, by field."""
    return _by_field((field_of_new(fault.pointer), fault.detail) for fault in _told(problem))


def _by_field(faults: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for field_at_fault, sentence in faults:
        found[field_at_fault].append(sentence)
    return dict(found)

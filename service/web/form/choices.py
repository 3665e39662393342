"""The answers that can be chosen on the form, in words: which an item may have, and which fields go with each."""

from msgspec import Struct

from events.activity_state import Activity
from events.vocabulary import ENDED, HELD_BACK, ActivityKind, Assurance, Review, Stage
from service.web.form.fields import Typed
from service.web.words import COMPLETED, capitalized, plain_word

NOTED = ("note", "evidence")
DATED = ("date", *NOTED)
# The answers by the names of their updates, with the fields that go with each.
FIELDS = {
    "no_change": NOTED,
    "progressed": NOTED,
    "completed": DATED,
    "partly_completed": DATED,
    "rescheduled": DATED,
    "suspended": DATED,
    "cancelled": ("reason", *NOTED),
    "confirmed": NOTED,
    "not_ours": ("note",),
    "submitted": (),
    "withdrawn": ("note",),
}
WORDS = {
    "no_change": "Nothing new",
    "progressed": "In progress",
    "completed": "Done",
    "partly_completed": "Done in part (say in the note what is still to come)",
    "rescheduled": "Postponed, or given another date",
    "suspended": "Laid aside for now",
    "cancelled": "Cancelled",
    "confirmed": "Ours, as it was told",
    "not_ours": "Not ours",
    "submitted": "Hand it in",
    "withdrawn": "Withdraw it",
}
LABELS = {"answer": "Answer", "date": "Date", "note": "Note", "evidence": "Evidence", "reason": "Reason"}


class Choice(Struct, frozen=True):
    """Something that can be chosen, its words, and the fields that go with it, parted by spaces."""

    answer: str
    words: str
    fields: str = ""


def choices_of(activity: Activity, chosen: str = "") -> tuple[Choice, ...]:
    """The answers that an item may have as it stands, and the one that was chosen; none where it was withdrawn."""
    answers = _answers(activity)
    if answers and chosen in FIELDS and chosen not in answers:
        answers = (*answers, chosen)
    return tuple(Choice(answer, words_of(answer, activity.kind), " ".join(FIELDS[answer])) for answer in answers)


def words_of(answer: str, kind: ActivityKind) -> str:
    """An answer as it reads for a kind: a publication is issued, a meeting held."""
    return capitalized(COMPLETED[kind]) if answer == "completed" else WORDS.get(answer, answer)


def typed_in_words(typed: Typed, kind: ActivityKind) -> str:
    """What was typed about an item, in a row: the answer in words, then the fields as they were filled in."""
    answer = words_of(typed.answer, kind) if typed.answer else ""
    return "; ".join(filter(None, (answer, typed.date, typed.note, typed.evidence, plain_word(typed.reason))))


def _answers(activity: Activity) -> tuple[str, ...]:
    if activity.review is Review.WITHDRAWN:
        return ()
    if activity.review in HELD_BACK:
        return ("submitted", "completed", "rescheduled", "cancelled", "withdrawn")
    if activity.assurance is Assurance.THIRD_PARTY:
        return ("confirmed", "not_ours")
    if activity.stage is Stage.COMPLETED:
        return ("no_change", "rescheduled", "progressed", "not_ours")
    if activity.stage in ENDED:
        return ("no_change", "progressed", "not_ours")
    return (
        "no_change",
        "progressed",
        "completed",
        "partly_completed",
        "rescheduled",
        "suspended",
        "cancelled",
        "not_ours",
    )

"""The words of the sheet that explains: how to fill in, and what each code means."""

from events.vocabulary import ActivityKind, CancellationReason, Stage, Visibility
from service.sheets.columns import ANSWERS

HOW = """\
Each row of the sheet Items is one activity. Write your changes into its cells, save, and send the file back; nothing \
is recorded before you have seen what would change and confirmed it.
What you leave as it is stays as it is. A cell that you empty is emptied in the record; a column that you remove is \
left alone.
To report something new, write a row without an id under the others, with at least a kind and a title.
If somebody else has changed the same thing meanwhile, your row is not taken, and you are shown the newer value. \
Therefore leave the ids and the hidden column Version as they are.
Formulas, macros and links to other files are not taken. A cell that begins with an apostrophe (in the text form of \
this sheet) only says that it is text."""
INTRODUCTION = tuple(HOW.splitlines())

KINDS = {
    ActivityKind.COMMITMENT: "Something that the agency promises to do.",
    ActivityKind.PUBLICATION: "Something that is issued: a report, a book, a data set.",
    ActivityKind.PLANNED_MEETING: "A meeting that the agency plans, holds or has held.",
    ActivityKind.FOLLOW_UP_ACTION: "What is done, or asked for, in answer to a request, a recommendation or a promise.",
    ActivityKind.ONGOING_WORK: "Work that goes on or is done, with nothing promised.",
}
MEANING_OF_ANSWER = {
    "no_change": "There is nothing new. Nothing else is changed in the row; a note may say more.",
    "confirmed": "What another body told of you is so; from now on it counts as your own.",
    "not_ours": "It is not yours: it leaves your list and stays in the history. Nothing else is changed in the row.",
    "hand_in": "The draft, or what was sent back and is mended now, is handed in to the secretariat.",
}
STAGES = {
    Stage.PROPOSED: "Somebody proposes it, and nobody has agreed yet.",
    Stage.REQUESTED: "Somebody asks for it.",
    Stage.UNDER_CONSIDERATION: "The agency looks at whether to do it.",
    Stage.CONDITIONAL: "It will be done if something else comes first, such as funding.",
    Stage.PLANNED: "It will be done, and has not begun.",
    Stage.IN_PROGRESS: "It has begun and is not done.",
    Stage.STANDING: "It goes on without an end, such as a database that is kept.",
    Stage.COMPLETED: "It was issued, held, fulfilled or done. Add evidence, or say in the note why there is none.",
    Stage.PARTLY_COMPLETED: "A part was done; say in What remains what is still owed.",
    Stage.SUSPENDED: "It is laid aside; say in Goes on when it is to go on, if you know.",
    Stage.CANCELLED: "It is given up; choose a reason.",
}
REASONS = {
    CancellationReason.FUNDING: "There is no money for it.",
    CancellationReason.PRIORITIES: "Other work comes first.",
    CancellationReason.PARTNER_WITHDREW: "A partner no longer takes part.",
    CancellationReason.MANDATE_ENDED: "What asked for it has ended.",
    CancellationReason.CIRCUMSTANCES: "What happened meanwhile does not allow it.",
    CancellationReason.MERGED: "It became a part of other work.",
    CancellationReason.OTHER: "Another reason; say in the note which.",
}
VISIBILITIES = {
    Visibility.SECRETARIAT: "Your agency and the secretariat alone.",
    Visibility.PARTICIPANTS: "Everybody at the table.",
    Visibility.PUBLIC: "Everybody, on the pages as well.",
}

Meanings = tuple[tuple[str, str], ...]
CODES: tuple[tuple[str, Meanings], ...] = (
    ("Kind", tuple((kind.value, KINDS[kind]) for kind in ActivityKind)),
    ("Answer", tuple((answer, MEANING_OF_ANSWER[answer]) for answer in ANSWERS)),
    ("Stage", tuple((stage.value, words) for stage, words in STAGES.items())),
    ("Reason", tuple((reason.value, REASONS[reason]) for reason in CancellationReason)),
    ("Who may see it", tuple((one.value, VISIBILITIES[one]) for one in Visibility)),
)

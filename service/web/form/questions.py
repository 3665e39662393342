"""What is asked of an item, in words for whoever answers on the form: the rules themselves name updates of the API."""

from events.activity_state import Activity
from events.identity import Noun
from events.quality import Finding
from projections.event_sentences.runs import NameOf
from service.web.words import date_in_words, stage_in_words


def question(found: Finding, activity: Activity, name_of: NameOf) -> str:
    """The question that a rule puts about an activity, as it stood when the rule looked at it.

    `name_of` says what bodies are called. A rule that is not asked of items says itself what it misses.
    """
    date, due = date_in_words(activity.date), date_in_words(activity.due)
    match found.rule:
        case "did-it-happen":
            return f"Its date ({date}) has passed. Did it happen?"
        case "planned-but-begun":
            return f"It is {stage_in_words(activity)}, and its date ({date}) has begun. Is it in progress?"
        case "past-its-end":
            return f"It is in progress, and its date ({date or due}) is over. Is it done, or until when does it go on?"
        case "confirm":
            return f"{_named(activity.reported_by, name_of)} told this of {_named(activity.lead, name_of)}. Is it so?"
        case "hand-in":
            return "It is a draft. Hand it in, or withdraw it."
        case "mend":
            return "The secretariat sent it back. Mend what is asked for, and hand it in again."
        case "when-next":
            return f"It comes again ({activity.recurrence}). When is the next?"
        case "overdue":
            return f"The day by which it was due ({due}) has passed. Is it done, or when will it be?"
        case "resumed":
            return f"It was to go on ({date_in_words(activity.resumes)}). Does it?"
        case "what-is-new":
            return "What is new? Where nothing is, that is an answer too."
        case _:
            return found.sentence


def _named(agency: str | None, name_of: NameOf) -> str:
    return name_of(Noun.AGENCY, agency) if agency else "nobody in the register"

"""The letter of a digest: one mail to whoever holds a post, with a link to the form of each assignment."""

from collections.abc import Sequence
from datetime import date, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from msgspec import Struct

from events.agency import Agency
from events.reminding import Occasion
from projections.event_sentences.runs import day_in_words
from projections.round_board import AskedItem
from projections.summary.names import with_article
from service import clock
from service.auth.links import FormLink
from service.reminding.due import DueDigest, Section
from service.reminding.posting import Sender

ITEMS_TOLD_MAX = 20
STATEMENT_LETTERS_MAX = 240
# After the round the form can still be read, and answered where the round is kept open for longer.
READABLE_DAYS = 30


class Waiting(Struct, frozen=True, kw_only=True):
    """A statement that waits for a reply: its words, shortened where they are long, and what is asked."""

    text: str
    asked: str


class Told(Struct, frozen=True, kw_only=True):
    """A round as the letter tells it. `asked` and `answered` count the items; statements are told beside them."""

    title: str
    occasion: str
    deadline: str
    closes: str
    instructions: str | None
    reason: str | None
    asked: int
    answered: int
    open: Sequence[AskedItem]
    more: int
    waiting: Sequence[Waiting]
    waiting_more: int
    form: str


def letter_of(
    digest: DueDigest, digest_id: str, agency: Agency, sections: Sequence[Section], sender: Sender
) -> EmailMessage:
    """The mail, as text and as a page; its Message-ID is made of the digest's id, so that a copy is known as one."""
    today = clock.today()
    recipient = recipient_of(digest)
    rounds = [_told(digest, digest_id, section, sender, today) for section in sections]
    context = {
        "agency": with_article(agency.name_on(today).name),
        "acronym": agency.name_on(today).acronym,
        "post": digest.post,
        "name": recipient.display_name,
        "rounds": rounds,
        "subject": _subject(agency, rounds, sections),
        "public_url": sender.public_url,
    }
    # Seven bits pass through every server; an address that is not written in ASCII passes through some only.
    policy = SMTP if recipient.addr_spec.isascii() else SMTPUTF8
    message = EmailMessage(policy=policy.clone(cte_type="7bit"))
    message["From"] = Address(display_name="Tour de Table", addr_spec=sender.address)
    message["To"] = recipient
    message["Subject"] = context["subject"]
    message["Date"] = format_datetime(clock.instant())
    message["Message-ID"] = f"<{digest_id}@{urlsplit(sender.public_url).hostname}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_TEMPLATES.get_template("digest.txt").render(context))
    message.add_alternative(_TEMPLATES.get_template("digest.html").render(context), subtype="html")
    return message


def recipient_of(digest: DueDigest) -> Address:
    """The address of whoever holds the post; ValueError where the vault has none that a mail can be sent to."""
    return Address(display_name=_in_one_line(digest.person.name or ""), addr_spec=digest.person.email or "")


def _in_one_line(name: str) -> str:
    """A name as a header can hold it, which has no line ends (RFC 5322)."""
    return " ".join(name.split())


def _shortened(text: str) -> str:
    """A text in one line, cut at a space where it is long and one is near."""
    line = _in_one_line(text)
    if len(line) <= STATEMENT_LETTERS_MAX:
        return line
    cut = line[: STATEMENT_LETTERS_MAX - 2]
    at = cut.rfind(" ")
    return f"{cut[:at] if at > STATEMENT_LETTERS_MAX // 2 else cut} …"


def _told(digest: DueDigest, digest_id: str, section: Section, sender: Sender, today: str) -> Told:
    planned, standing = section.planned, section.standing
    unanswered = [item for item in standing.items if not item.is_answered]
    waiting = [said for said in standing.statements if not said.is_answered]
    link = FormLink(
        reporting_round=planned.id,
        agency=standing.assignment.agency,
        post=digest.post.id,
        person=digest.person.person_id,
        digest=digest_id,
        until=(date.fromisoformat(planned.closes) + timedelta(days=READABLE_DAYS)).isoformat(),
    )
    return Told(
        title=planned.title or f"the reporting round {planned.id}",
        occasion=_occasion(section, today),
        deadline=day_in_words(planned.due_by),
        closes=day_in_words(planned.closes),
        instructions=planned.instructions,
        reason=standing.assignment.reason if section.reminder.occasion is Occasion.SENT_BACK else None,
        asked=len(standing.items),
        answered=len(standing.items) - len(unanswered),
        open=unanswered[:ITEMS_TOLD_MAX],
        more=max(0, len(unanswered) - ITEMS_TOLD_MAX),
        waiting=[
            Waiting(text=_shortened(said.statement.text), asked=said.asked.sentence)
            for said in waiting[:ITEMS_TOLD_MAX]
        ],
        waiting_more=max(0, len(waiting) - ITEMS_TOLD_MAX),
        form=f"{sender.public_url}/answers/{sender.links.written(link)}",
    )


def _occasion(section: Section, today: str) -> str:
    """Why the letter comes, in a sentence, judged on the day on which it is sent."""
    planned = section.planned
    for_meeting = f" for the {section.meeting.title}" if section.meeting else ""
    due, closes = day_in_words(planned.due_by), day_in_words(planned.closes)
    match section.reminder.occasion:
        case Occasion.OPENED if today <= planned.due_by:
            opened = day_in_words(planned.opens)
            return f"It asks for your report{for_meeting} and is open since {opened}. Your answer is due by {due}."
        case Occasion.ASKED_AGAIN if today <= planned.due_by:
            return f"The secretariat asks again for your report{for_meeting}. Your answer is due by {due}."
        case Occasion.DUE_SOON if today <= planned.due_by:
            return f"Your answer{for_meeting} is due by {due}, {_in_days(today, planned.due_by)}."
        case Occasion.SENT_BACK:
            return f"The secretariat sent your answer{for_meeting} back. It is taken until {closes}."
        case Occasion.CLOSING:
            left = _in_days(today, planned.closes)
            return f"Your answer{for_meeting} was due by {due}. The round closes on {closes}, {left}."
        case _:
            return f"Your answer{for_meeting} was due by {due}. It is still taken until {closes}."


def _in_days(today: str, day: str) -> str:
    days = (date.fromisoformat(day) - date.fromisoformat(today)).days
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def _subject(agency: Agency, rounds: Sequence[Told], sections: Sequence[Section]) -> str:
    name = agency.name_on(None)
    who = _in_one_line(name.acronym or name.name)
    if len(rounds) > 1:
        return f"{who}: your answer is awaited in {len(rounds)} reporting rounds"
    words = {
        Occasion.OPENED: f"your report is asked for by {rounds[0].deadline}",
        Occasion.ASKED_AGAIN: f"your report is asked for again by {rounds[0].deadline}",
        Occasion.DUE_SOON: f"your answer is due by {rounds[0].deadline}",
        Occasion.OVERDUE: f"your answer was due by {rounds[0].deadline}",
        Occasion.CLOSING: f"the round closes on {rounds[0].closes}",
        Occasion.SENT_BACK: "your answer was sent back",
    }
    return f"{who}: {words[sections[0].reminder.occasion]}"


_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)

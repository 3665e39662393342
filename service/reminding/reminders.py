"""The reminders of a process: every minute, whatever is due and was not told yet is sent, one digest a post.

What is due is derived anew each time, so that a run that was missed is made up for by the next one. A digest is
claimed in the log before its text is sent (`service/commands/reminding.py`): several processes, and a process that
was killed in between, never tell a post of the same thing twice. Where it is not known whether the mail server has a
mail, it is not sent again; the next occasion is told all the same.
"""

import asyncio
from contextlib import suppress

import structlog
from msgspec import Struct

from events.log.errors import LogError
from events.vocabulary import Delivery
from service.api.problems import NotReady
from service.auth.caller import Caller
from service.auth.roles import Role
from service.commands.refusals import Refused
from service.commands.reminding import ClaimDigest, SettleDigest
from service.desk import Desk
from service.ending import ended
from service.reminding.due import USES, DueDigest, due_today, sections_of
from service.reminding.letter import letter_of, recipient_of
from service.reminding.mail_server import AddressRefusedByServer, MailServerAway, Session
from service.reminding.posting import Posting, Sender
from service.writer.writer import Overloaded, WriterStopped

EVERY_SECONDS = 60.0
STOP_SECONDS = 5.0
# What stands in a letter for the id of its digest until that is claimed.
UNCLAIMED = "unclaimed"
SERVICE = Caller(key_id="reminders", role=Role.SECRETARIAT)

logger = structlog.get_logger("tour.reminders")


class Run(Struct):
    """What came of one run: how many digests were sent, refused, or went nobody knows where."""

    sent: int = 0
    refused: int = 0
    unknown: int = 0
    away: str | None = None

    def count(self, delivery: Delivery) -> None:
        """Count one more digest."""
        match delivery:
            case Delivery.SENT:
                self.sent += 1
            case Delivery.REFUSED:
                self.refused += 1
            case Delivery.UNKNOWN:
                self.unknown += 1


class Reminders:
    """Sends what is due; without a mail server it says so once and does nothing."""

    def __init__(self, desk: Desk, posting: Posting | None) -> None:
        self._desk = desk
        self._posting = posting
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin, and go on until `stop`."""
        if self._posting is None:
            logger.info("no reminders are sent: TOUR_SMTP_URL names no mail server")
            return
        self._task = asyncio.create_task(self._go_on(), name="reminders")

    async def stop(self) -> None:
        """Stop after the digest that is being sent; what is left is sent the next time."""
        self._stopping.set()
        if self._task is not None:
            await asyncio.wait({self._task}, timeout=STOP_SECONDS)
        await ended(self._task)

    async def _go_on(self) -> None:
        while not self._stopping.is_set():
            try:
                run = await self.run()
                if run.away:
                    logger.warning("reminders cannot be sent now", fault=run.away)
            except (LogError, NotReady, Overloaded, WriterStopped) as error:
                logger.warning("reminders cannot be sent now", fault=str(error))
            except Exception:
                # Whatever it is: without this task nobody would be reminded of anything.
                logger.exception("the reminders met an error that they do not know")
            with suppress(TimeoutError):
                async with asyncio.timeout(EVERY_SECONDS):
                    await self._stopping.wait()

    async def run(self) -> Run:
        """Send what is due now, one digest after another."""
        run = Run()
        if self._posting is None:
            return run
        async with self._desk.reading(uses=USES) as read:
            due = await due_today(read)
        if not due.digests:
            return run
        try:
            session = await asyncio.to_thread(Session, self._posting.server)
            try:
                for digest in due.digests:
                    if self._stopping.is_set():
                        break
                    await self._tell_or_log(session, digest, self._posting.sender, run)
            finally:
                await asyncio.to_thread(session.close)
        except MailServerAway as away:
            run.away = str(away)
        return run

    async def _tell_or_log(self, session: Session, digest: DueDigest, sender: Sender, run: Run) -> None:
        try:
            await self._tell(session, digest, sender, run)
        except (LogError, NotReady, Overloaded, WriterStopped, MailServerAway):
            raise
        except Exception:
            # Whatever it is: those that come after it would never be told.
            logger.exception("a digest could not be sent, and the others are", post=digest.post.id)
            await asyncio.to_thread(session.withdraw)

    async def _tell(self, session: Session, digest: DueDigest, sender: Sender, run: Run) -> None:
        """Send one digest: offer it, claim it, send it, note what became of it.

        The mail server is asked first, so that what it does not take now leaves no claim behind; an address that it
        never takes is noted, and tried again the next day.
        """
        agency, sections = await sections_of(self._desk, digest)
        # A letter that cannot be written must show before the claim; that one is told as soon as it can be.
        letter_of(digest, UNCLAIMED, agency, sections, sender).as_bytes()
        refused: int | None = None
        try:
            await asyncio.to_thread(session.offer, sender.address, recipient_of(digest).addr_spec)
        except AddressRefusedByServer as error:
            if not error.is_final:
                logger.warning("a digest has to wait", post=digest.post.id, reply=error.code)
                return
            refused = error.code
        try:
            claim = ClaimDigest(post=digest.post.id, person=digest.person.person_id, reminders=digest.reminders)
            receipt = await self._desk.hand_in(SERVICE, claim)
        except BaseException as error:
            if refused is None:
                await asyncio.to_thread(session.withdraw)
            if isinstance(error, Refused):
                # Another process told it, or it was answered or handed over a moment ago.
                logger.info("a digest is not needed any more", post=digest.post.id, reason=error.sentence)
                return
            raise
        (digest_id,) = receipt.items
        delivery, reply = Delivery.REFUSED, refused
        if refused is None:
            message = letter_of(digest, digest_id, agency, sections, sender)
            delivery, reply = await asyncio.to_thread(session.send, message)
        run.count(delivery)
        if delivery is not Delivery.UNKNOWN:
            settled = SettleDigest(post=digest.post.id, digest=digest_id, delivery=delivery, reply=reply)
            await self._desk.hand_in(SERVICE, settled)
        logger.info("a digest was handed to the mail server", post=digest.post.id, delivery=delivery, reply=reply)

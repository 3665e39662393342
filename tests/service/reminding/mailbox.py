"""A real mail server on loopback, which keeps what it takes, and refuses or breaks off where it is told to."""

import socket
from asyncio import WriteTransport
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Mailbox:
    """What came, in order. `refused` are addresses with the answer that they get, `at_data` the answer to the text.

    With `breaks_off` the server takes the text and then closes the connection without an answer.
    """

    def __init__(self) -> None:
        self.mails: list[tuple[str, EmailMessage]] = []
        self.refused: dict[str, str] = {}
        self.at_data: str | None = None
        self.breaks_off = False
        self.offers = 0
        self.url = ""

    async def handle_RCPT(  # noqa: N802 - the name that the server looks for
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take an address, or refuse it."""
        self.offers += 1
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take the text."""
        if self.at_data is not None:
            return self.at_data
        assert isinstance(envelope.content, bytes)
        (recipient,) = envelope.rcpt_tos
        message = BytesParser(policy=default).parsebytes(envelope.content)
        assert isinstance(message, EmailMessage)
        self.mails.append((recipient, message))
        if self.breaks_off:
            assert isinstance(server.transport, WriteTransport)
            server.transport.abort()
        return "250 OK"

    def recipients(self) -> list[str]:
        """To whom the mails went, in order."""
        return [recipient for recipient, _ in self.mails]


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    """The text of a mail, or its page (`html`)."""
    body = message.get_body((kind,))
    assert body is not None
    text: str = body.get_content()
    return text


@contextmanager
def open_mailbox() -> Iterator[Mailbox]:
    """The server, in a thread of its own, until the block ends."""
    mailbox = Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    mailbox.url = f"smtp://127.0.0.1:{port}"
    try:
        yield mailbox
    finally:
        controller.stop()

"""The mail server that takes the digests (SMTP, RFC 5321), as TOUR_SMTP_URL names it.

A mail is handed over in two steps. First the server is asked whether it takes the address at all; only then is the
digest claimed in the log, and its text sent. What fails before the claim leaves no trace and is tried again.
"""

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage

from events.vocabulary import Delivery
from service.reminding.posting import MailServer

SECONDS_MAX = 20
LOCAL = ("127.0.0.1", "::1", "localhost")


class MailServerAway(Exception):
    """The mail server cannot be reached, or will take nothing at all now."""


class AddressRefusedByServer(Exception):
    """The mail server does not take mail for the address. `is_final` where it never will (a code 5xx)."""

    def __init__(self, code: int) -> None:
        super().__init__(f"The mail server answered {code}.")
        self.code = code
        self.is_final = code >= 500


class Session:
    """A conversation with the mail server, for several mails one after another; it blocks while the server answers."""

    def __init__(self, server: MailServer) -> None:
        """Begin it; MailServerAway where the server cannot be reached or does not let us in."""
        self._host = server.host
        try:
            self._smtp = _connected(server)
        except (smtplib.SMTPException, OSError) as error:
            raise MailServerAway(f"The mail server at {self._host} cannot be used: {error}.") from error

    def close(self) -> None:
        """End it."""
        with suppress(smtplib.SMTPException, OSError):
            self._smtp.quit()
        self._smtp.close()

    def offer(self, sender: str, recipient: str) -> None:
        """Ask whether a mail for this address will be taken; AddressRefusedByServer where not, MailServerAway."""
        international = not (sender + recipient).isascii()
        if international and not self._smtp.has_extn("smtputf8"):
            raise AddressRefusedByServer(553)
        try:
            code, _ = self._smtp.mail(sender, ["SMTPUTF8"] if international else [])
            if code != 250:
                raise MailServerAway(f"The mail server at {self._host} takes nothing from {sender} ({code}).")
            code, _ = self._smtp.rcpt(recipient)
        except (smtplib.SMTPException, OSError) as error:
            raise MailServerAway(f"The mail server at {self._host} broke off: {error}.") from error
        if code not in (250, 251):
            self.withdraw()
            raise AddressRefusedByServer(code)

    def withdraw(self) -> None:
        """Send no mail for the address after all."""
        try:
            self._smtp.rset()
        except (smtplib.SMTPException, OSError) as error:
            raise MailServerAway(f"The mail server at {self._host} broke off: {error}.") from error

    def send(self, message: EmailMessage) -> tuple[Delivery, int | None]:
        """Send the mail for the address that was taken; what the server made of it, with its code.

        Where it broke off in the middle nobody can tell whether it has the mail.
        """
        try:
            code, _ = self._smtp.data(message.as_bytes())
        except smtplib.SMTPDataError as error:
            return Delivery.REFUSED, error.smtp_code
        except (smtplib.SMTPException, OSError):
            return Delivery.UNKNOWN, None
        return (Delivery.SENT, code) if code == 250 else (Delivery.REFUSED, code)


def _connected(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.scheme == "smtps":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS_MAX, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=SECONDS_MAX)
    try:
        smtp.ehlo_or_helo_if_needed()
        if server.scheme == "smtp" and smtp.has_extn("starttls"):
            smtp.starttls(context=context)
            smtp.ehlo()
        if server.user is not None:
            if not isinstance(smtp.sock, ssl.SSLSocket) and server.host not in LOCAL:
                raise smtplib.SMTPException("it offers no TLS, and a password is not sent without")
            smtp.login(server.user, server.password or "")
    except BaseException:
        smtp.close()
        raise
    return smtp

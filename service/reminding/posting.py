"""How mail is sent, as the settings say: through which server, from which address, and with links to where."""

from email.headerregistry import Address
from typing import Literal
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from service.auth.links import FormLinks
from service.settings import SettingRefused, Settings
from service.signing_key import signing_key_of

PORTS = {"smtp": 25, "smtps": 465}


class MailServer(Struct, frozen=True, kw_only=True):
    """Where mail is handed in, and with which name and password."""

    scheme: Literal["smtp", "smtps"]
    host: str
    port: int
    user: str | None = None
    password: str | None = None


def mail_server_at(url: str) -> MailServer:
    """The server of `smtp://[user:password@]host[:port]`, or of `smtps://…`, which is TLS from the first byte.

    Raises SettingRefused for anything else. By `smtp` TLS is begun wherever the server offers it, and a password is
    sent to another machine over TLS only.
    """
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = 0
    if parts.scheme not in PORTS or not parts.hostname or port == 0 or parts.path.strip("/") or parts.query:
        raise SettingRefused("TOUR_SMTP_URL must be as in smtp://user:password@mail.example.org:587, or smtps://….")
    return MailServer(
        scheme="smtps" if parts.scheme == "smtps" else "smtp",
        host=parts.hostname,
        port=port or PORTS[parts.scheme],
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )


class Sender(Struct, frozen=True, kw_only=True):
    """Who writes: the address in From, and the address of the service at which its links begin."""

    address: str
    public_url: str
    links: FormLinks


def sender_of(address: str | None, public_url: str | None, links: FormLinks) -> Sender:
    """The sender of the settings; SettingRefused where one of them is missing or cannot be used."""
    if address is None or not address.isascii() or not is_address(address):
        raise SettingRefused(
            "TOUR_MAIL_FROM must name the address from which reminders come, as in tour@example.org; it is "
            f"{address!r}."
        )
    if public_url is None or not _is_base(public_url):
        raise SettingRefused(
            "TOUR_PUBLIC_URL must be the address at which people reach the service, as in https://tour.example.org; "
            f"it is {public_url!r}."
        )
    return Sender(address=address, public_url=public_url.rstrip("/"), links=links)


def is_address(text: str) -> bool:
    """Whether a mail can be sent to it, as far as its form says (RFC 5322)."""
    try:
        return Address(addr_spec=text).domain != ""
    except (ValueError, IndexError):
        return False


def _is_base(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query and not parts.fragment


class Posting(Struct, frozen=True, kw_only=True):
    """How mail is sent: through which server, and by whom."""

    server: MailServer
    sender: Sender


def posting_of(settings: Settings) -> Posting | None:
    """How mail is sent by these settings; None where TOUR_SMTP_URL is not set, SettingRefused where they cannot be."""
    if settings.smtp_url is None:
        return None
    key = signing_key_of(settings)
    if key is None:
        raise SettingRefused(
            "Reminders hold links that only this service can make: TOUR_SIGNING_KEY must name a key; make one with "
            "`tour signing-key create`."
        )
    sender = sender_of(settings.mail_from, settings.public_url, FormLinks(key))
    return Posting(server=mail_server_at(settings.smtp_url), sender=sender)

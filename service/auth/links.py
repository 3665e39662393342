"""Links that stand in for a key: sent to whoever holds a post, each opens the form of one assignment and nothing else.

A link says for whom it was made and until when it holds, and carries a tag that only the service can make
(HMAC-SHA256). The key of the tag is derived from the key that signs checkpoints (HKDF, RFC 5869), so that every process
of a service makes and reads the same links, and nothing more has to be kept secret.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from hashlib import sha256

import msgspec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Struct

from events.log.signed_note import SigningKey
from service.auth.caller import Caller
from service.auth.roles import Role

FORM_OF_LINKS = b"tourdetable form link v1"
KEY_BYTES = 32
TAG_BYTES = 16
LINK_LENGTH_MAX = 1_000


class LinkRefused(ValueError):
    """The text is no link of this service, or was changed."""


class FormLink(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What a link opens: the form of an agency in a round, for a person as holder of a post, until a day (inclusive).

    `digest` is the id of the digest in which it was sent.
    """

    reporting_round: str
    agency: str
    post: str
    person: str
    digest: str
    until: str

    @property
    def caller(self) -> Caller:
        """Who calls with the link: a focal point of the agency, known by the digest."""
        return Caller(key_id=f"link-{self.digest}", role=Role.FOCAL_POINT, agency=self.agency, person_id=self.person)


class FormLinks:
    """Makes and reads the links of one service."""

    def __init__(self, key: SigningKey) -> None:
        derived = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=FORM_OF_LINKS)
        self._key = derived.derive(key.private)

    def written(self, link: FormLink) -> str:
        """The link as the end of an address: letters, digits, `-`, `_` and one full stop."""
        return self._signed(msgspec.json.encode(link))

    def read(self, text: str) -> FormLink:
        """What a link says; LinkRefused where it was not made by this service, or was changed since."""
        try:
            said = _bytes(text[:LINK_LENGTH_MAX].partition(".")[0])
            if not hmac.compare_digest(text.encode(), self._signed(said).encode()):
                raise LinkRefused("The link was changed, or is that of another service.")
            return msgspec.json.decode(said, type=FormLink)
        except (NotBase64, UnicodeEncodeError, msgspec.DecodeError) as error:
            raise LinkRefused("The link cannot be read; open it from the mail once more, unchanged.") from error

    def _signed(self, said: bytes) -> str:
        return f"{_text(said)}.{_text(hmac.new(self._key, said, sha256).digest()[:TAG_BYTES])}"


def _text(said: bytes) -> str:
    return urlsafe_b64encode(said).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))

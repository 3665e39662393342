"""Signed notes (C2SP): a text, a blank line and signatures, which anyone can check who has the public key."""

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Collection
from hashlib import sha256
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

NOTE_BYTES_MAX = 100_000
SIGNATURES_MAX = 16
KEY_ID_BYTES = 4
KEY_BYTES = 32
ED25519 = b"\x01"

NAME = re.compile(r"[^\s+]+")
CONTROL_CHARACTER = re.compile(r"[\x00-\x09\x0b-\x1f]")
SIGNATURE_LINE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/=]+)")
KEY_FORM = re.compile(r"([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)")
PRIVATE_FORM = "PRIVATE+KEY+"


class NoteRefused(ValueError):
    """The text is no signed note, or nobody whose key is known has signed it."""


class KeyRefused(ValueError):
    """The text is no key for signed notes."""


class Signature(NamedTuple):
    """A signature as the line of a note holds it: who is said to have signed, with which key."""

    name: str
    key_id: bytes
    signature: bytes


class VerifierKey(NamedTuple):
    """The public half of a key, and the name under which it signs."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The first four bytes of SHA-256(name ‖ newline ‖ type of signature ‖ public key)."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:KEY_ID_BYTES]

    def text(self) -> str:
        """The key as it is given to others: `name+id+key`, the id in hex, the key in base64 after its type."""
        return f"{self.name}+{self.key_id.hex()}+{b64encode(ED25519 + self.public).decode()}"

    def has_signed(self, text: str, signature: Signature) -> bool:
        """Whether the signature is of this key, and good; `NoteRefused` where it says so and is not."""
        if (signature.name, signature.key_id) != (self.name, self.key_id):
            return False
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature.signature, text.encode())
        except InvalidSignature:
            raise NoteRefused(f"A signature of {self.name} was expected to fit the text, and it does not.") from None
        return True


class SigningKey(NamedTuple):
    """The private half of a key, and the name under which it signs."""

    name: str
    private: bytes

    @property
    def verifier(self) -> VerifierKey:
        """The public half."""
        return VerifierKey(self.name, self._key().public_key().public_bytes_raw())

    def text(self) -> str:
        """The key as it is kept in a file, in the form of Go's package `note`."""
        key = b64encode(ED25519 + self.private).decode()
        return f"{PRIVATE_FORM}{self.name}+{self.verifier.key_id.hex()}+{key}"

    def sign(self, text: str) -> str:
        """The signed note of a text; the same text always gives the same note."""
        _demand_text(text)
        signature = b64encode(self.verifier.key_id + self._key().sign(text.encode())).decode()
        return f"{text}\n— {self.name} {signature}\n"

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.private)


def new_signing_key(name: str) -> SigningKey:
    """A new key under a name; `KeyRefused` for an empty name, and one with spaces or a plus."""
    if not NAME.fullmatch(name):
        raise KeyRefused(f"A name such as tourdetable.example.org/log was expected, without spaces or +, not “{name}”.")
    return SigningKey(name, Ed25519PrivateKey.generate().private_bytes_raw())


def read_signing_key(text: str) -> SigningKey:
    """Read what `SigningKey.text` wrote; `KeyRefused` for anything else."""
    text = text.strip()
    name, key_id, private = _key_parts(text.removeprefix(PRIVATE_FORM) if text.startswith(PRIVATE_FORM) else "")
    key = SigningKey(name, private)
    _demand_id(key.verifier, key_id)
    return key


def read_verifier_key(text: str) -> VerifierKey:
    """Read what `VerifierKey.text` wrote; `KeyRefused` for anything else."""
    name, key_id, public = _key_parts(text.strip())
    key = VerifierKey(name, public)
    _demand_id(key, key_id)
    return key


def signed_text(note: str, keys: Collection[VerifierKey]) -> tuple[str, tuple[VerifierKey, ...]]:
    """The text of a note and the known keys that signed it, at least one.

    `NoteRefused` where there is none, and where the signature of a known key does not fit the text. Signatures of keys
    that are not known are passed over, as C2SP asks.
    """
    text, signatures = note_parts(note)
    signers = tuple(key for key in keys for signature in signatures if key.has_signed(text, signature))
    if not signers:
        names = ", ".join(signature.name for signature in signatures)
        raise NoteRefused(f"A signature of a known key was expected, and only others were found ({names}).")
    return text, signers


def note_parts(note: str) -> tuple[str, tuple[Signature, ...]]:
    """The text and the signatures of a note, none of them checked; `NoteRefused` where it is no note."""
    text, blank, lines = note.rpartition("\n\n")
    if not blank or not lines.endswith("\n") or len(note) > NOTE_BYTES_MAX:
        raise NoteRefused("A signed note was expected: a text, a blank line, and a line for each signature.")
    _demand_text(text + "\n")
    found = lines[:-1].split("\n")
    if len(found) > SIGNATURES_MAX:
        raise NoteRefused(f"At most {SIGNATURES_MAX} signatures were expected under a note, and {len(found)} found.")
    return text + "\n", tuple(_signature(line) for line in found)


def _signature(line: str) -> Signature:
    form = SIGNATURE_LINE.fullmatch(line)
    decoded = bytes_in(form[2]) if form else b""
    if form is None or len(decoded) <= KEY_ID_BYTES:
        raise NoteRefused("A line such as “— name base64” was expected for each signature, and another was found.")
    return Signature(form[1], decoded[:KEY_ID_BYTES], decoded[KEY_ID_BYTES:])


def _demand_text(text: str) -> None:
    if not text.endswith("\n") or CONTROL_CHARACTER.search(text):
        raise NoteRefused("A text of lines was expected in a note, without other control characters.")


def _key_parts(text: str) -> tuple[str, bytes, bytes]:
    """The name, the id and the key itself."""
    form = KEY_FORM.fullmatch(text)
    decoded = bytes_in(form[3]) if form else b""
    if form is None or decoded[:1] != ED25519 or len(decoded) != 1 + KEY_BYTES:
        raise KeyRefused("An Ed25519 key was expected in the form name+id+base64, and another text was found.")
    return form[1], bytes.fromhex(form[2]), decoded[1:]


def _demand_id(key: VerifierKey, key_id: bytes) -> None:
    if key.key_id != key_id:
        raise KeyRefused(f"The id {key.key_id.hex()} was expected in the key of {key.name}, and it is {key_id.hex()}.")


def bytes_in(text: str) -> bytes:
    """The bytes of a base64 text in its one right form; nothing where it has another."""
    try:
        decoded = b64decode(text, validate=True)
    except NotBase64:
        return b""
    return decoded if b64encode(decoded).decode() == text else b""

"""The digests by which an event proves that it was not altered, even after a field of it was redacted."""

import re
from base64 import b64decode, b64encode
from binascii import b2a_base64, hexlify
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

import msgspec

from events.log.canonical import canonical_flat, canonical_json
from events.log.event import SALT_BYTES, RecordedEvent
from events.log.merkle import leaf_hash

# SHA-256 in hex.
DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


class SealedData(NamedTuple):
    """The fields of an event as they are stored: canonical JSON of the data and of the salts, and the digest of all."""

    data: bytes
    salts: bytes
    data_digest: bytes


def seal(data: Mapping[str, Any], salts: Mapping[str, bytes]) -> SealedData:
    """Write the fields as canonical JSON and seal them with their salts, each value written only once."""
    assert data.keys() == salts.keys(), "A salt was expected for each field of an event, and for nothing else."
    members, secrets, digests = [], [], []
    for name in field_order(tuple(data)):
        key, value, salt = _name_json(name), canonical_json(data[name]), salts[name]
        members.append(key + b":" + value)
        secrets.append(b'%b:"%b"' % (key, b2a_base64(salt, newline=False)))
        digests.append(b'%b:"%b"' % (key, hexlify(sha256(b"%b[%b,%b]" % (salt, key, value)).digest())))
    data_digest = sha256(_joined(digests)).digest()
    return SealedData(_joined(members), _joined(secrets), data_digest)


def field_digest(salt: bytes, name: str, value: Any) -> str:
    """SHA-256(salt ‖ canonical JSON of [name, value]), in hex."""
    return sha256(salt + canonical_json([name, value])).hexdigest()


def salted_field_digest(salt_in_base64: str, name: str, value: Any) -> str:
    """The digest of a field from its salt as it is stored."""
    return field_digest(b64decode(salt_in_base64, validate=True), name, value)


def digest_of_fields(digests: Mapping[str, str]) -> bytes:
    """SHA-256(canonical JSON of {name: hex digest of the field})."""
    return sha256(canonical_json(dict(digests))).digest()


def canonical_header(
    *,
    position: int,
    event_id: str,
    stream: str,
    version: int,
    type: str,
    schema_version: int,
    actor: str,
    on_behalf_of: str | None,
    causation: str | None,
    correlation: str | None,
    command_id: str,
    reported_on: str,
    recorded_at: str,
) -> bytes:
    """Everything about an event but its data, as canonical JSON: the members stand here in sorted order."""
    return canonical_flat(
        {
            "actor": actor,
            "causation": causation,
            "command_id": command_id,
            "correlation": correlation,
            "event_id": event_id,
            "on_behalf_of": on_behalf_of,
            "position": position,
            "recorded_at": recorded_at,
            "reported_on": reported_on,
            "schema_version": schema_version,
            "stream": stream,
            "type": type,
            "version": version,
        }
    )


def resealed(event: RecordedEvent) -> SealedData:
    """The fields sealed anew from what is stored, redacted ones by the digest left in their place.

    What is stored is whole if it is the same, byte for byte. ValueError where data and salts do not tell of the same
    fields or cannot be read.
    """
    data, kept = (
        msgspec.json.decode(event.data, type=dict[str, Any]),
        msgspec.json.decode(event.salts, type=dict[str, Any]),
    )
    redacted = {name: _digest_left(left) for name, left in kept.items() if isinstance(left, dict)}
    salts = {name: _salt(text) for name, text in kept.items() if name not in redacted}
    if data.keys() != salts.keys():
        raise ValueError("the fields of the data and of the salts differ")
    if not redacted:
        return seal(data, salts)
    digests = {name: field_digest(salts[name], name, data[name]) for name in data}
    left = {name: b64encode(salt).decode() for name, salt in salts.items()}
    salts_left = canonical_json(left | {name: {"digest": digest} for name, digest in redacted.items()})
    return SealedData(canonical_json(data), salts_left, digest_of_fields(digests | redacted))


def _digest_left(left: dict[str, Any]) -> str:
    digest = left.get("digest")
    if len(left) != 1 or not isinstance(digest, str) or not DIGEST.fullmatch(digest):
        raise ValueError("a digest was expected in the place of a redacted salt")
    return digest


def _salt(text: Any) -> bytes:
    salt = b64decode(text, validate=True)
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt of {SALT_BYTES} bytes was expected, and one of {len(salt)} was found")
    return salt


def recomputed_leaf(event: RecordedEvent, data_digest: bytes) -> bytes:
    """The leaf of an event in the Merkle tree: SHA-256(0x00 ‖ canonical header ‖ data digest)."""
    return leaf_hash(leaf_entry(event, data_digest))


def leaf_entry(event: RecordedEvent, data_digest: bytes) -> bytes:
    """What the tree holds of an event (RFC 6962: the entry): its canonical header, then the digest of its data."""
    header = canonical_header(
        position=event.position,
        event_id=event.event_id,
        stream=event.stream,
        version=event.version,
        type=event.type,
        schema_version=event.schema_version,
        actor=event.actor,
        on_behalf_of=event.on_behalf_of,
        causation=event.causation,
        correlation=event.correlation,
        command_id=event.command_id,
        reported_on=event.reported_on,
        recorded_at=event.recorded_at,
    )
    return header + data_digest


def _joined(members: list[bytes]) -> bytes:
    return b"{" + b",".join(members) + b"}"


@lru_cache(maxsize=1024)
def field_order(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names in the order of canonical JSON, by UTF-16 code units."""
    return tuple(sorted(names, key=lambda name: name.encode("utf-16-be", "surrogatepass")))


@lru_cache(maxsize=1024)
def _name_json(name: str) -> bytes:
    return canonical_json(name)

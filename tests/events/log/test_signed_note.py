"""Signed notes are those of Go's package `note`, and nothing else passes for one."""

import pytest

from events.log.signed_note import (
    KeyRefused,
    NoteRefused,
    SigningKey,
    new_signing_key,
    note_parts,
    read_signing_key,
    read_verifier_key,
    signed_text,
)
from tests.events.log.keys import GO_KEY, GO_NOTE, GO_PRIVATE, GO_PUBLIC, GO_TEXT, LOG, OTHER

TEXT = "tourdetable.example.org/log\n7\nroot\n"


def test_the_published_example_is_signed_and_opened() -> None:
    """The key, the text and the signature are byte for byte those that Go's documentation shows."""
    assert GO_KEY.sign(GO_TEXT) == GO_NOTE
    assert GO_KEY.verifier.text() == GO_PUBLIC
    assert signed_text(GO_NOTE, [read_verifier_key(GO_PUBLIC)]) == (GO_TEXT, (GO_KEY.verifier,))


def test_a_new_key_is_read_back() -> None:
    """What is written into the key's file, and what is given to others, are read as the same key."""
    key = new_signing_key("tourdetable.example.org/log")
    assert read_signing_key(key.text()) == key
    assert read_verifier_key(key.verifier.text()) == key.verifier
    assert key != new_signing_key(key.name)


def test_every_altered_byte_of_a_note_is_refused() -> None:
    """Whichever character is replaced, no known key has signed what is then there; unaltered it is taken."""
    note = LOG.sign(TEXT)
    assert signed_text(note, [LOG.verifier])[0] == TEXT
    for place in range(len(note)):
        altered = note[:place] + ("A" if note[place] != "A" else "B") + note[place + 1 :]
        with pytest.raises(NoteRefused):
            signed_text(altered, [LOG.verifier])


def test_the_signature_of_another_key_is_not_taken() -> None:
    """A note under the same name, but of another key, is refused; with both signatures it is taken."""
    note = OTHER.sign(TEXT)
    with pytest.raises(NoteRefused, match="only others were found"):
        signed_text(note, [LOG.verifier])
    both = note + LOG.sign(TEXT).rpartition("\n\n")[2]
    assert signed_text(both, [LOG.verifier]) == (TEXT, (LOG.verifier,))


def test_a_bad_signature_of_a_known_key_spoils_the_note() -> None:
    """Where one of the known keys' signatures does not fit, a good one beside it saves nothing."""
    bad = LOG.sign("another text\n").rpartition("\n\n")[2]
    with pytest.raises(NoteRefused, match="fit the text"):
        signed_text(LOG.sign(TEXT) + bad, [LOG.verifier])


@pytest.mark.parametrize(
    "note",
    [
        "",
        TEXT,
        TEXT + "\n",
        LOG.sign(TEXT).removesuffix("\n"),
        LOG.sign(TEXT).replace("— ", "- "),
        LOG.sign(TEXT) * 1000,
        TEXT + "\n" + LOG.sign(TEXT).rpartition("\n\n")[2] * 17,
        LOG.sign(TEXT).replace("7", "\t"),
    ],
    ids=["empty", "a text", "no line", "no end", "another dash", "too long", "too many", "a tab"],
)
def test_what_is_no_note_is_refused(note: str) -> None:
    """The form of C2SP is asked for exactly."""
    with pytest.raises(NoteRefused, match="expected"):
        note_parts(note)


@pytest.mark.parametrize(
    "text",
    [
        "",
        GO_PUBLIC.replace("c74f20a3", "c74f20a4"),
        GO_PUBLIC.replace("PeterNeumann", "Peter Neumann"),
        GO_PUBLIC.replace("+AR", "+AS"),
        GO_PUBLIC.replace("+AR", "+BR"),
        GO_PUBLIC + "==",
        GO_PRIVATE,
    ],
)
def test_what_is_no_public_key_is_refused(text: str) -> None:
    """Another id, name, key or type of key, and the private key in its place."""
    with pytest.raises(KeyRefused):
        read_verifier_key(text)


def test_a_public_key_is_no_private_key() -> None:
    """Reading a public key where the private one belongs is refused, and so is one with another's id."""
    for text in (GO_PUBLIC, GO_PRIVATE.replace("c74f20a3", "c74f20a4"), "PRIVATE+KEY+", ""):
        with pytest.raises(KeyRefused):
            read_signing_key(text)


@pytest.mark.parametrize("name", ["", "the log", "log+1", "log\n"])
def test_a_name_without_spaces_is_asked_for(name: str) -> None:
    """The name stands between spaces and plus signs, and so has none."""
    with pytest.raises(KeyRefused, match="A name"):
        new_signing_key(name)


def test_no_text_that_would_break_the_form_is_signed() -> None:
    """A text ends with a line's end and has no other control character."""
    for text in ("tourdetable", "tour\tdetable\n"):
        with pytest.raises(NoteRefused):
            SigningKey("log", bytes(32)).sign(text)

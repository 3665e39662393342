"""A signed checkpoint says whose log it is, how long it is and what its root is; nothing malformed passes for one."""

import pytest

from events.log.checkpoint_note import NotedCheckpoint, checked_checkpoint, noted_checkpoint, signed_checkpoint
from events.log.merkle import EMPTY_ROOT
from events.log.signed_note import NoteRefused, SigningKey
from tests.events.log.keys import LOG

ROOT = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


def test_a_checkpoint_has_three_lines_and_is_read_back() -> None:
    """The name of the log, its size and its root in base64, as C2SP tlog-checkpoint says."""
    note = signed_checkpoint(20852163, EMPTY_ROOT, LOG)
    assert note.startswith(f"tourdetable.example.org/log\n20852163\n{ROOT}\n\n— tourdetable.example.org/log ")
    noted = NotedCheckpoint("tourdetable.example.org/log", 20852163, EMPTY_ROOT)
    assert checked_checkpoint(note, [LOG.verifier]) == noted == noted_checkpoint(note)


def test_lines_after_the_root_are_passed_over() -> None:
    """Other logs may add lines; they are not ours to judge."""
    assert noted_checkpoint(LOG.sign(f"{LOG.name}\n7\n{ROOT}\nmore\n")).size == 7


@pytest.mark.parametrize(
    "text",
    [
        f"\n7\n{ROOT}\n",
        f"{LOG.name}\n07\n{ROOT}\n",
        f"{LOG.name}\n-7\n{ROOT}\n",
        f"{LOG.name}\n７\n{ROOT}\n",
        f"{LOG.name}\n7\n{ROOT[:-1]}\n",
        f"{LOG.name}\n7\n{ROOT.replace('FU=', 'FV=')}\n",
        f"{LOG.name}\n7\nAAAA\n",
        f"{LOG.name}\n7\n",
        f"{LOG.name}\n7\n{ROOT}\n\n",
    ],
)
def test_another_form_is_refused(text: str) -> None:
    """No name, a size that is written otherwise, a root that is none, a line too few, an empty line."""
    with pytest.raises(NoteRefused, match="a line each"):
        checked_checkpoint(LOG.sign(text), [LOG.verifier])


def test_the_checkpoint_of_another_log_is_refused() -> None:
    """The same key under another name signs for another log."""
    other = SigningKey("tourdetable.example.org/rehearsal", LOG.private)
    with pytest.raises(NoteRefused):
        checked_checkpoint(signed_checkpoint(7, EMPTY_ROOT, other), [LOG.verifier])
    with pytest.raises(NoteRefused, match="rehearsal"):
        checked_checkpoint(LOG.sign(f"{other.name}\n7\n{ROOT}\n"), [LOG.verifier])

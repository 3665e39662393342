"""Mergings that can be done: two activities of one sort are drawn from those that are there, or a pair that is one."""

import random
from itertools import permutations

from service.commands.deliberation import Author
from tests.consistency.plain_log import PlainLog
from tests.consistency.plain_model import Asked

KEPT = ("kind", "visibility", "embargo_until")


def merging_of(log: PlainLog, author: Author, seed: int) -> Asked | None:
    """Two that can be one, in the order drawn; None where there are no two."""
    there = [one for one in log.things("activity") if one["merged_into"] is None]
    there = [one for one in there if one["review"] in ("submitted", "accepted")]
    pairs = [(one["id"], other["id"]) for one, other in permutations(there, 2) if all(one[k] == other[k] for k in KEPT)]
    if not pairs:
        return None
    activity_id, into = random.Random(seed).choice(pairs)
    return _telling(log, activity_id, {"type": "merged", "into": into}, author)


def parting_of(log: PlainLog, author: Author, seed: int) -> Asked | None:
    """A pair that was merged, to be parted; None where there is none."""
    pairs = [(one["id"], merged["activity"]) for one in log.things("activity") for merged in one["merged"]]
    if not pairs:
        return None
    activity_id, other = random.Random(seed).choice(pairs)
    return _telling(log, activity_id, {"type": "parted", "activity": other}, author)


def _telling(log: PlainLog, activity_id: str, body: dict[str, str], author: Author) -> Asked:
    thing = log.thing("activity", activity_id)
    assert thing is not None
    return Asked(what="tell", id=activity_id, body=body, author=author, expected=thing["version"])

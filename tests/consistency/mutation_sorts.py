"""The sorts of mutations: what somebody with all rights in the database can do to one thing in the log."""

import base64
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa

from events.log.hashing import SealedData, recomputed_leaf, seal
from events.log.instants import ONE_MICROSECOND, later_by
from events.log.merkle import Frontier
from events.log.reading import read_after
from events.log.redaction import without_field
from events.log.tables import checkpoint, event, event_tag, tile
from tests.consistency.hand import Hand, inserting, keys_of, place_of
from tests.consistency.signed_log import TABLES, TEXTS

COLUMNS = tuple((table, column.name) for table in TABLES for column in table.columns)


class Mutation(NamedTuple):
    """What was altered, in words, and the positions of which the first finding must name one."""

    what: str
    named: frozenset[int]


async def a_byte(hand: Hand) -> Mutation:
    """One character, byte or number in any column of any table."""
    table, column = hand.random.choice(COLUMNS)
    row = hand.row(table)
    old = row[column]
    if isinstance(old, str) and hand.log.dialect == "sqlite" and hand.random.random() < 0.2:
        new: Any = damaged(old, hand.random)
        await hand.set(table, row, column, new, cast=True)
    else:
        new = altered(old, hand.random)
        await hand.set(table, row, column, new)
    return Mutation(
        f"{table.name}.{column} from {old!r} to {new!r} in {keys_of(table, row)}", _named(hand, table, row, new, column)
    )


def _named(hand: Hand, table: sa.Table, row: dict[str, Any], new: Any, column: str) -> frozenset[int]:
    place = place_of(table, row)
    if table is tile:
        # A tile of another name is missed where it was, and found where the log ends.
        return frozenset((place, hand.log.size))
    if column == "recorded_at":
        # Inside a commit the times of neighbours tell of each other.
        return frozenset((place - 1, place))
    moved = isinstance(new, int) and column in ("position", "size")
    return frozenset((place, new)) if moved else frozenset((place,))


def altered(old: Any, random: Random) -> Any:
    """Another value of the same kind, as near as can be."""
    match old:
        case None:
            return random.choice(["unfpa", "2008-11-21", "—"])
        case int():
            return random.choice([old ^ 1 << random.randrange(40), ~old, old + random.randrange(1, 1000)])
        case bytes():
            place = random.randrange(len(old))
            return old[:place] + bytes([old[place] ^ 1 << random.randrange(8)]) + old[place + 1 :]
        case str():
            place = random.randrange(len(old))
            other = random.choice([letter for letter in map(chr, range(32, 127)) if letter != old[place]])
            return old[:place] + other + old[place + 1 :]
        case _:
            raise AssertionError(f"A value of another kind: {old!r}.")


def damaged(old: str, random: Random) -> bytes:
    """The text with a byte in it that is no UTF-8."""
    place = random.randrange(len(old) + 1)
    return old[:place].encode() + b"\xff" + old[place:].encode()


async def a_value_of_another_row(hand: Hand) -> Mutation:
    """A value that is good where it stands, put into another row."""
    table = hand.random.choice([event, event, event, checkpoint])
    column = hand.random.choice([one.name for one in table.columns if not one.primary_key])
    row, other = hand.row(table), hand.row(table)
    if row[column] == other[column]:
        return await a_value_of_another_row(hand)
    await hand.set(table, row, column, other[column])
    return Mutation(
        f"{table.name}.{column} of {keys_of(table, other)} in {keys_of(table, row)}",
        _named(hand, table, row, None, column),
    )


async def an_order(hand: Hand) -> Mutation:
    """Two events change their places, with their tags or without."""
    first, second = sorted(hand.random.sample(range(1, hand.log.size + 1), 2))
    tables = ("event", "event_tag") if hand.random.random() < 0.5 else ("event",)
    for table in tables:
        for old, new in ((first, -1), (second, first), (-1, second)):
            await hand.run(f"UPDATE {table} SET position = :new WHERE position = :old", new=new, old=old)
    return Mutation(f"events {first} and {second} in each other's place", frozenset((first - 1, first)))


async def a_time(hand: Hand) -> Mutation:
    """When something was said or recorded, moved by some days or microseconds."""
    table, column = hand.random.choice([(event, "reported_on"), (event, "recorded_at"), (checkpoint, "recorded_at")])
    row = hand.row(table)
    shift = hand.random.choice([-1, 1]) * hand.random.randrange(1, 400)
    if column == "reported_on":
        new = (date.fromisoformat(row[column]) + timedelta(days=shift)).isoformat()
    else:
        new = later_by(shift * ONE_MICROSECOND, row[column])
    await hand.set(table, row, column, new)
    return Mutation(f"{table.name}.{column} {new} in {keys_of(table, row)}", _named(hand, table, row, new, column))


async def a_tag(hand: Hand) -> Mutation:
    """A tag of an event put in the place of one, added to some, or taken from one."""
    row = hand.row(event_tag)
    match hand.random.randrange(3):
        case 0:
            other = hand.row(event_tag)["tag"]
            await hand.set(event_tag, row, "tag", other)
            what = f"the tag {other} for {row['tag']}"
            if other == row["tag"]:
                return await a_tag(hand)
        case 1:
            await hand.remove(event_tag, row)
            what = f"without the tag {row['tag']}"
        case _:
            row = {"tag": hand.row(event_tag)["tag"], "position": hand.random.randrange(1, hand.log.size + 1)}
            await hand.transaction.execute(inserting(event_tag), row)
            what = f"with the tag {row['tag']}"
    return Mutation(f"event {row['position']} {what}", frozenset((row["position"],)))


async def a_deletion(hand: Hand) -> Mutation:
    """A row that is gone, of any table, or the note of a checkpoint."""
    table = hand.random.choice(TABLES)
    if table is checkpoint and hand.random.random() < 0.5:
        row = hand.random.choice([row for row in hand.log.rows["checkpoint"] if row["note"] is not None])
        await hand.set(checkpoint, row, "note", None)
        return Mutation(f"without the note of {row['size']}", frozenset((row["size"],)))
    row = hand.row(table)
    await hand.remove(table, row)
    # The last event is missed by what still stands at its position.
    return Mutation(f"without {keys_of(table, row)} in {table.name}", frozenset((place_of(table, row),)))


async def an_insertion(hand: Hand) -> Mutation:
    """A row that was never recorded: an event among the others or at the end, a tag, a tile, a checkpoint."""
    table = hand.random.choice(TABLES)
    if table is event:
        return await _inserted_event(hand)
    row = {**hand.row(table)}
    if table is tile:
        row |= {"level": hand.random.randrange(3), "number": hand.random.randrange(1, 1000)}
        named = frozenset((hand.log.size,))
    elif table is checkpoint:
        row["size"] = hand.random.randrange(-10, hand.log.size * 2)
        named = frozenset((row["size"],))
    else:
        row["position"] = hand.random.choice([0, hand.log.size + 1]) + hand.random.randrange(0, 50)
        named = frozenset((row["position"],))
    await hand.transaction.execute(inserting(table), row)
    return Mutation(f"with {keys_of(table, row)} in {table.name}", named)


async def _inserted_event(hand: Hand) -> Mutation:
    place = hand.random.randrange(1, hand.log.size + 2)
    for table, column in (("event", "position"), ("event_tag", "position"), ("checkpoint", "size")):
        await hand.run(f"UPDATE {table} SET {column} = -{column} - 1 WHERE {column} >= :place", place=place)
        await hand.run(f"UPDATE {table} SET {column} = -{column} WHERE {column} < 0")
    [model] = await read_after(hand.transaction, max(place - 2, 0), 1)
    forged = msgspec.structs.replace(
        model, position=place, event_id=f"forged-{place}", stream=f"{model.stream}-forged", version=1
    )
    forged = msgspec.structs.replace(forged, leaf=recomputed_leaf(forged, forged.data_digest))
    row = {name: getattr(forged, name) for name in forged.__struct_fields__} | {"data": forged.data.decode()}
    await hand.transaction.execute(inserting(event), row)
    # The time of one that stands beside it is told by either of the two.
    return Mutation(f"a forged event at {place}", frozenset((place - 1, place)))


async def a_truncation(hand: Hand) -> Mutation:
    """The end of the log is gone, with its tags, tiles and checkpoints: what is left is a log as it once was."""
    # Without the event that tells of it, a redaction would be found before the end is missed.
    sizes = [row["size"] for row in hand.log.rows["checkpoint"][:-1] if row["size"] + 1 not in hand.log.redactions]
    end = hand.random.choice(sizes)
    for table, column in (("event", "position"), ("event_tag", "position"), ("checkpoint", "size")):
        await hand.run(f"DELETE FROM {table} WHERE {column} > :end", end=end)
    await hand.run("DELETE FROM tile WHERE (number + 1) * 256 > :end", end=end)
    return Mutation(f"nothing after {end}", frozenset((end + 1,)))


async def a_forgery(hand: Hand) -> Mutation:
    """The data of an event are others, and every digest, leaf, tile and root after it is computed anew."""
    events = await read_after(hand.transaction, 0, hand.log.size)
    place = hand.random.choice([one.position for one in events if _texts(one.data) and not one.withheld()])
    recorded = events[place - 1]
    sealed = _retold(recorded.data, recorded.salts, hand.random)
    forged = msgspec.structs.replace(
        recorded, data=sealed.data, salts=sealed.salts.decode(), data_digest=sealed.data_digest
    )
    leaf = recomputed_leaf(forged, sealed.data_digest)
    row = {"position": place}
    for column, value in (
        ("data", sealed.data.decode()), ("salts", forged.salts), ("data_digest", sealed.data_digest), ("leaf", leaf),
    ):  # fmt: skip
        await hand.set(event, row, column, value)
    keeps_notes = hand.random.random() < 0.5
    await _reseal(hand, [one.leaf if one.position != place else leaf for one in events], place, keeps_notes)
    signed = min(size for size in hand.log.signed_sizes if size >= place)
    return Mutation(f"event {place} forged, notes {'kept' if keeps_notes else 'removed'}", frozenset((signed,)))


def _texts(data: bytes) -> list[str]:
    """The fields of free text that an event holds; what else is altered may be seen by its tags already."""
    fields = msgspec.json.decode(data, type=dict[str, Any])
    return [name for name in TEXTS if isinstance(fields.get(name), str)]


def _retold(data: bytes, salts: str, random: Random) -> SealedData:
    fields = msgspec.json.decode(data, type=dict[str, Any])
    field = random.choice(_texts(data))
    fields[field] = altered(fields[field], random)
    kept = msgspec.json.decode(salts, type=dict[str, str])
    return seal(fields, {name: base64.b64decode(salt) for name, salt in kept.items()})


async def _reseal(hand: Hand, leaves: list[bytes], place: int, keeps_notes: bool) -> None:
    """Make tiles and checkpoints fit the new leaves."""
    frontier, roots = Frontier(), {}
    for position, leaf in enumerate(leaves, start=1):
        for filled in frontier.append(leaf):
            row = {"level": filled.level, "number": filled.number}
            await hand.set(tile, row, "root", filled.root)
            await hand.set(tile, row, "hashes", filled.hashes)
        roots[position] = frontier.root()
    rows = [row for row in hand.log.rows["checkpoint"] if row["size"] >= place]
    await hand.run("DELETE FROM checkpoint WHERE size >= :place", place=place)
    resealed = [{**row, "root": roots[row["size"]], "note": row["note"] if keeps_notes else None} for row in rows]
    await hand.transaction.execute_many(inserting(checkpoint), resealed)


async def a_silent_redaction(hand: Hand) -> Mutation:
    """A field gives way to its digest, and no event tells of it."""
    events = await read_after(hand.transaction, hand.random.randrange(hand.log.size), 1)
    [recorded] = events
    fields = sorted(msgspec.json.decode(recorded.data, type=dict[str, Any]))
    if not fields:
        return await a_silent_redaction(hand)
    field = hand.random.choice(fields)
    redacted = without_field(recorded, field)
    row = {"position": recorded.position}
    await hand.set(event, row, "data", redacted.data.decode())
    await hand.set(event, row, "salts", redacted.salts)
    return Mutation(f"the field {field} of event {recorded.position} redacted", frozenset((recorded.position,)))


Sort = Callable[[Hand], Awaitable[Mutation]]

SORTS: tuple[Sort, ...] = (
    a_byte,
    a_value_of_another_row,
    an_order,
    a_time,
    a_tag,
    a_deletion,
    an_insertion,
    a_truncation,
    a_forgery,
    a_silent_redaction,
)

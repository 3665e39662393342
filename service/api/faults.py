"""Finds every fault of a JSON body, not only the first, and says each in a sentence with its JSON pointer."""

import re
from collections.abc import Iterator, Mapping
from enum import EnumMeta
from itertools import islice
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from msgspec import UNSET, Struct, ValidationError, convert, json
from msgspec.structs import fields

from service.api.pattern_words import with_patterns_in_words
from service.api.problems import Fault

FAULTS_MAX = 100
FOUND_LENGTH_MAX = 60

_WORDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "object": "an object",
    "array": "a list",
    "null": "null",
    "date": "a day (YYYY-MM-DD)",
    "datetime": "an instant (RFC 3339)",
    "uuid": "a UUID",
}
_LIMITS = {">=": "at least", "<=": "at most", ">": "more than", "<": "less than"}
_PLACE = re.compile(r"^(?P<message>.*?)(?: - at `(?P<path>.*)`)?$", re.DOTALL)
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")


def faults_in(value: object, expected: Any) -> list[Fault]:
    """The faults of a decoded JSON value against a type, at most FAULTS_MAX; none where it fits."""
    return list(islice(_faults(value, expected, ""), FAULTS_MAX))


def sentence_of(message: str, found: object = UNSET) -> str:
    """A message of the decoder as a sentence; `found` is the value, which is shown where it is short."""
    said, _, got = message.partition(", got ")
    sentence = re.sub(r"`([^`]*)`", lambda term: _in_words(term[1]), said)
    sentence = with_patterns_in_words(sentence)
    sentence = re.sub(r" (>=|<=|>|<) ", lambda limit: f" {_LIMITS[limit[1]]} ", sentence)
    shown = _shown(found) or (_in_words(got.strip("`")) if got else "")
    return f"{sentence}, found {shown}." if shown else f"{sentence.rstrip('.')}."


def pointer_to(*steps: object) -> str:
    """The JSON pointer (RFC 6901) of a path of names and indexes."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def _faults(value: object, expected: Any, pointer: str) -> Iterator[Fault]:
    try:
        convert(value, expected, str_keys=True)
    except ValidationError as error:
        inner = False
        for fault in _faults_of_members(value, expected, pointer):
            inner = True
            yield fault
        if not inner:
            yield _fault_of(error, value, expected, pointer)


def _faults_of_members(value: object, expected: Any, pointer: str) -> Iterator[Fault]:
    """The faults inside an object or a list; none where the value itself is what is wrong."""
    if isinstance(value, list):
        for item_type in _item_types(expected):
            for index, item in enumerate(value):
                yield from _faults(item, item_type, pointer + pointer_to(index))
    elif isinstance(value, Mapping):
        if struct := _struct_meant(value, expected):
            yield from _faults_of_fields(value, struct, pointer)
        for value_type in _value_types(expected):
            for key, item in value.items():
                yield from _faults(item, value_type, pointer + pointer_to(key))


def _faults_of_fields(value: Mapping[str, object], struct: type[Struct], pointer: str) -> Iterator[Fault]:
    config, known = struct.__struct_config__, {field.encode_name: field for field in fields(struct)}
    for name, field in known.items():
        if name in value:
            yield from _faults(value[name], field.type, pointer + pointer_to(name))
        elif field.required:
            yield Fault(pointer + pointer_to(name), f"The field {name} is required and was not given.")
    if config.forbid_unknown_fields:
        names = ", ".join(known) or "none"
        for name in value:
            if name not in known and name != config.tag_field:
                detail = f"The field {_shortened(name)} is not known here; the fields are {names}."
                yield Fault(pointer + pointer_to(name), detail)


def _fault_of(error: ValidationError, value: object, expected: Any, pointer: str) -> Fault:
    parts = _PLACE.match(str(error))
    assert parts is not None, "the pattern matches every text"
    path = parts["path"] or ""
    steps = [name or index for name, index in _STEP.findall(path)]
    found = _value_at(value, steps)
    if path.startswith("key` in "):
        return Fault(pointer, f"A key of this object is not valid. {sentence_of(parts['message'])}")
    if parts["message"].startswith("Invalid enum value"):
        return Fault(pointer, f"Expected one of {', '.join(_choices(expected))}, found {_shown(found)}.")
    if parts["message"].startswith("Invalid value"):
        tags = ", ".join(str(struct.__struct_config__.tag) for struct in _structs(expected))
        return Fault(pointer + pointer_to(*steps), f"Expected one of {tags}, found {_shown(found)}.")
    return Fault(pointer + pointer_to(*steps), sentence_of(parts["message"], found))


def _alternatives(expected: Any) -> Iterator[Any]:
    """The members of a union, without annotations and aliases; the type itself where it is none."""
    origin = get_origin(expected)
    if origin is Annotated:
        yield from _alternatives(get_args(expected)[0])
    elif origin in (Union, UnionType):
        for member in get_args(expected):
            yield from _alternatives(member)
    else:
        yield expected


def _structs(expected: Any) -> list[type[Struct]]:
    return [member for member in _alternatives(expected) if isinstance(member, type) and issubclass(member, Struct)]


def _struct_meant(value: Mapping[str, object], expected: Any) -> type[Struct] | None:
    """The struct that an object is to be: the only one, whose tag may be left out, or the one of its tag."""
    structs = _structs(expected)
    if len(structs) == 1 and structs[0].__struct_config__.tag_field not in value:
        return structs[0]
    for struct in structs:
        config = struct.__struct_config__
        if config.tag_field is not None and value.get(config.tag_field) == config.tag:
            return struct
    return None


def _item_types(expected: Any) -> Iterator[Any]:
    for member in _alternatives(expected):
        arguments = get_args(member)
        if get_origin(member) in (list, set, frozenset) or (len(arguments) == 2 and arguments[1] is Ellipsis):
            yield arguments[0]


def _value_types(expected: Any) -> Iterator[Any]:
    for member in _alternatives(expected):
        if get_origin(member) in (dict, Mapping):
            yield get_args(member)[1]


def _choices(expected: Any) -> Iterator[str]:
    for member in _alternatives(expected):
        if isinstance(member, EnumMeta):
            yield from map(str, member.__members__.values())
        elif get_origin(member) is Literal:
            yield from map(str, get_args(member))


def _value_at(value: object, steps: list[str]) -> object:
    for step in steps:
        if isinstance(value, Mapping):
            value = value.get(step, UNSET)
        elif isinstance(value, list):
            value = value[int(step)]
    return value


def _in_words(term: str) -> str:
    return " or ".join(_WORDS.get(word, word) for word in term.split(" | "))


def _shown(found: object) -> str:
    """A scalar as JSON, cut where it is long; nothing for an object, a list or what is not there."""
    if found is UNSET or isinstance(found, Mapping | list):
        return ""
    return _shortened(json.encode(found).decode())


def _shortened(text: str) -> str:
    return text if len(text) <= FOUND_LENGTH_MAX else f"{text[: FOUND_LENGTH_MAX - 1]}…"

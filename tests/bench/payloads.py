"""What is sent: publications of some 450 bytes over the agencies and topics of the sample record, as raw requests."""

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from tests.bench.load import NUMBER

RECORD = Path(__file__).parents[2] / "service" / "demo"
AGENCIES = 30
BODIES = 3_600
SEED = 7

SERIES = ("Working papers on migration", "Policy briefs", "Technical notes", "Country profiles")
PLACES = (("Morocco", "MA"), ("Thailand", "TH"), ("Philippines", "PH"), ("Mexico", "MX"), ("Geneva", "CH"))


class Register(msgspec.Struct, frozen=True):
    """The ids of the sample record that reports name, and the titles of its activities.

    `others` are the bodies beside the AGENCIES that report most.
    """

    agencies: tuple[str, ...]
    others: tuple[str, ...]
    topics: tuple[str, ...]
    mandates: tuple[str, ...]
    titles: tuple[str, ...]


def register() -> Register:
    """The agencies that report, and the topics, the mandates and the titles of the sample record."""

    def ids(name: str) -> tuple[str, ...]:
        return tuple(one["id"] for one in msgspec.json.decode((RECORD / f"{name}.json").read_bytes()))

    activities = msgspec.json.decode((RECORD / "activities.json").read_bytes())
    # Those that reported most come first: the bodies that sat at the table.
    counted: dict[str, int] = {}
    for one in activities:
        for agency in (one["reported_by"], one["lead"]):
            if agency:
                counted[agency] = counted.get(agency, 0) + 1
    agencies = tuple(sorted(counted, key=lambda agency: -counted[agency])[:AGENCIES])
    others = tuple(one for one in ids("agencies") if one not in agencies)
    titles = tuple(sorted({one["title"] for one in activities}))
    return Register(agencies, others, ids("topics"), ids("mandates"), titles)


def publication(known: Register, agency: str, draw: random.Random) -> dict[str, Any]:
    """A publication with a partner, topics, a place, a mandate and a date; its number stands early in its title."""
    place, country = draw.choice(PLACES)
    year = draw.randint(2006, 2009)
    title = f"Paper {NUMBER.decode()}: {draw.choice(known.titles)}"
    return {
        "title": title,
        "predicate": "publish the {title}",
        "publication_title": title,
        "lead": agency,
        "partners": [{"agency": draw.choice(known.agencies), "role": "co_publisher"}],
        "topics": draw.sample(known.topics, 2),
        "places": [{"name": place, "iso3166": country}],
        "responds_to": [{"kind": "mandate", "id": draw.choice(known.mandates)}],
        "date": {"edtf": f"{year}-{draw.randint(1, 9):02d}"},
        "stage": "completed",
        "output_type": "report",
        "series": draw.choice(SERIES),
        "year": str(year),
    }


def posts(tokens: Mapping[str, str], seed: int = SEED) -> list[str]:
    """Requests that report a publication each; `tokens` are the keys of the agencies' focal points."""
    known = register()
    draw = random.Random(seed)
    return [
        request(
            "POST",
            "/api/v1/publications",
            tokens[agency],
            msgspec.json.encode(publication(known, agency, draw)),
            {"Idempotency-Key": f"bench-{NUMBER.decode()}"},
        )
        for agency in taken_round(known.agencies, BODIES)
    ]


def taken_round(agencies: Sequence[str], number: int) -> list[str]:
    """So many agencies, each as often as the others."""
    return [agencies[place % len(agencies)] for place in range(number)]


def request(method: str, path: str, token: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> str:
    """A request as it goes over the wire."""
    lines = {"Host": "127.0.0.1", "Authorization": f"Bearer {token}", **(headers or {})}
    if body:
        lines |= {"Content-Type": "application/json", "Content-Length": str(len(body))}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"{method} {path} HTTP/1.1\r\n{head}\r\n{body.decode()}"

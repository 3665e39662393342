"""Where something happens or what part of the world it is about: words, with a country or an area code."""

from msgspec import Struct


class Place(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place as it was written, with its ISO 3166-1 alpha-2 country code or UN M49 area code where known."""

    name: str
    iso3166: str | None = None
    m49: str | None = None

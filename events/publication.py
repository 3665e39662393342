"""A publication: what an agency has issued, is preparing or will issue."""

from typing import ClassVar

from events.activity import ActivityReported
from events.vocabulary import ActivityKind


class PublicationReported(ActivityReported, frozen=True, kw_only=True):
    """An agency reported a publication: its printed title, series, symbols, publisher, year and citation.

    What sort of publication it is stands in the common field `output_type`.
    """

    TYPE: ClassVar[str] = "publication-reported"
    KIND: ClassVar[ActivityKind] = ActivityKind.PUBLICATION

    publication_title: str | None = None
    authors: str | None = None
    series: str | None = None
    symbol: str | None = None
    sales_number: str | None = None
    publisher: str | None = None
    year: str | None = None
    url: str | None = None
    citation: str | None = None

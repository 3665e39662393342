"""What is asked for a publication: to report what an agency has issued, is preparing or will issue."""

from typing import Annotated

from msgspec import Meta

from events.publication import PublicationReported
from service.commands.activity import ReportBody
from service.commands.deliberation import Decision, Deliberation
from service.commands.fields import Name, Title, Url, Words
from service.commands.report_alone import decided


class ReportPublication(ReportBody, frozen=True, kw_only=True, tag_field="type", tag="publication"):
    """A publication: its printed title, series, symbols, publisher, year and the citation for a list of references."""

    publication_title: Title | None = None
    authors: Words | None = None
    series: Name | None = None
    symbol: Name | None = None
    sales_number: Name | None = None
    publisher: Name | None = None
    year: Annotated[str, Meta(pattern=r"^[0-9]{4}$(?!\n)")] | None = None
    url: Url | None = None
    citation: Words | None = None

    def decide(self, deliberation: Deliberation) -> Decision:
        """Report the publication."""
        return decided(deliberation, self, PublicationReported)

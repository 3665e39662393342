"""What a key may do: read, report for an agency, or keep the record for all."""

from enum import StrEnum


class Role(StrEnum):
    """A reader reads; a focal point also reports for its agency; the secretariat also keeps the vocabulary,
    the meetings and the summary, and types for agencies."""

    READER = "reader"
    FOCAL_POINT = "focal_point"
    SECRETARIAT = "secretariat"

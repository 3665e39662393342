"""What a view that cannot take an event raises: the fact stands, the view is to be marked."""

from projections.versioned_view import VersionedView


class ViewFailed(Exception):
    """A view could not take events that the log has; the fact stands, the view is to be marked."""

    def __init__(self, view: VersionedView, position: int, cause: Exception) -> None:
        super().__init__(f"The view {view.name} could not take the events after position {position}: {cause}")
        self.view = view

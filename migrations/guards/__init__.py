"""The texts of the guard rails, kept as they were when their migration was written."""

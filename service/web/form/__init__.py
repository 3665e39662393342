"""The form that a signed link opens: what an agency is asked in a round, and what it answers."""

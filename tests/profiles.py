"""How long the property tests search: a moment by default, and with `--hypothesis-profile=long` for a night."""

from hypothesis import settings

EXAMPLES_DEFAULT = 100

# No deadline: what an example takes depends on who else is using the machine.
settings.register_profile("default", max_examples=EXAMPLES_DEFAULT, deadline=None)
settings.register_profile("long", max_examples=40 * EXAMPLES_DEFAULT, deadline=None)
settings.load_profile("default")


def examples(by_default: int) -> int:
    """How many examples a costly property tries: so many by default, and as much more as the profile asks for."""
    return by_default * settings().max_examples // EXAMPLES_DEFAULT

"""The subjects of a paragraph: the full name, then the acronym, "it" and "the Fund" in turn, never the same twice.

"It" stands only where the sentence before has the same subject.
"""

from projections.summary.acronyms import Acronyms
from projections.summary.names import is_person, is_plural, short_word, with_article
from projections.summary.told import NamedAgency

INTRODUCED = "introduced"
NAME_WORDS_MAX = 4


class Subjects:
    """How the bodies of one paragraph were named last."""

    def __init__(self, acronyms: Acronyms) -> None:
        self.acronyms = acronyms
        self.mentioned: dict[str, NamedAgency] = {}
        self.previous: str | None = None
        self.last_form: dict[str, str] = {}

    def next(self, agency: NamedAgency) -> str:
        """The subject of the next sentence, in lower case where it is no name."""
        form = self._pick(agency)
        self.mention(agency)
        self.previous = agency.id
        self.last_form[agency.id] = form
        return form

    def next_name(self, agency: NamedAgency) -> str:
        """The same without "it", for a subject that stands beside others or behind "by"."""
        self.break_off()
        return self.next(agency)

    def introduce(self, agency: NamedAgency) -> None:
        """The body was named in full as the one that speaks: "the Fund" comes next."""
        self.mention(agency)
        self.previous = agency.id
        self.last_form[agency.id] = INTRODUCED

    def mention(self, agency: NamedAgency) -> None:
        """The body was named in the paragraph, so that "the Fund" can mean it."""
        self.mentioned[agency.id] = agency

    def break_off(self) -> None:
        """The sentence before has another subject: "it" would point to the wrong thing."""
        self.previous = None

    def _pick(self, agency: NamedAgency) -> str:
        if agency.id not in self.mentioned:
            return self.acronyms.named(agency)
        forms = self._forms(agency)
        last = self.last_form.get(agency.id)
        if last == INTRODUCED:
            return self.short(agency) or forms[-1]
        if last not in forms:
            return forms[0]
        return forms[(forms.index(last) + 1) % len(forms)]

    def _forms(self, agency: NamedAgency) -> list[str]:
        """The forms that are clear at this place, in the order in which they take turns."""
        pronoun = "they" if is_plural(agency.name) else "it"
        name = agency.acronym or with_article(agency.name)
        short = [self.short(agency)] if self.short(agency) else []
        pronouns = [pronoun] if self.previous == agency.id and not is_person(agency.name) else []
        if agency.acronym is None and short:
            return [*short, *pronouns] if len(name.split(" ")) > NAME_WORDS_MAX else [name, *pronouns, *short]
        return [name, *pronouns, *short]

    def short(self, agency: NamedAgency) -> str:
        """ "The Fund", where no other body of the paragraph could be meant; else nothing."""
        word = short_word(agency.name)
        rivals = [short_word(other.name) for other in self.mentioned.values() if other.id != agency.id]
        return f"the {word}" if word and word not in rivals else ""

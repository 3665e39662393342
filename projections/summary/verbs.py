"""English verbs: past tense, past participle and -ing form of a verb phrase given in the base form.

A phrase is conjugated at its head and at verbs coordinated with it ("collect and publish data"); verbs that hang on
"to", "that" or "who" keep their form ("work to protect migrants and to obtain ratifications").
"""

import re
from enum import Enum
from typing import assert_never

IRREGULAR: dict[str, tuple[str, str]] = {
    "be": ("was", "been"), "bear": ("bore", "borne"), "become": ("became", "become"), "begin": ("began", "begun"),
    "bid": ("bid", "bid"), "bind": ("bound", "bound"), "break": ("broke", "broken"), "bring": ("brought", "brought"),
    "broadcast": ("broadcast", "broadcast"), "build": ("built", "built"), "buy": ("bought", "bought"),
    "cast": ("cast", "cast"), "choose": ("chose", "chosen"), "come": ("came", "come"), "cost": ("cost", "cost"),
    "cut": ("cut", "cut"), "deal": ("dealt", "dealt"), "do": ("did", "done"), "draw": ("drew", "drawn"),
    "drive": ("drove", "driven"), "fall": ("fell", "fallen"), "feed": ("fed", "fed"), "feel": ("felt", "felt"),
    "fight": ("fought", "fought"), "find": ("found", "found"), "forecast": ("forecast", "forecast"),
    "forego": ("forewent", "foregone"), "foresee": ("foresaw", "foreseen"), "forget": ("forgot", "forgotten"),
    "freeze": ("froze", "frozen"), "get": ("got", "got"), "give": ("gave", "given"), "go": ("went", "gone"),
    "grow": ("grew", "grown"), "have": ("had", "had"), "hear": ("heard", "heard"), "hold": ("held", "held"),
    "keep": ("kept", "kept"), "know": ("knew", "known"), "lay": ("laid", "laid"), "lead": ("led", "led"),
    "learn": ("learned", "learned"), "leave": ("left", "left"), "lend": ("lent", "lent"), "let": ("let", "let"),
    "lie": ("lay", "lain"), "lose": ("lost", "lost"), "make": ("made", "made"), "mean": ("meant", "meant"),
    "meet": ("met", "met"), "offset": ("offset", "offset"), "overcome": ("overcame", "overcome"),
    "oversee": ("oversaw", "overseen"), "pay": ("paid", "paid"), "put": ("put", "put"), "read": ("read", "read"),
    "rebuild": ("rebuilt", "rebuilt"), "reset": ("reset", "reset"), "rise": ("rose", "risen"), "run": ("ran", "run"),
    "say": ("said", "said"), "see": ("saw", "seen"), "seek": ("sought", "sought"), "sell": ("sold", "sold"),
    "send": ("sent", "sent"), "set": ("set", "set"), "shape": ("shaped", "shaped"), "show": ("showed", "shown"),
    "shut": ("shut", "shut"), "speak": ("spoke", "spoken"), "spend": ("spent", "spent"),
    "spread": ("spread", "spread"), "stand": ("stood", "stood"), "strive": ("strove", "striven"),
    "take": ("took", "taken"), "teach": ("taught", "taught"), "tell": ("told", "told"),
    "think": ("thought", "thought"), "undergo": ("underwent", "undergone"),
    "understand": ("understood", "understood"), "undertake": ("undertook", "undertaken"),
    "uphold": ("upheld", "upheld"), "win": ("won", "won"), "withdraw": ("withdrew", "withdrawn"),
    "withstand": ("withstood", "withstood"), "write": ("wrote", "written"),
}  # fmt: skip

LAST_LETTER_DOUBLED = frozenset(
    "admit allot ban bar chat commit compel control defer dispel enrol equip excel fit format fulfil grab incur infer "
    "instil jot map model occur omit permit plan plot prefer program propel put rebut recur refer regret rid rub run "
    "scan ship shut skim skip slip spot stem step stop strap submit swap tag tap top transfer transmit travel trim "
    "label level channel counsel cancel signal total tunnel fuel dial set get let cut begin quit win".split()
)

COORDINATED = frozenset(
    "adopt advise analyse assemble assess assist attend build collect compile conduct consolidate convene coordinate "
    "create develop disseminate distribute enhance ensure establish evaluate examine expand explain explore foster "
    "gather identify implement improve initiate introduce maintain mobilize negotiate organize prepare promote propose "
    "protect provide publish revise strengthen submit translate undertake validate".split()
)
COORDINATED_WITH_THE_HEAD = COORDINATED | frozenset(
    "commission document draft edit finance host launch manage map monitor operate present print produce release "
    "secure support test train update write".split()
)
GOVERNORS = re.compile(r"\b(to|that|which|who|whom|where|how|whether|when|would|could|should|may|might|must|will)\b")
WORD = r"[A-Za-z]+(?:-[A-Za-z]+)*"


class Form(Enum):
    """The forms of a verb that the summary uses."""

    BASE = "base"
    PAST = "past"
    PARTICIPLE = "participle"
    GERUND = "gerund"


def conjugate(phrase: str, form: Form) -> str:
    """A verb phrase in the base form, with its head verb and the verbs coordinated with it put in `form`."""
    adverbs, head, rest = split_head(phrase)
    return adverbs + inflect(head, form) + _conjugate_coordinated(rest, form)


def split_head(phrase: str) -> tuple[str, str, str]:
    """What stands before the head verb ("jointly "), the head verb, and all that follows it."""
    found = re.match(rf"((?:[a-z]+ly )*)({WORD})", phrase)
    if found is None:
        return "", "", phrase
    return found.group(1), found.group(2), phrase[found.end() :]


def _conjugate_coordinated(rest: str, form: Form) -> str:
    governed = GOVERNORS.search(rest)
    free, kept = (rest[: governed.start()], rest[governed.start() :]) if governed else (rest, "")
    beside_head = re.match(rf"(?:, {WORD})*,? (?:and|or) {WORD}", free)
    if beside_head and set(re.findall(WORD, beside_head.group())) - {"and", "or"} <= COORDINATED_WITH_THE_HEAD:
        inflected = re.sub(WORD, lambda verb: _unless_conjunction(verb.group(), form), beside_head.group())
        return inflected + _conjugate_coordinated(free[beside_head.end() :], form) + kept
    return re.sub(rf"(,? (?:and|or) )({WORD})", lambda found: _coordinated(found, form), free) + kept


def _unless_conjunction(word: str, form: Form) -> str:
    return word if word in ("and", "or") else inflect(word, form)


def _coordinated(found: re.Match[str], form: Form) -> str:
    before, verb = found.groups()
    return before + (inflect(verb, form) if verb in COORDINATED else verb)


def inflect(verb: str, form: Form) -> str:
    """One verb in one form; a prefix with a hyphen keeps its place ("co-organize", "co-organized")."""
    prefix, hyphen, stem = verb.rpartition("-")
    return prefix + hyphen + _inflected(stem, form)


def _inflected(stem: str, form: Form) -> str:
    match form:
        case Form.BASE:
            return stem
        case Form.PAST:
            return IRREGULAR[stem][0] if stem in IRREGULAR else _regular(stem)
        case Form.PARTICIPLE:
            return IRREGULAR[stem][1] if stem in IRREGULAR else _regular(stem)
        case Form.GERUND:
            return _gerund(stem)
        case _:
            assert_never(form)


def _regular(stem: str) -> str:
    if stem.endswith("e"):
        return stem + "d"
    if re.search(r"[^aeiou]y$", stem):
        return stem[:-1] + "ied"
    return _doubled(stem) + "ed"


def _gerund(stem: str) -> str:
    if stem.endswith("ie"):
        return stem[:-2] + "ying"
    if stem.endswith("e") and not stem.endswith(("ee", "oe", "ye")) and stem != "be":
        return stem[:-1] + "ing"
    return _doubled(stem) + "ing"


def _doubled(stem: str) -> str:
    return stem + stem[-1] if stem in LAST_LETTER_DOUBLED else stem


def third_person(text: str) -> tuple[str, str] | None:
    """The base of a leading verb and what follows it: "Calls for research" gives "call" and " for research"."""
    found = re.match(r"([A-Z][a-z]+)s\b(?= )", text)
    if found is None:
        return None
    stem = found.group(1).lower()
    candidates = [stem, stem + "s", *([stem[:-2] + "y"] if stem.endswith("ie") else []), stem.removesuffix("e")]
    base = next((word for word in candidates if word in SAID), None)
    return (base, text[found.end() :]) if base else None


SAID = frozenset(
    "acknowledge advise agree announce appeal argue ask believe call caution commend commit concur confirm "
    "congratulate declare demand deplore doubt emphasize encourage endorse express favour hope invite note object "
    "offer oppose pledge plead point propose question raise recall recommend regret reiterate remark remind request "
    "say stress suggest support thank underline underscore urge voice want warn welcome wish wonder".split()
)

"""What cannot be taken is refused with a sentence: a body that is no form as a whole, an answer beside its field."""

import pytest

from tests.service.web.form.forms import Fields, Forms
from tests.service.web.reading_pages import BROWSER, read

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [
        (b'{"new.title": "A guide"}', "application/json", 415),
        (b"new.title=A+guide", "text/plain", 415),
        (b"new.title=%ff", "application/x-www-form-urlencoded", 400),
        ("new.title=Übersicht".encode("latin-1"), "application/x-www-form-urlencoded", 400),
        (b"answer.a%00b=no_change", "application/x-www-form-urlencoded", 400),
        (b"new.title=A&new.title=B", "application/x-www-form-urlencoded", 400),
        (b"&".join(b"a%d=b" % number for number in range(10_001)), "application/x-www-form-urlencoded", 400),
        (b"new.note=" + b"a" * 2_100_000, "application/x-www-form-urlencoded", 413),
    ],
)
async def test_what_is_no_form_is_refused_whole(forms: Forms, content: bytes, media_type: str, status: int) -> None:
    """And nothing of it is recorded."""
    before = (await forms.states())[0]
    headers = {**BROWSER, "Content-Type": media_type}
    answer = await forms.client.post(forms.path(), content=content, headers=headers)
    assert (answer.status_code, (await forms.states())[0]) == (status, before)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"answer": "no_change", "note": "A bell: \x07."}, "a control character (U+0007)"),
        ({"answer": "no_change", "date": "in May"}, "No date goes with the answer “Nothing new”"),
        ({"answer": "rescheduled"}, "Say when it is now"),
        ({"answer": "completed"}, "say in note why there is none"),
        ({"answer": "completed", "evidence": "www.example.org"}, "www.example.org"),
        ({"answer": "completed", "date": "in May 2090", "note": "Soon."}, "cannot be held before it begins"),
        ({"answer": "nonsense"}, "Choose an answer"),
        ({"answer": "corrected"}, "Choose an answer"),
        ({"answer": "cancelled", "reason": "nonsense"}, "Expected one of"),
        ({"answer": "no_change", "note": "a" * 20_001}, "20000"),
    ],
)
async def test_each_fault_is_told_and_nothing_of_it_is_taken(forms: Forms, typed: Fields, words: str) -> None:
    """Whatever is wrong with it, the item is as it was."""
    plan = await forms.plan("A workshop on remittances")
    before = (await forms.states())[0]
    fields = {f"{field}.{plan}": value for field, value in typed.items()}
    refused = await forms.send({**await forms.filled({}), **fields})
    assert (refused.status_code, (await forms.states())[0]) == (422, before)
    assert words in read(refused.text).text

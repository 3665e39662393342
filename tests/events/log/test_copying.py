"""What is copied in many rows at a time is what is read again, whatever it holds."""

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.log.copying import copied
from events.log.database import Database, Statement
from events.log.tables import NUMBER, TEXT

TABLE = sa.Table(
    "copied_rows",
    sa.MetaData(),
    sa.Column("number", NUMBER, primary_key=True, autoincrement=False),
    sa.Column("words", TEXT),
)
words = st.text(st.characters(codec="utf-8", exclude_characters="\0")) | st.sampled_from(
    ("\\N", "\\.", "a\tb", "a\\nb", "line\nline", "\r\n", '{"text": "\\u0041"}')
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.none() | words, min_size=1, max_size=30))
async def test_any_text_and_none_come_back_as_they_were(database: Database, texts: list[str | None]) -> None:
    """Tabs, ends of lines, backslashes and what looks like COPY's own signs are text like any other."""
    rows = list(enumerate(texts))
    async with database.building() as transaction:
        await transaction.drop_tables([TABLE])
        await transaction.create_tables([TABLE])
        await transaction.copy_in(TABLE, rows)
        assert await transaction.fetch_all(Statement(sa.select(TABLE).order_by(TABLE.c.number))) == rows


def test_a_row_is_one_line() -> None:
    """Two values are parted by a tab, nothing is a sign of its own, and no text can end a row."""
    assert copied([(1, "a\tb"), (2, None)]) == b"1\ta\\tb\n2\t\\N\n"

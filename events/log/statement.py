"""A question or a change put to the database, written once with SQLAlchemy and compiled once for each database."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, cast

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

DialectName = Literal["sqlite", "postgresql"]
Parameters = Mapping[str, Any]

DIALECTS: dict[DialectName, Dialect] = {
    "sqlite": sqlite.dialect(paramstyle="named"),
    "postgresql": postgresql.psycopg.dialect(),  # type: ignore[no-untyped-call]
}


class Statement:
    """A SQLAlchemy Core executable with its text for each database, compiled at first use and kept.

    Values written into the executable stay with it; every `sa.bindparam("name")` without a value, and every column
    of a bare `table.insert()`, must be given at each execution. A list for `one_of` or `listed` is one parameter.
    """

    __slots__ = ("_compiled", "executable")

    def __init__(self, executable: sa.Executable) -> None:
        self.executable = executable
        self._compiled: dict[DialectName, CompiledStatement] = {}

    def compiled_for(self, dialect: DialectName) -> "CompiledStatement":
        compiled = self._compiled.get(dialect)
        if compiled is None:
            compiled = self._compiled[dialect] = CompiledStatement(self.executable, dialect)
        return compiled


class CompiledStatement:
    """The text of a statement for one driver, with the values that were written into it."""

    __slots__ = ("constants", "lists", "text", "text_as_bytes")

    def __init__(self, executable: sa.Executable, dialect: DialectName) -> None:
        clause = cast(sa.ClauseElement, executable)
        compiled = cast(
            SQLCompiler,
            clause.compile(dialect=DIALECTS[dialect], compile_kwargs={"render_postcompile": True}),
        )
        self.text = str(compiled)
        # psycopg takes a text that was put together at run time only as bytes.
        self.text_as_bytes = self.text.encode()
        self.lists = tuple(name for name, bind in compiled.binds.items() if isinstance(bind.type, JsonList))
        self.constants = _values_written_in(compiled)

    def bind(self, parameters: Parameters | None) -> Parameters:
        """The parameters as the driver takes them: with the constants, and each list as one JSON text."""
        if not self.constants and not self.lists:
            return parameters or {}
        bound = {**self.constants, **(parameters or {})}
        for name in self.lists:
            value = bound.get(name)
            if value is not None and not isinstance(value, str):
                bound[name] = msgspec.json.encode(list(value)).decode()
        return bound


class Insertion:
    """Putting many rows into a table at once, each with a value for every column in the table's order.

    On SQLite one prepared statement takes the rows one by one. On PostgreSQL one set-based statement takes a list for
    each column (`unnest`), in binary form: as text the driver escapes each quotation mark of JSON one by one. A row
    alone is given without lists, which the driver takes long over.
    """

    __slots__ = ("_text_for_values", "text_for_lists", "text_for_row")

    def __init__(self, table: sa.Table) -> None:
        names = ", ".join(table.c.keys())
        types = [_type_name(column.type) for column in table.c]
        marks = ", ".join("?" for _ in types)
        values = ", ".join(f"%b::{type}" for type in types)
        arrays = ", ".join(f"%b::{type}[]" for type in types)
        into = f"INSERT INTO {table.name} ({names})"
        self.text_for_row = f"{into} VALUES ({marks})"
        self._text_for_values = f"{into} VALUES ({values})".encode()
        self.text_for_lists = f"{into} SELECT * FROM unnest({arrays})".encode()  # noqa: S608 - names of our tables

    def text_for(self, rows: Sequence[tuple[Any, ...]]) -> tuple[bytes, list[Any]]:
        """The text for PostgreSQL and its parameters."""
        if len(rows) == 1:
            return self._text_for_values, list(rows[0])
        return self.text_for_lists, [list(column) for column in zip(*rows, strict=True)]


class JsonList(sa.types.TypeDecorator[str]):
    """The type of a parameter that carries a whole list as one JSON text."""

    impl = sa.Text
    cache_ok = True


class _ListRows(FunctionElement[Any]):
    """The items of a JSON list as rows with one column, `value`."""

    inherit_cache = True
    name = "listed"


def listed(parameter_name: str) -> sa.TableValuedAlias:
    """The texts of a list parameter as a table with the one column `value`, to select from or join to."""
    return _ListRows(sa.bindparam(parameter_name, type_=JsonList())).table_valued(sa.column("value", sa.Text))


class _OneOf(FunctionElement[bool]):
    """A column's value is among the texts of a list parameter."""

    inherit_cache = True
    type = sa.Boolean()
    name = "one_of"

    def self_group(self, against: Any = None) -> "_OneOf":  # noqa: ARG002 - SQLAlchemy's own signature
        """Stand as a condition of its own: compared with 1, as SQLAlchemy would have it, no index is used."""
        return self


class _OneOfNumbers(_OneOf):
    """A column's value is among the whole numbers of a list parameter."""

    inherit_cache = True
    name = "one_of_numbers"


def one_of(column: sa.ColumnElement[Any], parameter_name: str) -> sa.ColumnElement[bool]:
    """True where the column's value is in the list given as one JSON text parameter, of any length, even empty.

    Give a list, tuple or set of texts, or of whole numbers where the column is a number; JSON text is taken as it is.
    """
    kind = _OneOfNumbers if isinstance(column.type, sa.Integer) else _OneOf
    return kind(column, sa.bindparam(parameter_name, type_=JsonList()))


class _Selected(_OneOf):
    """A column's value is among the numbers that a question gives."""

    inherit_cache = True
    name = "selected"


def selected(column: sa.ColumnElement[Any], question: sa.SelectBase) -> sa.ColumnElement[bool]:
    """True where the column's number is among those of a question, which is asked first, and once.

    PostgreSQL would otherwise guess whether to walk the whole table in the order wanted and look each row up; where
    few are meant that is a hundred times the work.
    """
    return _Selected(column, question.scalar_subquery())


@compiles(_ListRows, "sqlite")
def _rows_on_sqlite(element: _ListRows, compiler: SQLCompiler, **keywords: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **keywords)})"


@compiles(_ListRows, "postgresql")
def _rows_on_postgresql(element: _ListRows, compiler: SQLCompiler, **keywords: Any) -> str:
    return f"jsonb_array_elements_text(({compiler.process(element.clauses, **keywords)})::jsonb)"


@compiles(_OneOf, "sqlite")
def _one_of_on_sqlite(element: _OneOf, compiler: SQLCompiler, **keywords: Any) -> str:
    column, items = (compiler.process(clause, **keywords) for clause in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({items}))"  # noqa: S608 - compiled parts, no values


@compiles(_OneOf, "postgresql")
def _one_of_on_postgresql(element: _OneOf, compiler: SQLCompiler, **keywords: Any) -> str:
    # An array that is computed once lets the planner walk the index; a join with a set of unknown size may not.
    column, items = (compiler.process(clause, **keywords) for clause in element.clauses)
    number = "::bigint" if isinstance(element, _OneOfNumbers) else ""
    return f"{column} = ANY (ARRAY(SELECT value{number} FROM jsonb_array_elements_text(({items})::jsonb)))"  # noqa: S608 - the same


@compiles(_Selected, "sqlite")
def _selected_on_sqlite(element: _Selected, compiler: SQLCompiler, **keywords: Any) -> str:
    column, question = (compiler.process(clause, **keywords) for clause in element.clauses)
    return f"{column} IN {question}"


@compiles(_Selected, "postgresql")
def _selected_on_postgresql(element: _Selected, compiler: SQLCompiler, **keywords: Any) -> str:
    column, question = (compiler.process(clause, **keywords) for clause in element.clauses)
    return f"{column} = ANY (ARRAY{question})"


def _values_written_in(compiled: SQLCompiler) -> dict[str, Any]:
    required = {name for name, bind in compiled.binds.items() if bind.required}
    return {name: value for name, value in compiled.params.items() if name not in required}


def _type_name(column_type: sa.types.TypeEngine[Any]) -> str:
    if isinstance(column_type, sa.Integer):
        return "bigint"
    return "bytea" if isinstance(column_type, sa.LargeBinary) else "text"

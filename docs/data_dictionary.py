"""The data dictionary: what a database made by the DDL says of itself."""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

sys.path.append(str(ROOT / "scripts"))

from horizonscale.artifacts.files import read_texts  # noqa: E402
from horizonscale.database.catalogue import DDL, Column, Constraint, Relation, catalogue  # noqa: E402

HEAD = """\
<!-- Made by docs/build.py from the DDL in sql/: change that, and run `make docs`. -->

# Data dictionary

The tables and the view of `results/horizonscale_synth.db`, with the comments that the
database itself carries (`SELECT * FROM duckdb_columns()`). With `keys: audited` in the
config the keys of `hosts` are not constraints of the database; the audit proves them.
[using.md](using.md) has queries.

"""
_MARKS = {"PK": "PRIMARY KEY", "FK": "FOREIGN KEY"}
# The DDL writes one column a line: hierarchy.company, or dna_profiles.weight AS share.
_VIEW_COLUMN = re.compile(r"^    (\w+)\.(\w+)(?: AS (\w+))?,?$", re.MULTILINE)


def data_dictionary() -> str:
    """Return docs/data_dictionary.md: every table and the view, column by column."""
    sql = read_texts([*ROOT.glob("sql/create_*.sql"), *ROOT.glob("sql/export/*.sql")])
    relations = catalogue(sql)
    ddl = "".join(sql[name] for name in DDL)
    parts = [HEAD, *_head("", "one row", "columns")]
    for item in relations:
        link = f"[`{item.name}`](#{item.name})"
        _, grain = item.comment.removesuffix(".").split("one row ")
        parts.append(_row(link, grain, str(len(item.columns))))
    parts += ["\n```mermaid\n", *_diagram(relations), "```\n"]
    for item in relations:
        parts += _view(item, relations, ddl) if item.is_view else _table(item)
    return "".join(parts)


def _diagram(relations: Iterable[Relation]) -> Iterator[str]:
    """Yield the lines of a diagram of the tables, with the keys of their columns."""
    tables = [item for item in relations if not item.is_view]
    yield "erDiagram\n"
    for table in tables:
        for key in table.of_kind("FOREIGN KEY"):
            names = ", ".join(key.columns)
            yield f'    {key.referenced} ||--o{{ {table.name} : "{names}"\n'
    for table in tables:
        yield f"    {table.name} {{\n"
        for column in table.columns:
            kind = column.type.partition("(")[0]
            marks = [
                mark
                for mark, constraint in _MARKS.items()
                if any(column.name in key.columns for key in table.of_kind(constraint))
            ]
            yield f"        {kind} {column.name} {', '.join(marks)}".rstrip() + "\n"
        yield "    }\n"


def _table(table: Relation) -> Iterator[str]:
    yield f"\n## {table.name}\n\n{table.comment}\n\n"
    yield from _head("column", "type", "NULL", "key", "check", "meaning")
    for column in table.columns:
        checks = ", ".join(f"`{check}`" for check in table.checks(column.name))
        yield _row(
            f"`{column.name}`",
            column.type,
            "yes" if column.nullable else "no",
            ", ".join(_keys(column, table)),
            checks,
            column.comment or "",
        )
    if several := [item for item in table.constraints if len(item.columns) > 1]:
        yield "\nOf several columns:\n\n"
        yield from (f"- {_in_words(item)}\n" for item in several)


def _keys(column: Column, table: Relation) -> Iterator[str]:
    """Say which keys and references a column takes part in."""
    if column.name in table.primary_key:
        yield "primary" if len(table.primary_key) == 1 else "part of primary"
    elif table.is_unique(column.name):
        yield "unique"
    for key in table.of_kind("FOREIGN KEY"):
        for name, target in zip(key.columns, key.referenced_columns, strict=True):
            if name == column.name:
                yield f"[`{key.referenced}.{target}`](#{key.referenced})"


def _in_words(item: Constraint) -> str:
    if item.kind == "CHECK":
        return f"check `{item.expression}`"
    columns = f"({', '.join(item.columns)})"
    if item.referenced is None:
        return f"{item.kind.lower()} `{columns}`"
    target = f"{item.referenced} ({', '.join(item.referenced_columns)})"
    return f"`{columns}` references `{target}`"


def _view(view: Relation, relations: Iterable[Relation], ddl: str) -> Iterator[str]:
    """Say of each column of a view which column of a table it is."""
    comments = {
        (table.name, column.name): column.comment
        for table in relations
        for column in table.columns
    }
    select = ddl.partition(f"CREATE VIEW {view.name} AS\n")[2].partition("\nFROM ")[0]
    origins = {
        alias or column: (table, column)
        for table, column, alias in _VIEW_COLUMN.findall(select)
    }
    yield f"\n## {view.name}\n\n{view.comment} A view.\n\n"
    yield from _head("column", "type", "from", "meaning")
    for column in view.columns:
        table, name = origins[column.name]
        origin = f"[`{table}.{name}`](#{table})"
        meaning = comments[table, name] or ""
        yield _row(f"`{column.name}`", column.type, origin, meaning)


def _head(*names: str) -> Iterator[str]:
    yield _row(*names)
    yield "|" + "---|" * len(names) + "\n"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"

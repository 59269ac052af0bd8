"""The tables of the database and how they refer to each other, as Mermaid draws it."""

from pathlib import Path

import duckdb

DDL = ("sql/create_metadata.sql", "sql/create_tables.sql")

_COLUMNS = """
SELECT table_name, column_name, regexp_replace(data_type, '\\(.*', '')
FROM duckdb_columns()
SEMI JOIN duckdb_tables() USING (table_name)
ORDER BY table_name, column_index
"""
_KEYS = """
SELECT table_name, constraint_type, constraint_column_names, referenced_table
FROM duckdb_constraints()
WHERE constraint_type IN ('PRIMARY KEY', 'FOREIGN KEY', 'UNIQUE')
ORDER BY ALL
"""
_SHORT = {"PRIMARY KEY": "PK", "FOREIGN KEY": "FK", "UNIQUE": "UK"}


def entity_diagram(root: Path) -> str:
    """Return the diagram of the database that the DDL makes.

    A column is marked with the keys it alone is, or is a part of; a key of several
    columns that is only unique is left out.
    """
    with duckdb.connect() as connection:
        for name in DDL:
            connection.execute((root / name).read_text("utf-8"))
        columns = connection.execute(_COLUMNS).fetchall()
        keys = connection.execute(_KEYS).fetchall()
    marks: dict[tuple[str, str], set[str]] = {}
    lines = ["erDiagram"]
    for table, kind, names, referenced in keys:
        if kind == "FOREIGN KEY":
            lines.append(f'    {referenced} ||--o{{ {table} : "{", ".join(names)}"')
        if kind != "UNIQUE" or len(names) == 1:
            for name in names:
                marks.setdefault((table, name), set()).add(_SHORT[kind])
    for table in dict.fromkeys(table for table, _, _ in columns):
        lines.append(f"    {table} {{")
        for owner, name, data_type in columns:
            if owner == table:
                keyed = ", ".join(sorted(marks.get((table, name), ()), reverse=True))
                lines.append(f"        {data_type} {name} {keyed}".rstrip())
        lines.append("    }")
    return "\n".join(lines)

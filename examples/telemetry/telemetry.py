"""Write the daily CPU utilisation of some hosts in one month to Parquet."""

from pathlib import Path

import duckdb


def telemetry(
    *,
    database: Path,
    query: Path,
    target: Path,
    hosts: int,
    yearmonth: str,
    seed: int,
) -> int:
    """Write the telemetry of the first hosts of a fleet; return the number of rows."""
    with duckdb.connect() as connection:
        connection.execute(
            "ATTACH $path AS genesis (READ_ONLY)", {"path": str(database)}
        )
        *before, create = connection.extract_statements(
            query.read_text(encoding="utf-8")
        )
        for statement in before:
            connection.execute(statement)
        connection.execute(
            create, {"hosts": hosts, "yearmonth": yearmonth, "seed": seed}
        )
        connection.table("telemetry").write_parquet(str(target))
        (rows,) = connection.execute("SELECT count(*) FROM telemetry").fetchone()
    return rows


if __name__ == "__main__":
    written = telemetry(
        # The database stands two folders above its receipt.
        database=Path(snakemake.input.receipt).parents[1] / "horizonscale_synth.db",
        query=Path(snakemake.input.query),
        target=Path(snakemake.output.telemetry),
        hosts=snakemake.params.hosts,
        yearmonth=snakemake.params.yearmonth,
        seed=snakemake.params.seed,
    )
    Path(snakemake.log[0]).write_text(f"{written:,} rows\n", encoding="utf-8")

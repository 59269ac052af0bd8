"""Write the figures of a benchmark as docs/performance.md.

    python benchmarks/performance_page.py docs/performance.json

prints the page of figures that were measured before.
"""

import json
import statistics
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

SHARDS = "genesis_shards"

HEAD = """\
<!-- Made by `make bench`: change benchmarks/, and run that. -->

# Performance

Figures are ratios of times that were taken in turn in the same run, as the median with
the lowest and the highest: seconds differ from machine to machine and from hour to
hour. `make bench` measures them again.

{surroundings}

## Goals

{goals}

{reasons}## The default run

A fresh `snakemake --cores 1 genesis` takes {fresh:.1f} s, a run with nothing to do
{idle:.1f} s. *Same rules* is this workflow with scripts that only make their outputs;
*bare* is a Snakefile of six rules with such scripts and nothing else: no config, no
library, no markers.

{workflow}

Where the seconds of one fresh run go. Snakemake itself is everything outside of the
scripts; each script starts a Python of its own.

{steps}

## Seeding

The limit is `INSERT` of the finished table `hosts`, from its file, into a fresh file of
the same DDL; commit and checkpoint are included in both.

{seeding}

## Audit

All checks, with the fingerprint of every table, against seeding alone (the insertion,
as above). The last two columns are one run of the workflow: the job `seed_hosts`, with
its copy, its fingerprints and the start of Python, and all of `genesis`.

{audit}

## Other generators

Ten columns of the same kinds, written to disk; Genesis writes its fifteen. To Parquet
it writes in shards, as on a cluster, one process for each of two processors. Generators
that go row by row were measured on fewer rows, since their rate does not depend on it.
Plain SQL with `hash()` is as fast as a database can be, and not reproducible: DuckDB
does not promise the same hash in its next release.

{peers}
"""


REASONS = """\
What is not reached, and why:

- *Default run.* Each of five scripts starts a Python and imports DuckDB, which takes
  0.1 s and which none can do without; the hosts need Polars, Faker, numpy and pyarrow
  for 0.2 s more, and the audit takes 0.2 s for its checks: see the table of steps
  below. In a fresh folder the config is compared with its schema, and the import of
  jsonschema takes 0.07 s.

"""


def page(figures: dict[str, Any]) -> str:
    """Return the page as Markdown."""
    workflow = figures["workflow"]
    goals = _table(("goal", "limit", "figure", "reached"), _goals(figures))
    return HEAD.format(
        surroundings=_table(
            ("measured on", ""),
            (
                (name.replace("_", " "), value)
                for name, value in figures["surroundings"].items()
            ),
        ),
        goals=goals,
        reasons=REASONS if "**no**" in goals else "",
        fresh=statistics.median(workflow["fresh, seconds, wall"]),
        idle=statistics.median(workflow["nothing to do, seconds, wall"]),
        workflow=_table(
            ("this workflow", "against", "time", "ratio"),
            (
                (*name.split(", "), _spread(ratios))
                for name, ratios in workflow.items()
                if ", seconds, " not in name
            ),
        ),
        steps=_table(
            ("step", "start and imports", "work"),
            (
                (step, _seconds(part.get("imports")), _seconds(part["work"]))
                for step, part in figures["by_step"].items()
            ),
        ),
        seeding=_table(
            (
                "hosts",
                "keys",
                "threads",
                "seeding",
                "limit",
                "ratio",
                "file",
                "peak memory",
            ),
            (
                (
                    f"{row['hosts']:,}",
                    row["keys"],
                    row["threads"],
                    _seconds(row["seconds"]),
                    _seconds(row["limit_seconds"]),
                    _spread(row["ratios"]),
                    f"{row['file_bytes'] / 1e6:,.0f} MB",
                    f"{row['peak_memory_bytes'] / 1e9:.2f} GB",
                )
                for row in figures["seeding"]
            ),
        ),
        audit=_table(
            (
                "hosts",
                "audit",
                "ratio to seeding",
                "peak memory",
                "seed_hosts",
                "genesis",
            ),
            (
                (
                    f"{row['hosts']:,}",
                    _seconds(row["seconds"]),
                    _spread(row["ratios"]),
                    f"{row['peak_memory_bytes'] / 1e9:.2f} GB",
                    _seconds(row["seed_hosts_seconds"]),
                    _seconds(row["genesis_seconds"]),
                )
                for row in figures["audit"]
            ),
        ),
        peers=_table(
            (
                "generator",
                "to",
                "hosts",
                "hosts per second",
                "Genesis is faster by",
                "its shards by",
            ),
            _peers(figures),
        ),
    )


def _goals(figures: dict[str, Any]) -> Iterable[Sequence[object]]:
    """Yield each goal that something was measured for: name, limit, figure, verdict."""
    workflow = figures["workflow"]
    audited = {
        row["hosts"]: row
        for row in figures["seeding"]
        if (row["keys"], row["threads"]) == ("audited", 2)
    }
    audits = {row["hosts"]: row for row in figures["audit"]}
    million, ten, hundred = 10**6, 10**7, 10**8
    most = [
        (
            "fresh run, against the same rules, processor time",
            1.75,
            workflow["fresh, same rules, processor"],
        ),
        (
            "fresh run, against the same rules",
            1.5,
            workflow["fresh, same rules, wall"],
        ),
        (
            "nothing to do, against a bare Snakefile",
            1.15,
            workflow["nothing to do, bare, wall"],
        ),
    ]
    if ten in audited:
        row = audited[ten]
        beyond = audits[ten]["genesis_seconds"] - audits[2000]["genesis_seconds"]
        most += [
            (
                "genesis of 10 million beyond one of 2,000, against the limit",
                2.5,
                [beyond / row["limit_seconds"]],
            ),
            ("seeding 10 million, against the limit", 1.25, row["ratios"]),
            ("audit of 10 million, against seeding", 0.5, audits[ten]["ratios"]),
            ("GB of memory, seeding 10 million", 1, [row["peak_memory_bytes"] / 1e9]),
            (
                "GB of memory, audit of 10 million",
                1,
                [audits[ten]["peak_memory_bytes"] / 1e9],
            ),
        ]
    if hundred in audited:
        row = audited[hundred]
        growth = row["seconds"] / audited[million]["seconds"] / (hundred / million)
        most += [
            ("seconds, seeding 100 million", 120, [row["seconds"]]),
            ("time per host at 100 million, against 1 million", 1.25, [growth]),
            ("GB of memory, seeding 100 million", 4, [row["peak_memory_bytes"] / 1e9]),
        ]
    if hundred in audits:
        memory = audits[hundred]["peak_memory_bytes"] / 1e9
        most.append(("GB of memory, audit of 100 million", 4, [memory]))
    for name, limit, values in most:
        figure = statistics.median(values)
        verdict = "yes" if figure <= limit else "**no**"
        yield name, f"at most {limit:g}", f"{figure:.2f}", verdict
    rates = {row["peer"]: row["hosts_per_second"] for row in figures["peers"]}
    for peer, limit in (("dbldatagen", 5), ("faker", 40)):
        if peer in rates:
            figure = rates[SHARDS] / rates[peer]
            verdict = "yes" if figure >= limit else "**no**"
            name = f"times as fast as {peer}, both to Parquet"
            yield name, f"at least {limit}", f"{figure:.1f}", verdict


def _peers(figures: dict[str, Any]) -> Iterable[Sequence[object]]:
    """Yield a row for each generator: ours to both kinds of file, then the others."""
    seeding = max(
        (row for row in figures["seeding"] if row["keys"] == "audited"),
        key=lambda row: (min(row["hosts"], 10**7), row["threads"]),
    )
    to_database = seeding["hosts"] / seeding["seconds"]
    yield "Genesis", "DuckDB", f"{seeding['hosts']:,}", f"{to_database:,.0f}", "", ""
    for row in figures["peers"]:
        rate = row["hosts_per_second"]
        shown = f"{row['hosts']:,}", f"{rate:,.0f}"
        if row["peer"] == SHARDS:
            to_parquet = rate
            yield "Genesis, two shards", "Parquet", *shown, "", ""
            continue
        yield (
            row["peer"],
            "DuckDB" if row["peer"] == "duckdb_sql" else "Parquet",
            *shown,
            f"{to_database / rate:.1f}",
            f"{to_parquet / rate:.1f}",
        )


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def _spread(ratios: Sequence[float]) -> str:
    middle = f"{statistics.median(ratios):.2f}"
    if len(ratios) == 1:
        return middle
    return f"{middle} ({min(ratios):.2f} to {max(ratios):.2f})"


def _seconds(value: float | None) -> str:
    return "" if value is None else f"{value:,.2f} s"


if __name__ == "__main__":
    print(page(json.loads(Path(sys.argv[1]).read_text("utf-8"))), end="")

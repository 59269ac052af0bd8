"""Make the same ten columns with another generator: one measurement, as JSON.

    python benchmarks/peers.py faker 200000 FOLDER

Needs an environment of its own, requirements/peers.lock (`make bench` makes it). What
is timed is making the rows and writing them to disk: to Parquet, or to a DuckDB file by
DuckDB itself. The columns are of the kinds that hosts have, ten of them.
"""

import json
import sys
import time
from collections import OrderedDict
from pathlib import Path

CLASSES = {
    "classification": (["physical", "virtual"], [30, 70]),
    "server_type": (["linux", "windows", "unix", "other"], [60, 30, 7, 3]),
    "region": (["noram", "emea", "latam", "asiapac"], [40, 30, 10, 20]),
    "department": (
        ["Retail", "Financial", "Small", "Corporate", "Investment", "Loans", "Wealth"],
        [25, 20, 10, 15, 12, 8, 10],
    ),
    "hardware_model": ([f"model-{n}" for n in range(20)], [5] * 20),
    "cpu_cores": ([2, 4, 8, 16, 32, 64], [10, 20, 30, 20, 10, 10]),
    "scenario": (
        ["STEADY_GROWTH", "LOW_IDLE", "SEASONAL", "BURST", "CAPACITY_BREACH"],
        [35, 25, 20, 15, 5],
    ),
    "variant": (["common", "rare"], [80, 20]),
}


def faker(hosts: int, folder: Path) -> None:
    """Row by row, as its documentation shows."""
    from faker import Faker

    fake = Faker()
    fake.seed_instance(1)
    pools = {
        name: OrderedDict(zip(*pool, strict=True)) for name, pool in CLASSES.items()
    }
    rows = [
        {
            "host_id": fake.uuid4(),
            "node_name": f"server-{i:09d}",
            **{name: fake.random_element(pool) for name, pool in pools.items()},
        }
        for i in range(hosts)
    ]
    _write(rows, folder)


def mimesis(hosts: int, folder: Path) -> None:
    """Row by row, from one generic provider."""
    from mimesis import Generic, Locale

    generic = Generic(Locale.EN, seed=1)
    pools = {name: dict(zip(*pool, strict=True)) for name, pool in CLASSES.items()}
    pick = generic.random.weighted_choice
    rows = [
        {
            "host_id": generic.cryptographic.uuid(),
            "node_name": f"server-{i:09d}",
            **{name: pick(pool) for name, pool in pools.items()},
        }
        for i in range(hosts)
    ]
    _write(rows, folder)


def dbldatagen(hosts: int, folder: Path) -> None:
    """On a local Spark of two threads."""
    import dbldatagen as dg
    from pyspark.sql import SparkSession

    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "4g")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    data = (
        dg.DataGenerator(spark, name="hosts", rows=hosts, partitions=4, randomSeed=1)
        .withColumn("host_id", "string", expr="uuid()")
        .withColumn("node_name", "string", expr="format_string('server-%09d', id)")
    )
    for name, (values, weights) in CLASSES.items():
        data = data.withColumn(
            name,
            "integer" if isinstance(values[0], int) else "string",
            values=values,
            weights=weights,
            random=True,
        )
    data.build().write.mode("overwrite").parquet(str(folder / "hosts"))
    spark.stop()


def duckdb_sql(hosts: int, folder: Path) -> None:
    """Plain SQL with range() and hash(): other values with the next release."""
    import duckdb

    def pick(name: str, values: list, weights: list[int]) -> str:
        listed = [v for v, w in zip(values, weights, strict=True) for _ in range(w)]
        return f"({listed})[(1 + hash(i, '{name}') % {len(listed)})::BIGINT] AS {name}"

    columns = ", ".join(pick(name, *pool) for name, pool in CLASSES.items())
    with duckdb.connect(folder / "hosts.db", config={"threads": "2"}) as connection:
        connection.execute(
            "CREATE TABLE hosts AS SELECT md5(i::VARCHAR)::UUID AS host_id,"  # noqa: S608
            f" format('server-{{:09d}}', i) AS node_name, {columns}"
            f" FROM range({hosts}) AS r(i)"
        )
        connection.execute("CHECKPOINT")


def _write(rows: list[dict], folder: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pylist(rows), folder / "hosts.parquet")


PEERS = {
    "faker": faker,
    "mimesis": mimesis,
    "dbldatagen": dbldatagen,
    "duckdb_sql": duckdb_sql,
}

if __name__ == "__main__":
    peer, hosts, folder = sys.argv[1:]
    start = time.perf_counter()
    PEERS[peer](int(hosts), Path(folder))
    print(json.dumps({"seconds": time.perf_counter() - start}))

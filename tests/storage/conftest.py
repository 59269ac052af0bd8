"""An S3 server of its own for these tests: SeaweedFS, on loopback."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from botocore.exceptions import BotoCoreError, ClientError
from workflow.conftest import Run, Workflow, copy_sources

PATIENCE_S = 60
PORTS = {"master": 17333, "volume": 17080, "filer": 17888, "s3": 18333}
ENDPOINT = f"http://127.0.0.1:{PORTS['s3']}"
BUCKET = "fleets"
KEYS = {
    "SNAKEMAKE_STORAGE_S3_ENDPOINT_URL": ENDPOINT,
    "SNAKEMAKE_STORAGE_S3_ACCESS_KEY": "any",
    "SNAKEMAKE_STORAGE_S3_SECRET_KEY": "any",
}


class Prefix:
    """A folder, so to say, of the bucket."""

    def __init__(self, client, name: str) -> None:
        self._client = client
        self.name = name

    def read(self, name: str) -> bytes:
        answer = self._client.get_object(Bucket=BUCKET, Key=f"{self.name}/{name}")
        return answer["Body"].read()

    def write(self, name: str, content: bytes) -> None:
        self._client.put_object(Bucket=BUCKET, Key=f"{self.name}/{name}", Body=content)

    def delete(self, name: str) -> None:
        self._client.delete_object(Bucket=BUCKET, Key=f"{self.name}/{name}")

    @property
    def receipts(self) -> dict[str, bytes]:
        """The markers and the audit, named as those of a local run."""
        answer = self._client.list_objects_v2(
            Bucket=BUCKET, Prefix=f"{self.name}/results/"
        )
        names = [
            item["Key"].removeprefix(f"{self.name}/") for item in answer["Contents"]
        ]
        paths = [Path(name) for name in names if name.endswith(".json")]
        return {
            f"{path.name}@{path.parent.name}": self.read(str(path)) for path in paths
        }


class Clone(Workflow):
    """A copy of the sources whose results are in the bucket alone."""

    def __init__(self, folder: Path, prefix: Prefix) -> None:
        super().__init__(folder)
        self._prefix = prefix

    def stored(self, *arguments: str) -> Run:
        """Run Snakemake as docs/cluster.md says."""
        return self.run(
            *("--cores", "1", "--profile", "profiles/s3"),
            *("--default-storage-prefix", f"s3://{BUCKET}/{self._prefix.name}"),
            *arguments,
            environment=KEYS,
        )


@pytest.fixture(scope="session")
def client(tmp_path_factory) -> Iterator:
    folder = tmp_path_factory.mktemp("s3")
    program = shutil.which("weed") or str(Path(sys.executable).with_name("weed"))
    ports = [f"-{name}.port={port}" for name, port in PORTS.items()]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [
                *(program, "server", "-s3", f"-dir={folder}", *ports),
                *("-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-master.telemetry=false"),
                *("-s3.port.iceberg=0", "-s3.port.lance=0"),
                *("-volume.max=10", "-master.volumeSizeLimitMB=100"),
            ],
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        connection = boto3.client(
            "s3",
            endpoint_url=ENDPOINT,
            region_name="us-east-1",
            aws_access_key_id=KEYS["SNAKEMAKE_STORAGE_S3_ACCESS_KEY"],
            aws_secret_access_key=KEYS["SNAKEMAKE_STORAGE_S3_SECRET_KEY"],
        )
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                connection.create_bucket(Bucket=BUCKET)
                break
            except (BotoCoreError, ClientError):
                said = (folder / "log").read_text()[-2000:]
                assert server.poll() is None and time.monotonic() < deadline, said
                time.sleep(0.2)
        yield connection
    finally:
        server.kill()  # asked kindly it takes half a minute, and its data are not kept
        server.wait()


@pytest.fixture
def prefix(client, tmp_path) -> Prefix:
    return Prefix(client, tmp_path.name)


@pytest.fixture
def clone(tmp_path, prefix):
    """Return a function that makes another clone of the sources."""

    def made(name: str) -> Clone:
        copy_sources(tmp_path / name)
        return Clone(tmp_path / name, prefix)

    return made

"""A real Slurm of one node, on loopback, all of it in one folder."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from getpass import getuser
from pathlib import Path
from socket import gethostbyname, gethostname

PROGRAMS = ("slurmctld", "slurmd", "sbatch", "squeue", "scancel", "munged")
PATIENCE_S = 30

# The step manager of Snakemake drops SLURM_CONF before it calls srun.
SRUN = """\
#!/bin/sh
SLURM_CONF={folder}/slurm.conf exec {srun} "$@"
"""

CONFIG = """\
ClusterName=lab
SlurmctldHost={node}(127.0.0.1)
SlurmctldPort=16817
SlurmdPort=16818
SlurmUser={user}
SlurmdUser={user}
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
AuthType=auth/munge
AuthInfo=socket={folder}/munge.sock
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/linux
JobAcctGatherFrequency=task=1
JobAcctGatherParams=OverMemoryKill,UsePss
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/filetxt
JobCompLoc={folder}/finished.txt
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
SchedulerType=sched/builtin
SchedulerParameters=batch_sched_delay=0,sched_interval=1
MpiDefault=none
ReturnToService=2
MinJobAge=3600
EnforcePartLimits=ALL
InactiveLimit=0
KillWait=5
SlurmdParameters=config_overrides
NodeName={node} NodeAddr=127.0.0.1 CPUs=4 RealMemory={memory_mb} State=UNKNOWN
PartitionName=main Nodes={node} Default=YES MaxTime=INFINITE State=UP
"""


@dataclass(frozen=True)
class Job:
    """What Slurm wrote down of a job that has ended."""

    number: int
    state: str
    node: str
    folder: Path


class Cluster:
    """Start, ask and stop a Slurm whose daemons belong to this object alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shims = folder / "bin"
        self.environment = {
            **os.environ,
            "SLURM_CONF": str(folder / "slurm.conf"),
            "PATH": f"{shims}:{os.environ['PATH']}:/usr/sbin",
        }
        self.node = gethostname().partition(".")[0]

    def start(self) -> None:
        """Write the configuration and start the three daemons."""
        path = self.environment["PATH"]
        missing = [name for name in PROGRAMS if shutil.which(name, path=path) is None]
        if missing:
            raise RuntimeError(f"Slurm is not installed: no {', '.join(missing)}")
        if not gethostbyname(gethostname()).startswith("127."):
            raise RuntimeError(
                f"The host name {gethostname()} must lead to this machine's loopback,"
                " for example by a line in /etc/hosts."
            )
        for name in ("state", "spool", "bin"):
            (self.folder / name).mkdir(parents=True)
        self.folder.chmod(0o755)  # munged refuses a socket that nobody can reach
        memory_mb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20
        (self.folder / "slurm.conf").write_text(
            CONFIG.format(
                folder=self.folder,
                node=self.node,
                user=getuser(),
                memory_mb=memory_mb * 9 // 10,
            )
        )
        srun = self.folder / "bin/srun"
        srun.write_text(SRUN.format(folder=self.folder, srun=shutil.which("srun")))
        srun.chmod(0o755)
        key = self.folder / "munge.key"
        key.write_bytes(os.urandom(1024))
        key.chmod(0o400)
        self._call(
            "munged",
            f"--key-file={key}",
            f"--socket={self.folder}/munge.sock",
            f"--pid-file={self.folder}/munged.pid",
            f"--log-file={self.folder}/munged.log",
            f"--seed-file={self.folder}/munge.seed",
        )
        self._wait("munge", "-n", "-S", f"{self.folder}/munge.sock")
        self._call("slurmctld", "-c")
        self._wait("scontrol", "ping")
        self._call("slurmd", "-c")
        self._wait("sinfo", "-h", "-o", "%T", text="idle")

    def stop(self) -> None:
        """Cancel what still runs, and end the three daemons."""
        with suppress(RuntimeError):  # of a controller that did not come up
            for number in self.running():
                self.cancel(number)
            self._wait_for(lambda: not self.running())
        for name in ("slurmd", "slurmctld", "munged"):
            pid_file = self.folder / f"{name}.pid"
            if pid_file.exists():
                pid = int(pid_file.read_text())
                os.kill(pid, 15)
                self._wait_for(lambda pid=pid: not Path(f"/proc/{pid}").exists())

    def running(self, name: str = "") -> list[int]:
        """Return the jobs in the queue whose comment, the rule, contains a name."""
        lines = self._call("squeue", "-h", "-o", "%i|%k").splitlines()
        jobs = (line.split("|", 1) for line in lines)
        return [int(number) for number, comment in jobs if name in comment]

    def cancel(self, number: int) -> None:
        """Cancel a job, as its owner or the administrator may."""
        self._call("scancel", str(number))

    def finished(self, folder: Path) -> list[Job]:
        """Return the jobs that were submitted in a folder and have ended, in order."""
        path = self.folder / "finished.txt"
        lines = path.read_text().splitlines() if path.exists() else []
        jobs = []
        for line in lines:
            fields = dict(word.split("=", 1) for word in line.split() if "=" in word)
            job = Job(
                int(fields["JobId"]),
                fields["JobState"],
                fields["NodeList"],
                Path(fields["WorkDir"]),
            )
            if job.folder == folder:
                jobs.append(job)
        return jobs

    def comments(self) -> dict[int, str]:
        """Return the comment of every job, in which Snakemake names the rule."""
        lines = self._call("squeue", "-h", "-t", "all", "-o", "%i|%k").splitlines()
        return {int(number): text for number, text in (x.split("|", 1) for x in lines)}

    def _call(self, *command: str) -> str:
        call = subprocess.run(
            command,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
        )
        if call.returncode:
            raise RuntimeError(f"{' '.join(command)} failed: {call.stderr}")
        return call.stdout

    def _wait(self, *command: str, text: str = "") -> None:
        def answered() -> bool:
            try:
                return text in self._call(*command)
            except RuntimeError:
                return False

        self._wait_for(answered)

    def _wait_for(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            if time.monotonic() > deadline:
                logs = [path.read_text()[-2000:] for path in self.folder.glob("*.log")]
                raise TimeoutError("\n".join(["Slurm did not answer.", *logs]))
            time.sleep(0.1)

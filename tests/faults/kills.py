"""Kill runs at random moments, and hold what is left against clean builds.

    python tests/faults/kills.py --trials 500 --seed 1 --jobs 2

A trial takes a finished folder of one fleet (or one without results), starts a run of
another, sends SIGKILL, SIGTERM or SIGINT to the job, to Snakemake or to both, and does
what README.md says: run again, after `snakemake --unlock` if the folder is locked. Each
time a process has ended, what stands under the public name must be the old or the new
fleet, row for row. In the end database, markers and audit must be those of a clean
build, each of which has passed its audit.

What is drawn depends on the seed and the number of a trial alone, so `--only NUMBER`
repeats one, but for the moment within the run, which is the machine's. With `--folder`
everything is kept: kills.json, and the folders of trials that went wrong.
"""

import argparse
import json
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))
sys.path.append(str(Path(__file__).resolve().parents[2] / "scripts"))

from faults.fleets import POOL, clean_build
from faults.trials import Outcome, drawn_plan, run_trial


def run_trials(
    numbers: Iterable[int], seed: int, jobs: int, folder: Path
) -> list[Outcome]:
    """Run the trials of these numbers, after one clean build of each fleet."""
    cleans = {name: folder / "clean" / name for name in POOL}
    with ProcessPoolExecutor(jobs) as pool:
        built = [pool.submit(clean_build, folder / "clean", name) for name in POOL]
        run_seconds = statistics.median(future.result() for future in built)
        plans = [drawn_plan(number, seed, [*POOL], run_seconds) for number in numbers]
        waiting = [pool.submit(run_trial, plan, cleans, folder) for plan in plans]
        outcomes = []
        try:
            for future in as_completed(waiting):
                outcomes.append(future.result())
                print(outcomes[-1], flush=True)
        except KeyboardInterrupt:  # what was found so far is worth its report
            pool.shutdown(cancel_futures=True)
    return sorted(outcomes, key=lambda outcome: outcome.number)


def summary(outcomes: list[Outcome]) -> str:
    """Return the report for people."""
    hit = [outcome for outcome in outcomes if outcome.hit]
    runs = Counter(len(outcome.reruns) for outcome in hit)
    kinds = Counter(" ".join(o.plan.split()[:3]) for o in hit)
    did = Counter(" ".join(map(str, o.reruns[0]["rules"])) or "nothing" for o in hit)
    seconds = sum(outcome.seconds for outcome in outcomes)
    lines = [
        f"Trials:           {len(outcomes)}, of which {len(hit)} hit a run",
        f"Wrong:            {sum(bool(outcome.faults) for outcome in outcomes)}",
        f"Silently wrong:   {sum(bool(o.silently_wrong) for o in outcomes)}",
        f"Runs afterwards:  {', '.join(f'{n}: {runs[n]}' for n in sorted(runs))}",
        f"Folders locked:   {sum(outcome.unlocked for outcome in hit)}",
        f"Hung, and killed: {sum(outcome.hung for outcome in hit)}",
        f"Orphans alive:    {sum(bool(outcome.orphans) for outcome in hit)}",
        f"Seconds a trial:  {seconds / max(len(outcomes), 1):.1f}",
        "",
        "Hits, by signal and victim:",
        *(f"  {count:4}  {kind}" for kind, count in sorted(kinds.items())),
        "",
        "What the first rerun did:",
        *(f"  {count:4}  {rules}" for rules, count in did.most_common()),
    ]
    for outcome in outcomes:
        lines += [f"WRONG {outcome}: {fault}" for fault in outcome.faults]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Run what the command line asks for; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--trials", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", type=int, nargs="+", help="numbers of trials")
    parser.add_argument("--folder", type=Path, help="new; kept, the default is not")
    arguments = parser.parse_args()
    numbers = arguments.only or range(1, arguments.trials + 1)
    with tempfile.TemporaryDirectory() as temporary:
        folder = (arguments.folder or Path(temporary)).resolve()
        outcomes = run_trials(numbers, arguments.seed, arguments.jobs, folder)
        text = json.dumps([asdict(outcome) for outcome in outcomes], indent=2)
        (folder / "kills.json").write_text(text + "\n")
        print(f"\n{summary(outcomes)}")
    return int(any(outcome.faults for outcome in outcomes))


if __name__ == "__main__":
    raise SystemExit(main())

"""Functions for the rules: shards, files between the steps, and the plan of a run."""

from horizonscale import plan as planning

SHARD = "results/steps/shards/{shard}-of-{shards}"


def step_file(path):
    """Return a file of a step as an output, temporary if the config says so."""
    return temp(path) if settings["step_files"] == "removed" else path


def shards(suffix):
    """Return that file of every shard, in order; none if one job makes the hosts."""
    number = settings["shards"]
    if number == 1:
        return []
    return expand(SHARD + suffix, shard=range(1, number + 1), shards=number)


def shard_digest(wildcards):
    """Return the digest of a shard: another number of shards cuts them otherwise."""
    return f"{step_digest('seed_shard')} {wildcards.shard} of {wildcards.shards}"


def shard_minutes(wildcards):
    """Return the minutes that a shard may take: ten times what it does."""
    return 10 + settings["hosts"] // int(wildcards.shards) // 4_000_000


def seeding_mb():
    """Return the memory that seed_hosts may take: indexes of keys take the most."""
    needed = planning.memory_bytes(settings, ROOT / "docs" / "performance.json")
    return max(2000, int(1.3 * needed / 1e6))


def current_plan(_wildcards=None):
    """Return the plan of this run for people, and why it is refused, if it is."""
    return _plan(_first_step(_is_void("genesis")))


def _show_plan(first):
    """Show what a dry run or a bulk fleet would take; refuse what cannot fit."""
    # With a storage provider the results are somewhere else.
    if first is None or workflow.storage_settings.default_storage_provider:
        return
    text, refusal = _plan(first)
    if refusal:
        refuse(refusal)
    if workflow.dryrun or settings["hosts"] >= planning.BULK_HOSTS:
        print(text, file=sys.stderr)


def _plan(first):
    """Return the plan of a run from a step on, and why it is refused, if it is."""
    folder = Path(published_database()).parent
    plan = planning.plan(settings, first, folder, ROOT / "docs" / "performance.json")
    refusal = ""
    if not plan.fits:
        refusal = planning.refusal_text(plan, settings, folder)
    return planning.plan_text(plan, folder), refusal


def _first_step(genesis_is_void):
    """Return the first step that writes a whole database, None if none will run."""
    stale = [
        step
        for step in ("db_create", "schema", "seed_hosts", "calendar", "audit")
        if _is_void(step) or not Path(_marker(step)).exists()
    ]
    if not stale:
        waits = genesis_is_void or not Path(_marker("genesis")).exists()
        if not waits:
            return None
        stale = ["audit"]
    # A step starts from the database before it, which may have been removed.
    seeded, finished = (
        Path(str(getattr(rules, step).output.database)).exists()
        for step in ("seed_hosts", "calendar")
    )
    if stale[0] == "audit" and finished:
        return "genesis"
    return "calendar" if stale[0] in ("calendar", "audit") and seeded else "seed_hosts"

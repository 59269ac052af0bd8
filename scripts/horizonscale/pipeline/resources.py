"""Memory and time that jobs may take on a cluster."""

from horizonscale.config.settings import Settings

_MB = 1_000_000
# Of memory while hosts are seeded, as measured: for a small fleet, and for each host.
_SEEDING_MB = 800
_BYTES_PER_HOST = {"audited": 40, "enforced": 400}


def seeding_mb(settings: Settings) -> int:
    """Return the memory that ``seed_hosts`` may take: keys take the most."""
    per_host = _BYTES_PER_HOST[settings.keys]
    return max(2000, _SEEDING_MB + settings.hosts * per_host // _MB)


def seeding_minutes(settings: Settings) -> int:
    """Return the minutes that ``seed_hosts`` may take."""
    return 60 + settings.hosts // 1_000_000


def shard_minutes(settings: Settings, shards: int) -> int:
    """Return the minutes that one of the shards may take: ten times what it does."""
    return 10 + settings.hosts // shards // 4_000_000

"""The people who own and manage applications."""

import unicodedata

from faker import Faker

from horizonscale.config.settings import FleetSettings
from horizonscale.sampling.streams import words


def people(settings: FleetSettings) -> list[dict[str, str]]:
    """Return the pool of people, each with a name and an address of their own.

    Faker's names change with its releases: the pool is the same for the same pinned
    Faker. Its instance is its own and seeded from the stream.
    """
    source = Faker("en_US", providers=["faker.providers.person"])
    seed = words(settings.stream, settings.seed, "people", 0, 1)[0]
    source.seed_instance(int(seed))
    pool: dict[str, str] = {}
    while len(pool) < settings.people:
        first, last = source.first_name(), source.last_name()
        address = f"{_ascii(first)}.{_ascii(last)}@{settings.mail_domain}"
        pool.setdefault(address, f"{first} {last}")
    return [{"name": name, "email": address} for address, name in pool.items()]


def _ascii(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "".join(character for character in plain.lower() if character.isalnum())

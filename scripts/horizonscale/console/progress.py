"""Progress of long work, shown on a terminal and nowhere else."""

import sys
from collections.abc import Iterable, Iterator, Sized
from typing import TypeVar

LONG_S = 5.0  # work that takes less goes without

Batch = TypeVar("Batch", bound=Sized)


def shown(batches: Iterable[Batch], total: int, what: str) -> Iterator[Batch]:
    """Yield batches, and show how many of all rows are done.

    Parameters
    ----------
    batches : iterable of sized objects
        The length of each is its number of rows.
    total : int
        Number of rows of all batches.
    what : str
        What the rows are, for people.
    """
    if not sys.stderr.isatty():
        yield from batches
        return
    from tqdm import tqdm

    with tqdm(
        total=total, desc=what, unit_scale=True, delay=LONG_S, leave=False
    ) as bar:
        for batch in batches:
            yield batch
            bar.update(len(batch))

"""What a check is, and what its expectation may come from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, cast

from horizonscale.artifacts.markers import Fingerprint
from horizonscale.audit.comparison import Expected, Value
from horizonscale.config.parsing import parse
from horizonscale.config.settings import AuditSettings

Found = TypeVar("Found")


@dataclass(frozen=True)
class Context:
    """All that expectations may come from: never the database that is audited.

    Parameters
    ----------
    config : str
        The part of the config that the audit reads, as canonical JSON.
    tables : mapping
        Rows and fingerprint of each table, as the steps recorded them.
    sql : mapping
        Texts of the SQL files, by their names without the ending.
    """

    config: str
    tables: Mapping[str, Fingerprint]
    sql: Mapping[str, str]
    _found: dict[Callable[["Context"], object], object] = field(
        default_factory=dict, init=False, repr=False
    )

    @cached_property
    def settings(self) -> AuditSettings:
        """The config, parsed."""
        return parse(AuditSettings, self.config)

    def once(self, make: Callable[["Context"], Found]) -> Found:
        """Return what a function makes of this, which is made once."""
        if make not in self._found:
            self._found[make] = make(self)
        return cast(Found, self._found[make])


Parameters = Mapping[str, Value]


def each(*parameters: Parameters) -> Callable[[Context], Iterable[Parameters]]:
    """Return parameters that are the same for every context."""

    def of(context: Context) -> Iterable[Parameters]:
        return parameters

    return of


@dataclass(frozen=True)
class Check:
    """One question to the database.

    Parameters
    ----------
    name : str
    description : str
        What it proves.
    expected : callable
        From a context to the expected value of each subject. A value with ``low`` and
        ``high`` is a range.
    query : str, optional
        Name of its file under ``sql/audit``, if that is not the name of the check.
    parameters : callable, optional
        From a context to parameters: the query runs once with each.
    severity : str
        ``error``, which fails the audit, or ``warn``.
    """

    name: str
    description: str
    expected: Callable[[Context], Expected]
    query: str = ""
    parameters: Callable[[Context], Iterable[Parameters]] = field(
        default_factory=lambda: each({})
    )
    severity: str = "error"

    @property
    def sql(self) -> str:
        """Name of its SQL file, without the ending."""
        return self.query or self.name

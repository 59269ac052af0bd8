"""What a check is, and what its expectation may come from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from horizonscale.artifacts.markers import Fingerprint
from horizonscale.audit.comparison import Expected
from horizonscale.config.parsing import parse
from horizonscale.config.settings import AuditSettings


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
    catalogue : dict
        What the DDL makes, by check: computed once, when first asked for.
    """

    config: str
    tables: Mapping[str, Fingerprint]
    sql: Mapping[str, str]
    catalogue: dict[str, Expected] = field(default_factory=dict, init=False)

    @cached_property
    def settings(self) -> AuditSettings:
        """The config, parsed."""
        return parse(AuditSettings, self.config)


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
    parameters : tuple of dict
        The query runs once with each.
    severity : str
        ``error``, which fails the audit, or ``warn``.
    """

    name: str
    description: str
    expected: Callable[[Context], Expected]
    query: str = ""
    parameters: tuple[dict[str, str], ...] = ({},)
    severity: str = "error"

    @property
    def sql(self) -> str:
        """Name of its SQL file, without the ending."""
        return self.query or self.name

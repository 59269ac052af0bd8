"""The name and the id of a host."""

from uuid import UUID

NAME_PREFIX = "server-"
NAME_DIGITS = 9


def node_name(index: int) -> str:
    """Return the name of the host of an index."""
    return f"{NAME_PREFIX}{index:0{NAME_DIGITS}d}"


def host_id(first: int, second: int) -> tuple[UUID, tuple[int, int]]:
    """Return the id that two words make, and the version and variant bits they had."""
    number = first << 64 | second
    replaced = number >> 76 & 0xF, number >> 62 & 0x3
    number = number & ~(0xF << 76) | 4 << 76
    number = number & ~(0x3 << 62) | 2 << 62
    return UUID(int=number), replaced

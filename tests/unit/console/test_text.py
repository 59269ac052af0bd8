"""Text of anybody is shown on a terminal, and does nothing there."""

import pytest
from horizonscale.console.text import printable, printable_lines, table_lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Café 東京", "Café 東京"),
        ("\033[31mred", "\\x1b[31mred"),
        ("two\nlines\r", "two\\nlines\\r"),
        ("\x9b2J", "\\x9b2J"),
        ("left\u202eright", "left\\u202eright"),
    ],
)
def test_what_does_not_print_is_escaped(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_lines_stay_lines() -> None:
    assert printable_lines("a\033\n\nb\n") == "a\\x1b\n\nb\n"


def test_a_table_is_aligned_and_printable() -> None:
    rows = [("Name", "Count"), ("a\nb", "1"), ("c", "1,000")]
    assert list(table_lines(rows, "<>", indent="  ")) == [
        "  Name  Count",
        "  a\\nb      1",
        "  c     1,000",
    ]

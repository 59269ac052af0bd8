"""Progress is shown on a terminal, for long work, and is gone at its end."""

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from horizonscale import progress
from horizonscale.progress import progress_line, show_duckdb_bar, shown

SCRIPTS = Path(__file__).parents[3] / "scripts"


class Terminal(io.StringIO):
    def isatty(self):
        return True


def work(stream, seconds_each, batches=10, rows=1000):
    """Do work of so many seconds a batch, by a clock of its own."""
    now = [0.0]

    def made():
        for number in range(batches):
            now[0] += seconds_each
            yield [number] * rows

    total = batches * rows
    found = list(shown(made(), total, "hosts", stream=stream, clock=lambda: now[0]))
    assert [batch[0] for batch in found] == list(range(batches))
    return stream.getvalue()


def screen(text):
    """Return what can be read in the end, and the longest line that was."""
    longest = max((part.rstrip() for part in text.split("\r")), key=len)
    line = ""
    for part in text.split("\r"):
        line = part + line[len(part) :]
    return line.rstrip(), longest


def test_a_line_says_how_much_how_fast_and_how_long():
    line = progress_line("hosts", 25_000_000, 100_000_000, 50.0)
    assert line == "hosts: 25,000,000 of 100,000,000, 500,000 a second, 2:30 left"


def test_long_work_is_shown_and_leaves_a_clean_line():
    end, longest = screen(work(Terminal(), seconds_each=2))
    assert longest.startswith("hosts: ")
    assert "500 a second" in longest
    assert end == ""


def test_every_line_covers_the_one_before():
    text = work(Terminal(), seconds_each=2)
    assert "9,000 of 10,000, 500 a second, 0:02 left" in text
    lines = text.split("\r")[1:-1]
    assert all(len(line) >= len(lines[0].rstrip()) for line in lines)


@pytest.mark.parametrize("seconds_each", [0.001, 0.5, 1.0])
def test_work_of_ten_seconds_or_less_shows_nothing(seconds_each):
    assert work(Terminal(), seconds_each) == ""


def test_a_log_file_gets_nothing():
    assert work(io.StringIO(), seconds_each=100) == ""


def test_an_abandoned_loop_leaves_a_clean_line():
    now = [0.0]
    stream = Terminal()
    rows = shown([[1]] * 100, 100, "hosts", stream=stream, clock=lambda: now[0])
    for _ in range(5):
        next(rows)
        now[0] += 3
    assert "left" in stream.getvalue()
    rows.close()
    assert screen(stream.getvalue())[0] == ""


BAR = """
import sys
sys.path.append(sys.argv[1])
from pathlib import Path
from horizonscale.database import connect
with connect(Path(":memory:")) as connection:
    setting = connection.execute("SELECT current_setting('enable_progress_bar')")
    print(setting.fetchone())
"""


def test_duckdb_shows_its_bar_on_a_terminal_alone(tmp_path):
    script = tmp_path / "script.py"  # with `-c`, DuckDB takes Python for interactive
    script.write_text(BAR)
    command = [sys.executable, str(script), str(SCRIPTS)]
    piped = subprocess.run(command, capture_output=True, text=True, check=True)
    assert piped.stdout == "(False,)\n"
    terminal, other_end = pty.openpty()
    subprocess.run(command, stdout=other_end, stderr=other_end, check=True)
    os.close(other_end)
    assert os.read(terminal, 1000).strip() == b"(True,)"
    os.close(terminal)


def test_duckdb_waits_as_long_as_we_do(monkeypatch):
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setattr(sys, "stderr", Terminal())
    with duckdb.connect() as connection:
        show_duckdb_bar(connection)
        row = connection.execute("SELECT current_setting('progress_bar_time')")
        assert row.fetchone() == (1000 * progress.LONG_S,)

"""Progress is shown on a terminal, for long work, and is gone at its end."""

import io
import sys

import pytest
from horizonscale.console import progress
from horizonscale.console.progress import shown


class Terminal(io.StringIO):
    def isatty(self):
        return True


def work(monkeypatch, stream, long_s):
    """Do work that counts as long after so many seconds; return what is shown."""
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "LONG_S", long_s)
    monkeypatch.setenv("TQDM_MININTERVAL", "0")
    batches = [[number] * 1000 for number in range(10)]
    assert list(shown(iter(batches), 10_000, "hosts")) == batches
    return stream.getvalue()


def test_long_work_is_shown_and_leaves_a_clean_line(monkeypatch):
    text = work(monkeypatch, Terminal(), long_s=0)
    assert "hosts" in text
    assert "10.0k" in text
    assert text.endswith("\r")
    assert text.rstrip("\r").rpartition("\r")[2].strip() == ""


@pytest.mark.parametrize(("stream", "long_s"), [(Terminal(), 5), (io.StringIO(), 0)])
def test_short_work_and_log_files_show_nothing(monkeypatch, stream, long_s):
    assert work(monkeypatch, stream, long_s) == ""

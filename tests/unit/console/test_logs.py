"""What goes to the terminal, what to the file, and when in colour."""

import io
import re
import sys

import pytest
from horizonscale.console.logs import configure_logging, log_step, wants_colour


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def terminal(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return sys.stderr


@pytest.fixture
def log(tmp_path):
    logger = configure_logging(str(tmp_path / "logs" / "step.log"))
    yield logger
    logger.handlers.clear()


def test_a_step_is_one_line_with_its_time(terminal, log, tmp_path):
    log_step(log, "calendar", "1,096 days")
    line = r"calendar    1,096 days {46} {1,8}\d+\.\d s\n"
    assert re.fullmatch(line, terminal.getvalue())
    assert (tmp_path / "logs" / "step.log").read_text() == terminal.getvalue()


def test_details_are_in_the_file_alone(terminal, log, tmp_path):
    log.debug("details")
    assert terminal.getvalue() == ""
    assert (tmp_path / "logs" / "step.log").read_text() == "details\n"


def test_what_nobody_catches_is_a_line_and_a_traceback(terminal, log, tmp_path):
    try:
        raise OSError("No space\nleft")
    except OSError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    text = terminal.getvalue()
    assert "OSError: No space (details in " in text
    assert "Traceback" not in text
    file = (tmp_path / "logs" / "step.log").read_text()
    assert "Traceback" in file
    assert "\033" not in file


def test_errors_and_failed_checks_are_red(terminal, log):
    log.error("broken")
    log.info("FAIL (error) x\n  detail")
    log.info("plain")
    assert terminal.getvalue() == (
        "\033[31mbroken\033[0m\n\033[31mFAIL (error) x\033[0m\n  detail\nplain\n"
    )


@pytest.mark.parametrize(
    ("stream", "environment", "wanted"),
    [
        (Terminal(), {}, True),
        (Terminal(), {"NO_COLOR": ""}, True),
        (Terminal(), {"NO_COLOR": "1"}, False),
        (Terminal(), {"TERM": "dumb"}, False),
        (io.StringIO(), {}, False),
    ],
)
def test_colour_is_for_terminals_that_want_it(
    terminal, monkeypatch, stream, environment, wanted
):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wants_colour(stream) is wanted

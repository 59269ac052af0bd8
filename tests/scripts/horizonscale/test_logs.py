"""What goes to the terminal, what to the file, and when in colour."""

import io
import logging
import re
import sys
from types import SimpleNamespace

import pytest
from horizonscale.logs import configure_logging, log_step, wants_colour
from horizonscale.terminal import make_brief


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


OPTIONS = {"dryrun": False, "quiet": None, "verbose": False}


def snakemake_shows(record, *, local=True, **options):
    """Return what a handler like Snakemake's writes of a record."""
    logger = logging.getLogger("snakemake.logging")
    handler = logging.StreamHandler(io.StringIO())
    handler.name = "DefaultStreamHandler"
    handler.setFormatter(logging.Formatter("%(message)s %(input)s"))
    settings = SimpleNamespace(**{**OPTIONS, **options})
    before, logger.handlers = logger.handlers, [handler]
    try:
        make_brief(SimpleNamespace(output_settings=settings, local_exec=local))
        logger.handle(logging.makeLogRecord({"input": [], **record}))
    finally:
        logger.handlers = before
    return handler.stream.getvalue().strip()


JOB = {"msg": "Finished", "event": "job_finished", "levelno": logging.INFO}


def test_lines_about_jobs_are_left_out_and_others_are_not():
    assert snakemake_shows(JOB) == ""
    assert snakemake_shows({**JOB, "event": None, "msg": "Using shell: sh"}) == ""
    assert snakemake_shows({**JOB, "event": None, "msg": "Nothing"}) == "Nothing []"
    assert snakemake_shows({**JOB, "levelno": logging.ERROR}) == "Finished []"


@pytest.mark.parametrize(
    "wish", [{"dryrun": True}, {"quiet": {"host"}}, {"verbose": True}, {"local": False}]
)
def test_nothing_is_left_out_of_runs_that_need_it(wish):
    assert snakemake_shows(JOB, **wish) == "Finished []"


def test_an_error_names_a_few_inputs():
    record = {"msg": "x", "event": "job_error", "levelno": logging.ERROR}
    many = snakemake_shows({**record, "input": list("abcdef")})
    assert many == "x ['a', 'b', 'c', 'and 3 more']"
    assert snakemake_shows({**record, "input": list("abc")}) == "x ['a', 'b', 'c']"

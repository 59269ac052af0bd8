"""Real runs, in copies of the workflow as tests/workflow makes them."""

from workflow.conftest import fresh  # noqa: F401

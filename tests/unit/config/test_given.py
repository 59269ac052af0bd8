"""A config is taken as it was written, or refused with the place where it is not.

Snakemake's own loader and parser are called as its command line calls them.
"""

import pytest
from horizonscale.config.errors import ConfigError
from horizonscale.config.given import load_given
from snakemake.common.configfile import load_configfile


@pytest.fixture
def file(tmp_path):
    def write(text, name="mine.yaml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_files_and_arguments_together_are_what_snakemake_makes_of_them(file):
    one = file("seed: 5\nhosts: 3000\n", "one.yaml")
    other = file("hosts: 4000\n", "other.yaml")
    given = load_given([one, other], ["people=7"])
    assert given == {**load_configfile(one), **load_configfile(other), "people": 7}


def test_all_errors_of_files_and_arguments_are_told(file):
    with pytest.raises(ConfigError) as refused:
        load_given([file("seed: 017\n")], ["hosts=nan", "people=5", "people=6"])
    assert [error.key for error in refused.value.errors] == ["seed", "people", "hosts"]


def test_an_argument_that_is_none_is_refused():
    with pytest.raises(ConfigError, match="--config"):
        load_given([], ["hosts"])

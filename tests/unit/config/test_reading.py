"""A config is taken as it was written, or refused with the place where it is not.

Snakemake's own loader and parser are called as its command line calls them.
"""

import pytest
from horizonscale.config.errors import ConfigError
from horizonscale.config.reading import load_config


@pytest.fixture
def file(tmp_path):
    def write(text, name="mine.yaml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "must be a mapping"),
        ("- hosts", "must be a mapping"),
        ("hosts: [", "is not valid YAML"),
        ("hosts: {{ hosts }}", "is not valid YAML"),
        ("hosts:\n\t- 5", "is not valid YAML"),
        ("a: !!python/object:x.y {}", "is not valid YAML"),
        ("start_date: 2023-02-29", "is not valid YAML"),
        (b"\xff\xfe\xfa", "is not valid YAML"),
        (None, "cannot be read"),
    ],
)
def test_a_file_that_is_no_config_is_refused_in_a_line(tmp_path, file, text, words):
    path = tmp_path / "mine.yaml" if text is None else file(text)
    with pytest.raises(ConfigError) as refused:
        load_config(path)
    [error] = refused.value.errors
    assert str(error).startswith(f"mine.yaml: {words}")
    assert len(str(error).splitlines()) == 1

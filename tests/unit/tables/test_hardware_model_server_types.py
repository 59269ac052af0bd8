"""What runs on a model: the server types that it names, or all of them."""

from configs import DEFAULT, named, settings
from horizonscale.tables.hardware_model_server_types import (
    hardware_model_server_types,
)


def rows(**changes):
    table = hardware_model_server_types(settings(**changes))
    return [*zip(*(table[name].to_list() for name in table.columns), strict=True)]


def test_a_model_runs_the_server_types_that_it_names():
    assert rows() == [
        (model["name"], name)
        for model in DEFAULT["hardware_models"]
        for name in ("unix", "linux", "windows", "other")
        if name in model["server_types"]
    ]


def test_a_model_that_names_none_runs_all_and_others_are_passed_over():
    models = [dict(model) for model in DEFAULT["hardware_models"][:2]]
    del models[0]["server_types"]
    models[1]["server_types"] = ["n1", "gone"]
    found = rows(hardware_models=models, server_types=named(0.5, 0.5))
    one, other = (model["name"] for model in models)
    assert found == [(one, "n0"), (one, "n1"), (other, "n1")]

"""Each figure draws what it is given, whatever size a config makes that."""

from xml.etree import ElementTree

from horizonscale.report.figures.hardware import hardware
from horizonscale.report.figures.shapes import shapes
from horizonscale.report.svg import svg

SVG = "{http://www.w3.org/2000/svg}"


SPACE = "\N{NO-BREAK SPACE}"


BOUND = {"count": 1, "low": 0, "high": 9}


def tooltips(figure):
    root = ElementTree.fromstring(svg(figure))
    return [title.text for title in root.findall(f".//{SVG}path/{SVG}title")]


def test_models_of_one_shape_are_one_circle():
    models = [
        {
            "hardware_model": name,
            "classification": kind,
            "cpu_cores": cores,
            "memory_gb": memory,
            "storage_capacity_mb": 1000,
            "source": "",
            "host_count": hosts,
        }
        for name, kind, cores, memory, hosts in (
            ("a", "virtual", 2, 8, 5),
            ("b", "virtual", 2, 8, 7),
            ("c", "physical", 2, 8, 0),
            ("d", "physical", 100_000, 1_000_000, 1),
        )
    ]
    found = tooltips(shapes(models))
    assert found[0] == "2 cores, 8 GiB, virtual: 12 hosts (a, b)"
    assert found[2] == "2 cores, 8 GiB, physical: 0 hosts (c)"
    assert len(found) == 3
    assert shapes(models).notes == ["Rings are shapes that no host has: 1."]
    assert shapes(models[:2]).headline == "On average 4.0 GiB for each of 24 vCPUs"
    assert shapes(models).headline.endswith("GiB for each of 100,000 physical cores")
    figure = hardware(models, dict.fromkeys("abcd", BOUND))
    assert f"the 3 most common make 100{SPACE}%" in figure.headline

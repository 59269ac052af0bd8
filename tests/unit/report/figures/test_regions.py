"""Each figure draws what it is given, whatever size a config makes that."""

from xml.etree import ElementTree

import pytest
from horizonscale.report.figures.regions import MAX_NAMES, regions
from horizonscale.report.svg import svg

SVG = "{http://www.w3.org/2000/svg}"


SPACE = "\N{NO-BREAK SPACE}"


def tooltips(figure):
    root = ElementTree.fromstring(svg(figure))
    return [title.text for title in root.findall(f".//{SVG}path/{SVG}title")]


@pytest.mark.parametrize("names", [1, 3, 100])
def test_a_heat_map_has_a_cell_for_each_pair_hosts_or_not(names):
    figure = regions(
        [{"region": "r0", "department": "d0", "host_count": 1234}],
        [f"r{index}" for index in range(names)],
        [f"d{index}" for index in range(names)],
    )
    found = tooltips(figure)
    assert len(found) == min(names, MAX_NAMES) ** 2
    assert found[0] == f"d0, r0: 1,234 hosts, 100{SPACE}% of the fleet"
    assert figure.headline == f"r0 has 100{SPACE}% of the hosts, d0 owns 100{SPACE}%"
    assert len(figure.rows) == names
    assert figure.rows[0][:2] == ("d0", "1,234")

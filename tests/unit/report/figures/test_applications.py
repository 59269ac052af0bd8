"""Each figure draws what it is given, whatever size a config makes that."""

from xml.etree import ElementTree

import pytest
from horizonscale.report.figures.applications import applications
from horizonscale.report.svg import svg

SVG = "{http://www.w3.org/2000/svg}"


SPACE = "\N{NO-BREAK SPACE}"


def tooltips(figure):
    root = ElementTree.fromstring(svg(figure))
    return [title.text for title in root.findall(f".//{SVG}path/{SVG}title")]


@pytest.mark.parametrize("count", [1, 200])
def test_applications_have_a_bar_each(count):
    rows = [
        {
            "application_id": "A",
            "application_name": "A",
            "department": "D",
            "host_count": 1 + count - rank,
            "size_rank": rank,
        }
        for rank in range(1, count + 1)
    ]
    totals = {"host_count": 400, "application_count": 500}
    figure = applications(rows, {str(n): {"count": 1.0} for n in range(500)}, totals)
    found = tooltips(figure)
    assert len(found) == count
    assert found[0] == f"1. A, D: {count} hosts"
    assert f"holds {count / 4:g}{SPACE}%" in figure.headline

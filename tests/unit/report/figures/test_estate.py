"""The figure of the estate counts the hosts that it is given."""

from horizonscale.report.figures.estate import MAX_DRAWN, estate
from horizonscale.report.svg import svg

SPACE = "\N{NO-BREAK SPACE}"


def role(number: int, name: str, region: dict[str, int], **model: int) -> dict:
    hosts = sum(region.values())
    [(hardware_model, model_count)] = model.items()
    return {
        "application_id": f"A-{number:03d}",
        "application_name": f"Application {number}",
        "criticality_tier": "tier-1",
        "role": name,
        "host_count": hosts,
        "region": region,
        "server_type": {"linux": hosts},
        "hardware_model": hardware_model,
        "model_count": model_count,
    }


def test_roles_of_an_application_are_added_up():
    roles = [
        role(1, "app", {"emea": 3, "noram": 1}, small=2),
        role(1, "web", {"emea": 1}, large=1),
        role(2, "app", {"noram": 5}, small=5),
    ]
    figure = estate(
        roles, ["noram", "emea"], ["linux", "windows"], {"application_count": 2}
    )
    drawn = svg(figure)
    assert "Application 1, emea: 4 of 5 hosts" in drawn
    assert "Application 1, windows: 0 of 5 hosts" in drawn
    assert "Application 2, noram: 5 of 5 hosts" in drawn
    assert figure.headline.startswith(f"90{SPACE}% of the hosts")
    assert figure.rows[0][3:] == (
        *("app", "4", f"emea, 75{SPACE}%", f"linux, 100{SPACE}%"),
        f"small, 50{SPACE}%",
    )
    assert figure.notes == []


def test_what_is_not_drawn_is_said():
    names = [f"n{number}" for number in range(100)]
    roles = [role(number, "app", {"n0": 1}, small=1) for number in range(50)]
    figure = estate(roles, names, names, {"application_count": 900})
    assert svg(figure).count("of 1 hosts") == MAX_DRAWN * 20
    assert [note.split(" of ")[-1] for note in figure.notes] == [
        "900 applications, by size.",
        "100 regions.",
        "100 server types.",
    ]


def test_one_host_is_a_fleet():
    figure = estate(
        [role(1, "app", {"emea": 1}, small=1)],
        ["emea"],
        ["linux"],
        {"application_count": 84},
    )
    assert "Application 1, emea: 1 of 1 hosts" in svg(figure)

"""A config whose names try to break out of whatever they are written into."""

from copy import deepcopy
from typing import Any

SCRIPT = "<script>document.title='broken'</script>"
COMPANY = "\"><img src=x onerror=document.title='broken'>"


def hostile_settings(settings: dict[str, Any]) -> dict[str, Any]:
    """Return a small fleet like the default one, with hostile names."""
    fleet = deepcopy(settings)
    fleet |= {"hosts": 600, "allocation": "quota", "company": COMPANY}
    shares = (0.4, 0.3, 0.2, 0.1)
    names = (SCRIPT, 'it\'s "q" & {% raw %}', "مرحبا {x} '{{ 7*7 }}", "🎈" * 40)
    fleet["regions"] = [
        {"name": name, "weight": weight}
        for name, weight in zip(names, shares, strict=True)
    ]
    fleet["departments"][0]["name"] = "]]></svg><script>1"
    fleet["departments"][1]["name"] = "`$` \\ / ' \" </title></style>"
    fleet["scenarios"][0]["name"] = 'A\' / "B" </text>'
    fleet["scenarios"][1]["variants"][0]["name"] = "'];}alert(1)//"
    fleet["scenarios"][2]["name"] = "Ω" * 100
    fleet["hardware_models"][0]["name"] = "W" * 100
    fleet["hardware_models"][0]["source"] = "javascript:alert(1) <b>"
    fleet["server_types"][0]["name"] = "'; DROP TABLE hosts; --"
    for model in fleet["hardware_models"]:
        model.pop("server_types", None)
    return fleet

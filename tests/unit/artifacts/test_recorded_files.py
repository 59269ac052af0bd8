"""Files are known again by what their marker recorded of them."""

from horizonscale.artifacts.markers import write_marker
from horizonscale.artifacts.recorded_files import describe, is_whole

NAMES = ("page.html", "charts/one.svg", "charts/two.svg")


def test_a_marker_tells_its_files_and_audit_from_others(tmp_path):
    folder = tmp_path / "files"
    for name in NAMES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    audit = tmp_path / "audit.json"
    audit.write_text("{}")
    marker = tmp_path / "marker.json"
    files = {name: describe(folder / name) for name in NAMES}
    content = {"audit": describe(audit)["sha256"], "files": files}
    assert not is_whole(marker, audit, folder, NAMES)
    write_marker(marker, content)
    assert is_whole(marker, audit, folder, NAMES)
    for path in (audit, *(folder / name for name in NAMES)):
        text = path.read_text()
        path.write_text(text[:-1] + "_")  # of the same size
        assert not is_whole(marker, audit, folder, NAMES), path
        path.unlink()
        assert not is_whole(marker, audit, folder, NAMES), path
        path.write_text(text)
        assert is_whole(marker, audit, folder, NAMES)
    write_marker(marker, {**content, "files": dict(list(files.items())[:-1])})
    assert not is_whole(marker, audit, folder, NAMES)

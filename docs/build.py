"""Make the parts of the documentation that follow from the sources.

    python docs/build.py            writes them
    python docs/build.py --check    shows what would change, and fails if anything does

Made are config/README.md, from config/schema.yaml and config/presets;
docs/data_dictionary.md, from the DDL; the rule graph in docs/running.md, from
Snakemake; docs/behaviours.svg, from the default fleet.
"""

import argparse
import difflib
import subprocess
import sys
from itertools import takewhile
from pathlib import Path
from typing import Any

import yaml
from data_dictionary import data_dictionary
from picture import behaviours_picture, is_same_picture

ROOT = Path(__file__).resolve().parents[1]
GRAPH_START = "<!-- rule graph, made by docs/build.py -->\n"
EDITOR_LINE = "# yaml-language-server: $schema=../schema.yaml\n#\n"
GRAPH_END = "<!-- end of rule graph -->\n"
PICTURE = ROOT / "docs" / "behaviours.svg"

CONFIG_HEAD = """\
<!-- Made by docs/build.py from schema.yaml: change that, and run `make docs`. -->

# Config

`config.yaml` is the default fleet. `schema.yaml` says what is allowed, and holds the
default of every key that may be left out. To build another fleet, either

- change values in `config.yaml`, or
- give a key on the command line: `snakemake --cores 1 genesis --config hosts=5000
  seed=7`, or
- write what differs into a file of your own: `snakemake --cores 1 genesis --configfile
  mine.yaml`.

A key that you give replaces the whole value that `config.yaml` has for it, lists
included. Only the steps that read a changed key run again, and what follows them.

Weights are decimals with at most six places and sum to exactly 1. Their order matters:
a host's draw is compared with the running sum of the weights, so moving weight between
neighbours moves the fewest hosts. A weight of 0 is allowed, but for behaviours:
nothing gets that entry.

## Limits and formats

Beside the limits in the table of keys:

- Names are printable, with no space at either end, and unique in their list; upper and
  lower case count as the same.
- Parameters of a behaviour are decimals with at most three places.
- A fleet that would lack a behaviour with a probability above 1 in 1,000 is
  refused.
- `allocation: quota` repeats after as many hosts as the least common denominator of the
  weights of all behaviours, scenario times variant: at most 10,000. The fleet has at
  least one host of each behaviour.
- `application_id` is the code of the department, `-`, and the rank in three digits:
  `RB-001`. `cost_centre` is the code and 1000 plus the rank: `RB1001`.
- `application_name` is the department and one of the `application_kinds` that fit it,
  by rank; after a full round of them with a number: `Retail Banking Core Ledger 2`.
- An e-mail address is first name, `.`, last name, both in lower case, in ASCII letters
  and digits alone, `@` and `mail_domain`.
- Digests and `genesis_metadata` hold the config as canonical JSON: keys sorted by code
  point, no blanks, characters as they are and not escaped, whole numbers for keys that
  are whole numbers, and for the others the shortest decimal that reads as the same
  double, as Python writes it: `0.28`, `1.0`, `1e-06`.

## Environment

The workflow runs in the environment of Snakemake itself. In a clone, `make genesis`
makes one. Imported from GitHub or deployed by Snakedeploy, the workflow runs in yours,
which then needs Python 3.11, 3.12 or 3.13 and the packages of
`requirements/genesis.lock`. Where they are missing, `snakemake --cores 1` says so, and
names the command that installs them.

## Presets

Each says in its head why it is as it is. Run one with `snakemake --cores 1 genesis
--configfile config/presets/tiny.yaml`, or copy it and change the copy.

| preset | hosts | what it is |
|---|---|---|
{presets}
## Keys

| key | value | default | meaning |
|---|---|---|---|
"""


def config_reference() -> str:
    """Return config/README.md: every key with its values, default and meaning."""
    schema = yaml.safe_load((ROOT / "config" / "schema.yaml").read_text("utf-8"))
    fleet = yaml.safe_load((ROOT / "config" / "config.yaml").read_text("utf-8"))
    lines = [CONFIG_HEAD.format(presets=presets())]
    for key, rule in schema["properties"].items():
        lines += _rows(key, rule, schema, fleet.get(key, rule.get("default")))
    return "".join(lines)


def presets() -> str:
    """Return a table row for each preset, with the head of its comment."""
    rows = []
    for path in sorted((ROOT / "config" / "presets").glob("*.yaml")):
        text = path.read_text("utf-8").removeprefix(EDITOR_LINE)
        hosts = yaml.safe_load(text).get("hosts", "as in `config.yaml`")
        comment = takewhile(lambda line: line.startswith("# "), text.splitlines())
        head = " ".join(line[2:] for line in comment)
        link = f"[`{path.stem}`](presets/{path.name})"
        rows.append(f"| {link} | {hosts} | {head} |\n")
    return "".join(rows)


def running() -> str:
    """Return docs/running.md with the rule graph as it is now."""
    text = (ROOT / "docs" / "running.md").read_text("utf-8")
    before, _, rest = text.partition(GRAPH_START)
    _, _, after = rest.partition(GRAPH_END)
    diagram = f"```mermaid\n{rule_graph()}\n```\n"
    return f"{before}{GRAPH_START}{diagram}{GRAPH_END}{after}"


def rule_graph() -> str:
    """Return the rule graph that Snakemake draws now."""
    command = [sys.executable, "-m", "snakemake", "--rulegraph", "mermaid-js"]
    drawn = subprocess.run(
        [*command, "--forceall", "genesis", "export", "report"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    graph = drawn[drawn.index("flowchart") :].replace("\t", "    ").strip()
    return _stable(graph)


def _stable(graph: str) -> str:
    """Name nodes after their rules, sort, and drop colours: they vary."""
    lines = [line.strip() for line in graph.splitlines()[1:]]
    names = {
        line.partition("[")[0]: line.partition("[")[2].rstrip("]")
        for line in lines
        if "[" in line
    }
    edges = sorted(
        " --> ".join(names[part.strip()] for part in line.split("-->"))
        for line in lines
        if "-->" in line
    )
    return "\n".join(["flowchart LR", *(f"    {edge}" for edge in edges)])


def _rows(
    path: str, rule: dict[str, Any], schema: dict[str, Any], default: Any
) -> list[str]:
    rule = _resolved(rule, schema)
    shown = "in `config.yaml`" if isinstance(default, list) else f"`{default}`"
    if default is None:
        shown = ""
    meaning = " ".join(rule.get("description", "").split())
    rows = [f"| `{path}` | {_values(rule)} | {shown} | {meaning} |\n"]
    if rule.get("type") == "array":
        items = _resolved(rule["items"], schema)
        for key, inner in items.get("properties", {}).items():
            rows += _rows(f"{path}[].{key}", inner, schema, inner.get("default"))
    return rows


def _resolved(rule: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference; what stands beside it comes first."""
    if "$ref" not in rule:
        return rule
    return {**schema["$defs"][rule["$ref"].rpartition("/")[2]], **rule}


def _values(rule: dict[str, Any]) -> str:
    if "enum" in rule:
        return ", ".join(f"`{value}`" for value in rule["enum"])
    names = {"array": "list", "integer": "whole number", "string": "text"}
    text = names.get(rule["type"], rule["type"])
    if "minimum" in rule:
        text += f", {rule['minimum']} to {rule['maximum']}"
    if "maxItems" in rule:
        low, high = rule["minItems"], rule["maxItems"]
        text += f" of {low}" if low == high else f" of {low} to {high}"
    if "maxLength" in rule:
        text += f", at most {rule['maxLength']} characters"
    return text


def main() -> int:
    """Write the files or, with --check, compare them; return an exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    made = {
        ROOT / "config" / "README.md": config_reference(),
        ROOT / "docs" / "data_dictionary.md": data_dictionary(),
        ROOT / "docs" / "running.md": running(),
        PICTURE: behaviours_picture(),
    }
    drifted = False
    for path, text in made.items():
        old = path.read_text("utf-8") if path.exists() else ""
        if old == text or (path == PICTURE and is_same_picture(old, text)):
            continue
        drifted = True
        if check and path == PICTURE:
            print(f"{path.relative_to(ROOT).as_posix()} is not what is drawn now.")
        elif check:
            name = path.relative_to(ROOT).as_posix()
            sys.stdout.writelines(
                difflib.unified_diff(
                    old.splitlines(True), text.splitlines(True), name, f"{name} (made)"
                )
            )
        else:
            path.write_text(text, "utf-8")
    if drifted and check:
        print("The documentation is behind the sources: run `make docs`.")
    return 1 if drifted and check else 0


if __name__ == "__main__":
    raise SystemExit(main())

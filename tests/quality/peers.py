"""Rescue beside bandit and ruff on one labelled set, in one run: one table.

    python tests/quality/peers.py SAMPLES.jsonl [--rescue target/release/rescue-lsp] [--semgrep-rules DIR] [--json]

The file has the format of `rescue-lsp eval` (see docs/features/command-line.md). Each sample is dedented, since the peers
read whole files only, and written to a file of its own; each tool runs once over the folder, with its defaults. bandit names a CWE itself; a ruff rule has that of the bandit
test it was made from (S608 is B608). *Strict* counts a finding where its CWE is a labelled one, a parent or a child of it
in MITRE's list; *any* counts every finding. `pip install -r tests/quality/requirements.txt` brings the peers.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
import tomllib
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARES = ("recall", "fpr", "precision", "f1", "pair")


def hierarchy() -> dict[str, set[str]]:
    """Parents of every entry."""
    listed = tomllib.loads((ROOT / "kb-snapshot/corpus/cwe.toml").read_text(encoding="utf-8"))
    return {cwe: set(entry.get("parents", [])) for cwe, entry in listed.items() if isinstance(entry, dict)}


def adjacent(found: str, label: str, parents: dict[str, set[str]]) -> bool:
    return found == label or label in parents.get(found, ()) or found in parents.get(label, ())


def rescue(folder: Path, binary: str) -> dict[str, set[str]]:
    done = subprocess.run(
        [binary, "check", "--format", "json", str(folder)], capture_output=True, text=True, check=False
    )
    found = defaultdict(set)
    for finding in json.loads(done.stdout):
        found[Path(finding["path"]).stem].update(finding["cwe"])
    return found


def bandit(folder: Path) -> dict[str, set[str]]:
    done = subprocess.run(
        [sys.executable, "-m", "bandit", "-q", "-r", str(folder), "-f", "json"],
        capture_output=True, text=True, check=False,
    )
    found = defaultdict(set)
    for finding in json.loads(done.stdout)["results"]:
        cwe = finding.get("issue_cwe", {}).get("id")
        found[Path(finding["filename"]).stem].add(f"CWE-{cwe}" if cwe else "")
    return found


def bandit_tests() -> dict[str, str]:
    """The CWE of each bandit test, from bandit itself."""
    from bandit.core import extension_loader

    manager = extension_loader.MANAGER
    cwes = {}
    for plugin in manager.plugins:
        source = Path(sys.modules[plugin.plugin.__module__].__file__).read_text(encoding="utf-8")
        names = re.findall(r"issue\.Cwe\.(\w+)", source)
        if names:
            from bandit.core import issue

            cwes[plugin.plugin._test_id] = f"CWE-{getattr(issue.Cwe, names[0])}"
    for listed in manager.blacklist.values():
        for item in listed:
            cwes[item["id"]] = f"CWE-{item['cwe']}"
    return cwes


def ruff(folder: Path) -> dict[str, set[str]]:
    cwes = bandit_tests()
    done = subprocess.run(
        [shutil.which("ruff", path=str(Path(sys.executable).parent)) or "ruff", "check", "--isolated", "--select", "S",
         "--output-format", "json", str(folder)],
        capture_output=True, text=True, check=False,
    )
    found = defaultdict(set)
    for finding in json.loads(done.stdout):
        code = finding["code"] or ""
        if code.startswith("S"):
            found[Path(finding["filename"]).stem].add(cwes.get("B" + code[1:], ""))
    return found


def semgrep(folder: Path, rules: str) -> dict[str, set[str]]:
    done = subprocess.run(
        ["semgrep", "scan", "--metrics=off", "--json", "--quiet", "--config", rules, str(folder)],
        capture_output=True, text=True, check=False,
    )
    found = defaultdict(set)
    for finding in json.loads(done.stdout)["results"]:
        listed = finding["extra"].get("metadata", {}).get("cwe", [])
        listed = [listed] if isinstance(listed, str) else listed
        found[Path(finding["path"]).stem].update(re.findall(r"CWE-\d+", " ".join(listed)) or {""})
    return found


def measure(samples: list[dict], found: dict[str, set[str]], fires) -> dict[str, float | None]:
    outcome = {}
    for sample in samples:
        outcome[sample["id"]] = fires(sample, found.get(sample["file"], set()))
    of_kind = lambda kind: [sample for sample in samples if sample["kind"] == kind]
    vulnerable, secure = of_kind("vulnerable"), of_kind("secure")
    hits = sum(outcome[sample["id"]] for sample in vulnerable)
    false = sum(outcome[sample["id"]] for sample in secure)
    pairs = [(sample["id"], sample["pair"]) for sample in vulnerable if sample.get("pair") in outcome]
    told = sum(outcome[bad] and not outcome[good] for bad, good in pairs)
    share = lambda part, whole: part / whole if whole else None
    return {
        "recall": share(hits, len(vulnerable)),
        "fpr": share(false, len(secure)),
        "precision": share(hits, hits + false),
        "f1": share(2 * hits, len(vulnerable) + hits + false) if vulnerable else None,
        "pair": share(told, len(pairs)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("samples", type=Path)
    parser.add_argument("--rescue", default=str(ROOT / "target/release/rescue-lsp"))
    parser.add_argument("--semgrep-rules")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    lines = options.samples.read_text(encoding="utf-8").splitlines()
    samples = [sample for sample in map(json.loads, lines) if sample["kind"] != "prompt"]
    parents = hierarchy()
    with tempfile.TemporaryDirectory() as folder:
        for number, sample in enumerate(samples):
            sample["file"] = f"sample_{number:05}"
            text = textwrap.dedent(sample["text"])
            Path(folder, sample["file"] + ".py").write_text(text, encoding="utf-8")
        tools = {
            "rescue": rescue(Path(folder), options.rescue),
            "bandit": bandit(Path(folder)),
            "ruff --select S": ruff(Path(folder)),
        }
        if options.semgrep_rules:
            tools["semgrep"] = semgrep(Path(folder), options.semgrep_rules)

    def strict(sample, cwes):
        return any(adjacent(cwe, label, parents) for cwe in cwes for label in sample["cwe"]) or (
            not sample["cwe"] and bool(cwes)
        )

    results = {
        tool: {"strict": measure(samples, found, strict), "any": measure(samples, found, lambda _, cwes: bool(cwes))}
        for tool, found in tools.items()
    }
    if options.json:
        print(json.dumps(results, indent=1))
        return
    kinds = {kind: sum(sample["kind"] == kind for sample in samples) for kind in ("vulnerable", "secure")}
    print(f"{options.samples.name}: {kinds['vulnerable']} vulnerable, {kinds['secure']} secure")
    print(f"{'':18}" + "".join(f"{share:>11}" for share in SHARES))
    for level in ("strict", "any"):
        for tool, result in results.items():
            cells = ("-" if value is None else f"{100 * value:.1f} %" for value in (result[level][s] for s in SHARES))
            print(f"{tool:18}" + "".join(f"{cell:>11}" for cell in cells) + f"   {level}")


if __name__ == "__main__":
    main()

"""Rescue beside bandit, ruff and semgrep on labelled sets, in one run: one table.

    python tests/quality/peers.py SAMPLES.jsonl... [--rescue FILE] [--semgrep-rules DIR] [--json]

The files have the format of `rescue-lsp eval` (see docs/features/command-line.md). Sets without pairs have no share of
pairs told apart, and sets of harmless programs have nothing but false alarms. Each sample is dedented, since the peers
read whole files only, and written to a file of its own; each tool runs once over the folder, with its defaults.

*Any* counts every finding. *Strict* counts one where its CWE is a labelled one, a parent or a child of it in MITRE's
list; a sample without a label has nothing to be right about, so there every finding counts. bandit names the CWE of
each finding itself. A ruff rule has the CWE of the bandit test that it was made from (S608 is B608), and semgrep those
that its rule's metadata name. A peer that is not there gets a row that says so.

`pip install -r tests/quality/requirements.txt` brings the peers; rules for semgrep are yours to choose.
"""

import argparse
import inspect
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARES = ("recall", "fpr", "precision", "f1", "pair")
INSTALL = "pip install -r tests/quality/requirements.txt"


class NotRun(Exception):
    """Why a tool has no figures."""


@dataclass
class Run:
    """What a tool said: CWEs by name of the sample's file (an empty text is a finding without a CWE)."""

    version: str
    found: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    #: Files that it could not parse.
    unread: set[str] = field(default_factory=set)


def output(command: list[str], good: tuple[int, ...]) -> str:
    """What a command prints; an exit code that means neither findings nor none is an error."""
    # semgrep asks its maker for news, and waits for the answer where there is no network.
    quiet = os.environ | {"SEMGREP_ENABLE_VERSION_CHECK": "0", "SEMGREP_SEND_METRICS": "off"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=quiet)
    if done.returncode not in good:
        said = (done.stderr or done.stdout).strip().splitlines() or ["it says nothing"]
        raise NotRun(f"`{Path(command[0]).name}` ended with {done.returncode}: {said[-1]}")
    return done.stdout


def version(command: list[str]) -> str:
    found = re.search(r"\d+(\.\d+)+", output([*command, "--version"], (0,)))
    return found[0] if found else "?"


def program(name: str) -> str:
    """A program beside this Python, or on the path."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if not found:
        raise NotRun(f"{name} is not installed ({INSTALL})")
    return found


def rescue(folder: Path, binary: str) -> Run:
    run = Run(version([binary]))
    for finding in json.loads(output([binary, "check", "--format", "json", str(folder)], (0, 1))):
        run.found[Path(finding["path"]).stem].update(finding["cwe"])
    return run


def bandit(folder: Path) -> Run:
    command = [program("bandit")]
    run = Run(version(command))
    said = json.loads(output([*command, "-q", "-r", str(folder), "-f", "json"], (0, 1)))
    for finding in said["results"]:
        cwe = finding.get("issue_cwe", {}).get("id")
        run.found[Path(finding["filename"]).stem].add(f"CWE-{cwe}" if cwe else "")
    run.unread = {Path(error["filename"]).stem for error in said["errors"]}
    return run


def bandit_tests() -> dict[str, str]:
    """The CWE of each bandit test, from bandit itself."""
    try:
        from bandit.core import extension_loader, issue
    except ImportError as error:
        raise NotRun(f"its CWEs come from bandit, which is not installed beside it ({INSTALL})") from error
    manager = extension_loader.MANAGER
    cwes = {}
    for plugin in manager.plugins:
        test = plugin.plugin
        # Some name it in the test, some in a function that several tests of one file share.
        for source in (inspect.getsource(test), inspect.getsource(sys.modules[test.__module__])):
            if names := re.findall(r"issue\.Cwe\.(\w+)", source):
                cwes[test._test_id] = f"CWE-{getattr(issue.Cwe, names[0])}"
                break
    for listed in manager.blacklist.values():
        cwes |= {item["id"]: f"CWE-{item['cwe']}" for item in listed}
    return cwes


def ruff(folder: Path) -> Run:
    command, cwes = [program("ruff")], bandit_tests()
    run = Run(version(command))
    arguments = ["check", "--isolated", "--no-cache", "--select", "S", "--output-format", "json", str(folder)]
    for finding in json.loads(output([*command, *arguments], (0, 1))):
        file, code = Path(finding["filename"]).stem, finding["code"] or ""
        if re.fullmatch(r"S\d+", code):
            run.found[file].add(cwes.get("B" + code[1:], ""))
        else:
            run.unread.add(file)
    return run


def semgrep(folder: Path, rules: Path | None) -> Run:
    if not rules:
        raise NotRun("no --semgrep-rules DIR was given")
    if not rules.exists():
        raise NotRun(f"there is no {rules}")
    command = [program("semgrep")]
    run = Run(version(command))
    quiet = ["scan", "--metrics=off", "--disable-version-check", "--quiet", "--json", "--no-git-ignore"]
    said = json.loads(output([*command, *quiet, "--config", str(rules), str(folder)], (0, 1)))
    for finding in said["results"]:
        listed = finding["extra"].get("metadata", {}).get("cwe", [])
        listed = [listed] if isinstance(listed, str) else listed
        run.found[Path(finding["path"]).stem].update(re.findall(r"CWE-\d+", " ".join(listed)) or {""})
    run.unread = {Path(error["path"]).stem for error in said["errors"] if error.get("path")}
    return run


def hierarchy() -> dict[str, set[str]]:
    """Parents of every entry."""
    listed = tomllib.loads((ROOT / "kb-snapshot/corpus/cwe.toml").read_text(encoding="utf-8"))
    return {cwe: set(entry.get("parents", [])) for cwe, entry in listed.items() if isinstance(entry, dict)}


def is_any(_sample: dict, cwes: set[str]) -> bool:
    return bool(cwes)


def strict(parents: dict[str, set[str]]):
    def adjacent(found: str, label: str) -> bool:
        return found == label or label in parents.get(found, ()) or found in parents.get(label, ())

    def fires(sample: dict, cwes: set[str]) -> bool:
        if not sample["cwe"]:
            return bool(cwes)
        return any(adjacent(cwe, label) for cwe in cwes for label in sample["cwe"])

    return fires


def pairs(samples: list[dict]) -> list[tuple[dict, dict]]:
    """Vulnerable samples with the secure ones that they name, or that name them."""
    secure = [sample for sample in samples if sample["kind"] == "secure"]
    by_id = {sample["id"]: sample for sample in secure}
    by_pair = {sample["pair"]: sample for sample in secure if sample.get("pair")}
    vulnerable = (sample for sample in samples if sample["kind"] == "vulnerable")
    both = ((bad, by_id.get(bad.get("pair")) or by_pair.get(bad["id"])) for bad in vulnerable)
    return [(bad, good) for bad, good in both if good]


def share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def measure(samples: list[dict], found: dict[str, set[str]], fires) -> dict[str, float | None]:
    def flagged(sample: dict) -> bool:
        return fires(sample, found.get(sample["file"], set()))

    kinds = {kind: [sample for sample in samples if sample["kind"] == kind] for kind in ("vulnerable", "secure")}
    vulnerable, secure = kinds["vulnerable"], kinds["secure"]
    hits, alarms = sum(map(flagged, vulnerable)), sum(map(flagged, secure))
    told = pairs(samples)
    both = vulnerable and secure
    return {
        "recall": share(hits, len(vulnerable)),
        "fpr": share(alarms, len(secure)),
        "precision": (share(hits, hits + alarms) or 0.0) if both else None,
        "f1": share(2 * hits, len(vulnerable) + hits + alarms) if both else None,
        "pair": share(sum(flagged(bad) and not flagged(good) for bad, good in told), len(told)),
    }


def read(path: Path) -> list[dict]:
    """The samples of a set that hold an answer."""
    samples = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            sample = json.loads(line)
            sample["cwe"] = [re.sub(r"^\D*0*", "CWE-", label) for label in sample.get("cwe") or []]
            if sample["kind"] != "prompt":
                samples.append(sample | {"file": f"sample_{number:06}", "text": textwrap.dedent(sample["text"])})
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            sys.exit(f"{path}:{number}: not a sample: {error!r}")
    return samples


def compare(path: Path, options: argparse.Namespace) -> dict:
    """All tools on one set."""
    samples, levels = read(path), {"any": is_any, "strict": strict(hierarchy())}
    tools = {
        "rescue": lambda folder: rescue(folder, options.rescue),
        "bandit": bandit,
        "ruff --select S": ruff,
        "semgrep": lambda folder: semgrep(folder, options.semgrep_rules),
    }
    result = {
        "dataset": path.name,
        "vulnerable": sum(sample["kind"] == "vulnerable" for sample in samples),
        "secure": sum(sample["kind"] == "secure" for sample in samples),
        "pairs": len(pairs(samples)),
        "tools": {},
    }
    with tempfile.TemporaryDirectory() as folder:
        for sample in samples:
            Path(folder, sample["file"] + ".py").write_text(sample["text"], encoding="utf-8")
        for name, tool in tools.items():
            try:
                run = tool(Path(folder))
            except NotRun as why:
                result["tools"][name] = {"not_run": str(why)}
                continue
            shares = {level: measure(samples, run.found, fires) for level, fires in levels.items()}
            result["tools"][name] = {"version": run.version, "unread": len(run.unread), **shares}
    return result


def table(result: dict) -> list[str]:
    counts = ", ".join(f"{result[kind]} {kind}" for kind in ("vulnerable", "secure", "pairs"))
    lines = [f"{result['dataset']}: {counts}", f"{'':32}" + "".join(f"{name:>11}" for name in SHARES)]
    for level in ("strict", "any"):
        for name, tool in result["tools"].items():
            if "not_run" in tool:
                lines += [f"{level:8}{name:24}  not run: {tool['not_run']}"] if level == "strict" else []
                continue
            cells = ("-" if value is None else f"{100 * value:.1f} %" for value in tool[level].values())
            lines.append(f"{level:8}{name + ' ' + tool['version']:24}" + "".join(f"{cell:>11}" for cell in cells))
    for name, tool in result["tools"].items():
        if tool.get("unread"):
            lines.append(f"{name} could not parse {tool['unread']} of the files, which count as without findings.")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("samples", type=Path, nargs="+")
    default = os.environ.get("RESCUE_LSP") or str(ROOT / "target/release/rescue-lsp")
    parser.add_argument("--rescue", default=default, help="the binary, %(default)s where it is not given")
    parser.add_argument("--semgrep-rules", type=Path, help="a folder or file of rules")
    parser.add_argument("--json", action="store_true", help="a JSON array, one object a set")
    options = parser.parse_args()
    if not shutil.which(options.rescue):
        sys.exit(f"there is no {options.rescue}: build it with `cargo build --release`, or name it with --rescue")
    results = [compare(path, options) for path in options.samples]
    if options.json:
        print(json.dumps(results, indent=1))
    else:
        print("\n\n".join("\n".join(table(result)) for result in results))


if __name__ == "__main__":
    main()

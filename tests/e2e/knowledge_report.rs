//! `rescue-lsp kb suggest-patterns` and `kb report`: what records ask for, and the knowledge base as one page.

use crate::samples::{SQL, SQL_FIXED, workspace, write};
use rescue_tests::command::rescue;
use rescue_tests::repository;
use serde_json::{Value, json};

/// Makes records of pairs of programs.
fn import(folder: &std::path::Path, pairs: &[(&str, &str, &str)]) {
    let line = |(cwe, before, after): &(&str, &str, &str)| {
        let pair = json!({"func_src_before": before, "func_src_after": after, "vul_type": cwe, "file_name": "a.py"});
        format!("{pair}\n")
    };
    write(folder, "pairs.jsonl", &pairs.iter().map(line).collect::<String>());
    rescue(folder, &["kb", "import", "--pairs", "pairs.jsonl", "--out", "records"]).expect(0);
}

#[test]
fn patterns_are_proposed_for_what_no_pattern_knows() {
    let folder = workspace();
    let wipe = |call: &str| format!("import shelf\n\n\ndef restore(path):\n    data = shelf.{call}\n    return data\n");
    let (before, after) = (wipe("revive(path)"), wipe("revive_plain(path)"));
    import(folder.path(), &[("cwe-502", &before, &after), ("cwe-089", SQL, SQL_FIXED)]);
    let said = rescue(folder.path(), &["kb", "suggest-patterns", "records"]).expect(0).out;
    let patterns: toml::Table = said.parse().unwrap_or_else(|error| panic!("{error}\n{said}"));
    assert_eq!(patterns["misuse"][0]["names"][0].as_str(), Some("shelf.revive"), "{said}");
    assert_eq!(patterns["alternative"][0]["secure"].as_str(), Some("shelf.revive_plain"), "{said}");
    assert!(said.contains("#   - data = shelf.revive(path)") && said.contains("#   + data = shelf.revive_plain(path)"));
    assert!(!said.contains("sqlite3"), "what patterns know is left out:\n{said}");
}

#[test]
fn names_that_are_taken_away_are_mostly_found_again() {
    let measured = rescue(repository(), &["kb", "suggest-patterns", "--measure"]).expect(0);
    let share = |what: &str| -> f64 {
        let line =
            measured.out.lines().find(|line| line.starts_with(what)).unwrap_or_else(|| panic!("{}", measured.out));
        let number = line.rsplit_once('(').and_then(|(_, rest)| rest.split_once(" %")).map(|(number, _)| number.trim());
        number.and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("{line}"))
    };
    println!("{}", measured.out);
    assert!(share("a name of the rule is the first proposal") > 40.0, "{}", measured.out);
    assert!(share("a name of the rule is proposed at all") > 70.0, "{}", measured.out);
}

#[test]
fn the_page_loads_nothing_and_holds_everything() {
    let folder = workspace();
    let corpus = repository().join("kb-snapshot/corpus");
    let corpus = corpus.to_str().expect("UTF-8");
    let said = rescue(folder.path(), &["kb", "report", "--out", "kb.html", "--corpus", corpus]).expect(0).out;
    assert!(said.starts_with("kb.html: ") && said.contains("beside their whole programs"), "{said}");
    let page = std::fs::read_to_string(folder.path().join("kb.html")).expect("the page");
    for outside in ["src=", "@import", "url(", "http://", "fetch("] {
        let (head, data) = page.split_once("id=\"data\">").expect("its data");
        let script = data.split_once("</script>").expect("its end").1.replace("http://www.w3.org/2000/svg", "");
        assert!(!head.contains(outside) && !script.contains(outside), "{outside}");
    }
    let data = page.split_once("id=\"data\">").and_then(|(_, rest)| rest.split_once("</script>")).expect("its data").0;
    let data: Value = serde_json::from_str(data).expect("JSON");
    let info: Value =
        serde_json::from_str(&rescue(folder.path(), &["kb", "info", "--json"]).expect(0).out).expect("JSON");
    let length = |value: &Value| value.as_array().map_or(0, Vec::len) as u64;
    assert_eq!(length(&data["weaknesses"]), length(&info["weaknesses"]));
    assert_eq!(json!(length(&data["records"])), info["manifest"]["counts"]["examples"]);
    for record in data["records"].as_array().expect("records") {
        let whole = record["whole"]["text"].as_str().unwrap_or_else(|| panic!("{record}"));
        let kept = length(&record["whole"]["kept"]) as usize;
        assert!(kept > 0 && kept <= whole.lines().count(), "{record}");
    }
    let points = data["planes"]["g"]["points"].as_array().expect("points");
    assert!(
        points.iter().filter(|point| point["said"].is_u64()).count() as u64
            == info["manifest"]["counts"]["guidelines"].as_u64().expect("a count")
    );
    assert!(points.iter().any(|point| point["of"].is_u64()));

    let slices = rescue(folder.path(), &["kb", "report", "--out", "slices.html"]).expect(0);
    assert!(slices.err.contains("--corpus") && slices.out.contains(" 0 of them"), "{}\n{}", slices.out, slices.err);
    let nowhere = rescue(folder.path(), &["kb", "report", "--out", "no/where.html"]).expect(2);
    assert!(nowhere.err.contains("no/where.html can't be written"), "{}", nowhere.err);
}

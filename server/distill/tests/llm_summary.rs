//! Summaries by a model that a server on loopback plays: good answers, bad ones, none, and a build that is killed.

#[path = "../../llm/tests/played/mod.rs"]
mod played;

use played::{Request, Server, Turn, says};
use rescue_distill::{
    Answers, LlmSummariser, build, build_with,
    summarise::{Summariser, Topic},
};
use rescue_knowledge::{Snapshot, Statement};
use rescue_llm::{Client, Endpoint};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

fn summariser(url: &str, folder: &Path) -> LlmSummariser {
    let endpoint = Endpoint { backoff: Duration::from_millis(5), attempts: 2, ..Endpoint::new(url, "tiny") };
    LlmSummariser::new(Client::new(endpoint).unwrap(), Answers::open(folder).unwrap())
}

/// Two statements; the first is the extractive summary.
fn batch(number: usize) -> Vec<Statement> {
    let say = |text: String, record: &str| Statement { text, records: vec![format!("cwe-078-command/{record}")] };
    vec![
        say(format!("Value {number} reaches os.system as it is."), "ping"),
        say(format!("Value {number} is part of a shell line."), "pack"),
    ]
}

fn summarise(summariser: &LlmSummariser, number: usize) -> anyhow::Result<String> {
    summariser.summarise(Topic::Causes, &batch(number), &[vec![1.0, 0.0], vec![1.0, 0.0]])
}

/// An answer that covers every statement of the question.
fn good(request: &Request) -> Turn {
    let count = (1..=8).take_while(|number| request.body.contains(&format!("\\n{number}. "))).count();
    let all: Vec<usize> = (1..=count).collect();
    // Where it is not about values: the first long word of the first statement.
    let first = request.body.split("\\n1. ").nth(1).unwrap_or_default();
    let word = first.split(|letter: char| !letter.is_alphabetic()).find(|word| word.len() >= 4).unwrap_or("?");
    let number = request.body.split("Value ").nth(1).and_then(|rest| rest.split(' ').next()).unwrap_or(word);
    says(&format!(
        r#"{{"sentence": "Whatever comes from outside runs in a shell ({number}).", "statements": {all:?}}}"#
    ))
}

#[test]
fn a_good_answer_is_taken_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(|_, request| good(request));
    let first = summariser(&server.url, folder.path());
    let sentence = summarise(&first, 1).unwrap();
    assert_eq!(sentence, "Whatever comes from outside runs in a shell (1).");
    let report = first.report();
    assert_eq!((report.causes.asked, report.causes.prompt_tokens, report.causes.completion_tokens), (1, 20, 5));
    assert!(report.causes.seconds > 0.0 && report.guidelines.batches == 0);
    assert_eq!(report.changes[0].extractive, "Value 1 reaches os.system as it is.");
    assert_eq!(report.changes[0].written.as_ref(), Some(&sentence));
    assert!(server.seen()[0].body.contains("json_schema"));

    let url = server.url.clone();
    drop(server);
    let second = summariser(&url, folder.path());
    assert_eq!(summarise(&second, 1).unwrap(), sentence, "nobody is asked again");
    assert_eq!((second.report().causes.asked, second.report().causes.kept), (0, 1));
    assert_eq!(second.report().causes.seconds, 0.0);
}

#[test]
fn a_question_is_asked_again_with_what_was_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(|number, request| match number {
        0 => says("Certainly! Here is your summary."),
        1 => says(r#"{"sentence": "Use shlex.quote for every value.", "statements": [1, 2]}"#),
        _ => good(request),
    });
    let model = summariser(&server.url, folder.path());
    assert!(summarise(&model, 2).unwrap().starts_with("Whatever"));
    let seen = server.seen();
    assert!(seen[1].body.contains("it holds no JSON object") && !seen[1].body.contains("Certainly!"));
    assert!(seen[0].body.contains("\"temperature\":0.0") && seen[1].body.contains("\"temperature\":0.75"));
    assert!(seen[2].body.contains("no statement names `shlex.quote`"));
    assert_eq!((model.report().causes.bad, model.report().causes.fallbacks), (2, 0));
}

#[test]
fn where_no_answer_holds_the_extractive_one_stands_in() {
    let empty = Turn::Reply(200, "", r#"{"choices":[{"message":{"content":""}}]}"#.to_owned());
    for bad in [says("no"), empty] {
        let folder = tempfile::tempdir().unwrap();
        let server = Server::play(vec![bad]);
        let model = summariser(&server.url, folder.path());
        assert_eq!(summarise(&model, 3).unwrap(), "Value 3 reaches os.system as it is.");
        let report = model.report();
        assert_eq!((report.causes.bad, report.causes.fallbacks, server.seen().len()), (3, 1, 3));
        assert_eq!((report.changes[0].written.as_ref(), report.changes[0].problems.len()), (None, 3));
    }
}

#[test]
fn what_the_context_cuts_off_is_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let short = r#"{"choices":[{"message":{"content":"{\"sentence\": \"Wha"},"finish_reason":"length"}],"usage":{"prompt_tokens":20,"completion_tokens":5}}"#;
    let server = Server::start(move |number, request| match number {
        0 => Turn::Reply(200, "", short.to_owned()),
        _ => good(request),
    });
    let model = summariser(&server.url, folder.path());
    assert!(summarise(&model, 5).unwrap().starts_with("Whatever"));
    assert_eq!((model.report().causes.asked, model.report().causes.bad), (2, 1));
    // A larger context may give the whole answer: the first question is open again.
    let second = summariser(&server.url, folder.path());
    assert!(summarise(&second, 5).unwrap().starts_with("Whatever"));
    assert_eq!((second.report().causes.asked, second.report().causes.bad), (1, 0));
}

#[test]
fn statements_that_are_alike_are_not_sent() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::play(vec![Turn::HangUp]);
    let model = summariser(&server.url, folder.path());
    let same = vec![batch(1).remove(0), batch(1).remove(0)];
    assert_eq!(model.summarise(Topic::Guidelines, &same, &[vec![1.0], vec![1.0]]).unwrap(), same[0].text);
    assert_eq!((server.seen().len(), model.report().guidelines.alike), (0, 1));
}

#[test]
fn an_endpoint_that_is_no_model_ends_the_build() {
    let folder = tempfile::tempdir().unwrap();
    for turn in [Turn::HangUp, Turn::Reply(200, "", "<html>".to_owned()), Turn::Reply(401, "", "{}".to_owned())] {
        let server = Server::play(vec![turn]);
        let error = summarise(&summariser(&server.url, folder.path()), 4).unwrap_err();
        assert!(format!("{error:#}").contains("goes on from there): "), "{error:#}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "only answers are kept");
}

/// What the child of the next test does: it summarises until it is killed.
#[test]
fn child_that_is_killed() {
    let (Ok(url), Ok(folder)) = (std::env::var("RESCUE_TEST_URL"), std::env::var("RESCUE_TEST_FOLDER")) else { return };
    let model = summariser(&url, Path::new(&folder));
    (0..5).for_each(|number| drop(summarise(&model, number)));
}

#[test]
fn a_killed_build_goes_on_where_it_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(|number, request| match number {
        2 => Turn::After(Duration::from_secs(60), Box::new(good(request))),
        _ => good(request),
    });
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child_that_is_killed"])
        .env("RESCUE_TEST_URL", &server.url)
        .env("RESCUE_TEST_FOLDER", folder.path())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let started = Instant::now();
    while server.seen().len() < 3 && started.elapsed() < Duration::from_secs(30) {
        thread::sleep(Duration::from_millis(10));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(server.seen().len(), 3, "the child waits for the third answer");

    let model = summariser(&server.url, folder.path());
    for number in 0..5 {
        assert!(summarise(&model, number).unwrap().contains(&format!("({number})")));
    }
    assert_eq!((model.report().causes.kept, model.report().causes.asked), (2, 3));
    assert_eq!(server.seen().len(), 6);
}

#[test]
fn a_build_with_a_model_can_be_repeated_byte_by_byte_without_it() {
    let at = |path: &str| -> PathBuf { Path::new(env!("CARGO_MANIFEST_DIR")).join(path) };
    let (corpus, encoder) = (at("tests/fixtures/corpus"), at("../../kb-snapshot/encoder"));
    let folder = tempfile::tempdir().unwrap();
    let out = |name: &str| folder.path().join(name);
    let server = Server::start(|_, request| good(request));
    let model = summariser(&server.url, &out("answers"));
    let first = build_with(&model, &corpus, &encoder, &out("first"), &mut |_| ()).unwrap();
    let report = model.report();
    assert!(report.guidelines.asked > 0 && report.rewritten() > 0, "{report:?}");
    let snapshot = Snapshot::open(&out("first")).unwrap();
    let command = snapshot.weakness("CWE-78").unwrap();
    let summary = command.guidelines.iter().find(|one| one.text.starts_with("Whatever comes")).unwrap();
    assert_eq!(summary.records.len(), 2);

    let url = server.url.clone();
    drop(server);
    let again = summariser(&url, &out("answers"));
    let second = build_with(&again, &corpus, &encoder, &out("second"), &mut |_| ()).unwrap();
    assert_eq!(first.manifest, second.manifest);
    assert_eq!((again.report().causes.asked, again.report().guidelines.asked), (0, 0));
    let plain = build(&corpus, &encoder, &out("plain"), &mut |_| ()).unwrap();
    assert_ne!(plain.manifest, first.manifest);
    report.write(&out("answers").join("report.json")).unwrap();
    assert!(fs::read_to_string(out("answers").join("report.json")).unwrap().contains("\"extractive\""));
}

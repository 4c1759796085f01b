//! `rescue-lsp demo`: the real server over a sample project, driven as an editor drives it.

mod client;

use super::Status;
use super::diff::unified;
use super::knowledge::Choice;
use super::output::{Output, Paint, Tone, printable};
use super::report::{Excerpt, excerpt};
use super::source::Lines;
use anyhow::{Context, bail};
use client::Client;
use serde_json::{Value, json};
use std::ffi::OsStr;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Instant;

const APP: (&str, &str) = ("app.py", include_str!("../../../sample/app.py"));
const USERS: (&str, &str) = ("users.py", include_str!("../../../sample/users.py"));

/// So many lines of a hover are shown.
const HOVER_LINES: usize = 14;

/// Arguments of `demo`.
#[derive(Debug, clap::Args)]
pub(crate) struct DemoArgs {
    /// Keep the sample project, and say where it is.
    #[arg(long)]
    keep: bool,
}

/// A file as the client has it open.
struct Open {
    name: &'static str,
    uri: String,
    text: String,
    lines: Lines,
}

impl Open {
    fn new(folder: &Path, (name, text): (&'static str, &str)) -> Open {
        let uri = format!("file://{}", folder.join(name).display());
        Open { name, uri, text: text.to_owned(), lines: Lines::new(text.into()) }
    }

    fn identifier(&self) -> Value {
        json!({"uri": self.uri})
    }

    /// The bytes of an LSP range. The sample is ASCII, so that every position encoding counts alike.
    fn bytes(&self, range: &Value) -> Range<usize> {
        let offset = |position: &Value| {
            let at = |key: &str| position[key].as_u64().and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
            self.lines.offset(at("line") + 1, at("character") + 1)
        };
        offset(&range["start"])..offset(&range["end"])
    }
}

/// Runs the demonstration.
pub(crate) fn run(args: &DemoArgs, choice: &Choice, out: &mut Output) -> anyhow::Result<Status> {
    let start = Instant::now();
    let project = Project::create()?;
    let options: Vec<&OsStr> = [("--snapshot", &choice.snapshot), ("--overlay", &choice.overlay)]
        .iter()
        .filter_map(|(name, path)| Some([OsStr::new(*name), path.as_ref()?.as_os_str()]))
        .flatten()
        .collect();
    let mut client = Client::start(&std::env::current_exe()?, &options)?;
    initialize(&mut client, &project.0, out)?;
    let app = Open::new(&project.0, APP);
    let diagnostics = open_and_diagnose(&mut client, &app, out)?;
    fix(&mut client, &app, &diagnostics, out)?;
    hover(&mut client, &app, &diagnostics, out)?;
    complete(&mut client, Open::new(&project.0, USERS), out)?;
    if !client.finish()? {
        bail!("the server did not end well");
    }
    let took = start.elapsed().as_secs_f64();
    out.line(out.paint.tone(Tone::Green, format!("Everything was answered, in {took:.2} s.")))?;
    if args.keep {
        out.line(format!("The sample project is in {}.", project.keep().display()))?;
    }
    Ok(Status::Clean)
}

/// The sample project, in a folder that goes away with it.
struct Project(PathBuf);

impl Project {
    fn create() -> anyhow::Result<Project> {
        let folder = std::env::temp_dir().join(format!("rescue-demo-{}", std::process::id()));
        std::fs::create_dir(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
        let project = Project(folder);
        for (name, text) in [APP, USERS] {
            std::fs::write(project.0.join(name), text)?;
        }
        Ok(project)
    }

    fn keep(self) -> PathBuf {
        let folder = self.0.clone();
        std::mem::forget(self);
        folder
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn chapter(title: &str, since: Instant, out: &mut Output) -> anyhow::Result<()> {
    let time = format!("{:.1} ms", since.elapsed().as_secs_f64() * 1e3);
    out.line(format!("{} {}", out.paint.tone(Tone::Bold, format!("# {title}")), out.paint.tone(Tone::Dim, time)))?;
    out.line("")?;
    Ok(())
}

fn initialize(client: &mut Client, folder: &Path, out: &mut Output) -> anyhow::Result<()> {
    let start = Instant::now();
    let uri = format!("file://{}", folder.display());
    let capabilities = json!({
        "general": {"positionEncodings": ["utf-8", "utf-16"]},
        "textDocument": {
            "publishDiagnostics": {"relatedInformation": true, "codeDescriptionSupport": true, "dataSupport": true},
            "completion": {"completionItem": {"resolveSupport": {"properties": ["documentation"]}}},
            "codeAction": {
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source.fixAll"]}},
                "dataSupport": true, "resolveSupport": {"properties": ["edit"]},
            },
            "hover": {"contentFormat": ["markdown"]},
        },
        "workspace": {"workspaceEdit": {"documentChanges": true}},
    });
    let params = json!({
        "processId": std::process::id(), "rootUri": uri, "capabilities": capabilities,
        "workspaceFolders": [{"uri": uri, "name": "sample"}],
    });
    let answer = client.request("initialize", params)?;
    chapter("initialize", start, out)?;
    let info = &answer["serverInfo"];
    let provided = answer["capabilities"].as_object().context("the server has no capabilities")?;
    let names: Vec<&str> = provided.keys().filter_map(|key| key.strip_suffix("Provider")).collect();
    out.line(format!(
        "{} {}, positions in {}, provides {}",
        info["name"].as_str().unwrap_or("?"),
        info["version"].as_str().unwrap_or("?"),
        provided.get("positionEncoding").and_then(Value::as_str).unwrap_or("utf-16"),
        names.join(", ")
    ))?;
    out.line("")?;
    client.notify("initialized", json!({}))
}

fn open(client: &mut Client, file: &Open) -> anyhow::Result<()> {
    let document = json!({"uri": file.uri, "languageId": "python", "version": 1, "text": file.text});
    client.notify("textDocument/didOpen", json!({"textDocument": document}))
}

/// Opens a file and shows what is published about it.
fn open_and_diagnose(client: &mut Client, file: &Open, out: &mut Output) -> anyhow::Result<Vec<Value>> {
    let start = Instant::now();
    open(client, file)?;
    let is_full = |params: &Value| {
        params["uri"] == file.uri.as_str() && params["diagnostics"].as_array().is_some_and(|list| !list.is_empty())
    };
    let published = client.wait_for("textDocument/publishDiagnostics", is_full)?;
    let diagnostics = published["diagnostics"].as_array().cloned().unwrap_or_default();
    chapter(&format!("diagnostics of {}", file.name), start, out)?;
    for diagnostic in &diagnostics {
        let text = show_diagnostic(diagnostic, file, out.paint);
        out.text(&text)?;
    }
    Ok(diagnostics)
}

fn show_diagnostic(diagnostic: &Value, file: &Open, paint: Paint) -> String {
    let tone = if diagnostic["severity"] == 1 { Tone::Red } else { Tone::Yellow };
    let code = diagnostic["code"].as_str().unwrap_or("?");
    let message = diagnostic["message"].as_str().unwrap_or_default();
    let mut marks = Vec::new();
    for related in diagnostic["relatedInformation"].as_array().into_iter().flatten() {
        let range = file.bytes(&related["location"]["range"]);
        let label = related["message"].as_str().unwrap_or_default().to_owned();
        marks.push(Excerpt { range, label, main: false });
    }
    let main = file.bytes(&diagnostic["range"]);
    marks.retain(|mark| mark.range != main);
    marks.push(Excerpt { range: main, label: String::new(), main: true });
    let head = paint.tone(tone, format!("[{code}]"));
    format!("{head} {}\n{}\n", printable(message), excerpt(&file.lines, &marks, 2, paint))
}

/// Asks for the first diagnostic's fix and shows it as a diff.
fn fix(client: &mut Client, file: &Open, diagnostics: &[Value], out: &mut Output) -> anyhow::Result<()> {
    let start = Instant::now();
    for diagnostic in diagnostics {
        let params = json!({
            "textDocument": file.identifier(), "range": diagnostic["range"],
            "context": {"diagnostics": [diagnostic], "only": ["quickfix"]},
        });
        let actions = client.request("textDocument/codeAction", params)?;
        // What is preferred repairs; the others may only silence.
        let is_fix = |action: &&Value| action["isPreferred"] == true;
        let Some(action) = actions.as_array().into_iter().flatten().find(is_fix) else { continue };
        let action = match action.get("edit") {
            Some(_) => action.clone(),
            None => client.request("codeAction/resolve", action.clone())?,
        };
        let fixed = apply(file, &action["edit"]).context("the fix has no edit of the file")?;
        chapter(&format!("fix: {}", action["title"].as_str().unwrap_or("?")), start, out)?;
        out.text(&unified(&file.text, &fixed, file.name, 2, out.paint))?;
        out.line("")?;
        return Ok(());
    }
    bail!("no diagnostic has a fix");
}

/// A file with a workspace edit, in either of its forms.
fn apply(file: &Open, edit: &Value) -> Option<String> {
    let changes = edit["documentChanges"].as_array().into_iter().flatten();
    let mut edits: Vec<&Value> = changes.filter_map(|change| change["edits"].as_array()).flatten().collect();
    edits.extend(edit["changes"][file.uri.as_str()].as_array().into_iter().flatten());
    (!edits.is_empty()).then(|| apply_edits(file, &edits))
}

fn apply_edits(file: &Open, edits: &[&Value]) -> String {
    let edits: Vec<rescue_ide::finding::TextEdit> = edits
        .iter()
        .map(|edit| rescue_ide::finding::TextEdit {
            range: file.bytes(&edit["range"]),
            text: edit["newText"].as_str().unwrap_or_default().to_owned(),
        })
        .collect();
    super::repair::with_edits(&file.text, &edits)
}

fn hover(client: &mut Client, file: &Open, diagnostics: &[Value], out: &mut Output) -> anyhow::Result<()> {
    let start = Instant::now();
    let position = diagnostics.first().map(|diagnostic| diagnostic["range"]["start"].clone());
    let answer =
        client.request("textDocument/hover", json!({"textDocument": file.identifier(), "position": position}))?;
    let text = answer["contents"]["value"].as_str().context("the hover says nothing")?;
    chapter("hover over the first of them", start, out)?;
    for line in text.lines().take(HOVER_LINES) {
        out.line(format!("  {}", printable(line)).trim_end())?;
    }
    if text.lines().count() > HOVER_LINES {
        out.line("  …")?;
    }
    out.line("")?;
    Ok(())
}

/// Types a new line after the comment that the file ends with, asks for completions and shows the first.
fn complete(client: &mut Client, mut file: Open, out: &mut Output) -> anyhow::Result<()> {
    open(client, &file)?;
    let last = file.text.trim_end().len();
    let indent: String = {
        let at = file.lines.position(last);
        file.lines.line(at.line).chars().take_while(|c| c.is_whitespace()).collect()
    };
    let typed = format!("\n{indent}");
    let position = lsp_position(&file.lines, last);
    let change = json!({"range": {"start": position, "end": position}, "text": typed});
    let before = file.text.clone();
    file.text.insert_str(last, &typed);
    file.lines = Lines::new(file.text.as_str().into());
    let document = json!({"uri": file.uri, "version": 2});
    client.notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": [change]}))?;

    let start = Instant::now();
    let cursor = lsp_position(&file.lines, last + typed.len());
    let params = json!({"textDocument": file.identifier(), "position": cursor, "context": {"triggerKind": 1}});
    let answer = client.request("textDocument/completion", params)?;
    let items = answer.get("items").unwrap_or(&answer).as_array().cloned().unwrap_or_default();
    let first = items.first().context("no completion came for the comment")?;
    let edit = first.get("textEdit").context("the completion has no edit")?;
    // Of two ranges, the one that inserts.
    let main = json!({"range": edit.get("insert").unwrap_or(&edit["range"]), "newText": edit["newText"]});
    let mut edits: Vec<&Value> = first["additionalTextEdits"].as_array().into_iter().flatten().collect();
    edits.push(&main);
    chapter(&format!("completion at the comment in {}", file.name), start, out)?;
    out.line(format!("{} ({} in the list)", first["label"].as_str().unwrap_or("?"), items.len()))?;
    out.text(&unified(&before, &apply_edits(&file, &edits), file.name, 2, out.paint))?;
    out.line("")?;
    Ok(())
}

fn lsp_position(lines: &Lines, offset: usize) -> Value {
    let at = lines.position(offset);
    json!({"line": at.line - 1, "character": at.column - 1})
}

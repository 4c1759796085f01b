//! `specs check [PART OF A NAME]` compares specifications with what Rescue finds, `specs settle` takes marks out that are
//! no longer true, `specs write` makes the pages in `docs/rules`, and `specs compare` fails where one is out of date.

use rescue_tests::repository;
use rescue_tests::specs::{self, Found, Reasons, Specification};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["check"] => check(""),
        ["check", filter] => check(filter),
        ["settle"] => settle(),
        ["write"] => write(),
        ["compare"] => compare(),
        _ => Err("say `check [PART OF A NAME]`, `settle`, `write` or `compare`".to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("specs: {why}");
            ExitCode::FAILURE
        }
    }
}

fn all(filter: &str) -> Result<Vec<(Specification, Found)>, String> {
    let read = |specification: Specification| {
        let found = specs::found(&specification).map_err(|why| format!("{}: {why}", specification.name))?;
        Ok((specification, found))
    };
    specs::read(filter)?.into_iter().map(read).collect()
}

fn check(filter: &str) -> Result<(), String> {
    let reasons = Reasons::read()?;
    let (mut files, mut count) = (0, 0);
    for (specification, found) in all(filter)? {
        files += 1;
        for difference in specs::compare(&specification, &found, &reasons) {
            count += 1;
            println!("{}: {}\n", difference.place, difference.what);
        }
    }
    match count {
        0 => {
            println!("{files} specifications hold.");
            Ok(())
        }
        _ => Err(format!("{count} differences")),
    }
}

fn settle() -> Result<(), String> {
    for (specification, found) in all("")? {
        let path = specs::folder().join(&specification.name);
        let wrong = |error| format!("{}: {error}", path.display());
        let text = std::fs::read_to_string(&path).map_err(wrong)?;
        if let Some(settled) = specs::settled(&text, &specification, &found) {
            std::fs::write(&path, settled).map_err(wrong)?;
            println!("settled {}", short(&path));
        }
    }
    Ok(())
}

/// Every page by its path.
fn pages() -> Result<BTreeMap<PathBuf, String>, String> {
    let folder = repository().join("docs/rules");
    let all = all("")?;
    let reasons = Reasons::read()?;
    let page = |(specification, found): &(Specification, Found)| {
        (folder.join(&specification.name), specs::page(specification, found, &reasons))
    };
    let mut pages: BTreeMap<PathBuf, String> = all.iter().map(page).collect();
    pages.insert(folder.join("README.md"), specs::index(&all));
    Ok(pages)
}

fn write() -> Result<(), String> {
    let pages = pages()?;
    for path in stale(&pages)? {
        std::fs::remove_file(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    for (path, text) in &pages {
        let wrong = |error| format!("{}: {error}", path.display());
        std::fs::create_dir_all(path.parent().unwrap_or(path)).map_err(wrong)?;
        std::fs::write(path, text).map_err(wrong)?;
    }
    println!("wrote {} pages in docs/rules", pages.len());
    Ok(())
}

fn compare() -> Result<(), String> {
    let pages = pages()?;
    // A checkout may have turned the line ends.
    let is_same = |path: &Path, text: &str| {
        std::fs::read_to_string(path).is_ok_and(|written| written.replace("\r\n", "\n") == text)
    };
    let differing = pages.iter().filter(|(path, text)| !is_same(path, text)).map(|(path, _)| path.clone());
    let outdated: Vec<String> = differing.chain(stale(&pages)?).map(|path| short(&path)).collect();
    if outdated.is_empty() {
        Ok(())
    } else {
        Err(format!("{} out of date: run `cargo xtask docs`", outdated.join(", ")))
    }
}

fn short(path: &Path) -> String {
    path.strip_prefix(repository()).unwrap_or(path).display().to_string()
}

/// Pages of specifications that are no longer there.
fn stale(pages: &BTreeMap<PathBuf, String>) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    let mut folders = vec![repository().join("docs/rules")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if !pages.contains_key(&path) {
                found.push(path);
            }
        }
    }
    Ok(found)
}

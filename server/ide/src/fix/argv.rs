//! `argv`: a command line as an argument list, without a shell.

use super::Bench;
use super::pieces::{Piece, literal, pieces_of};
use crate::finding::TextEdit;
use rescue_syntax::ast::{ExprKind, StmtKind};
use rescue_syntax::flow::facts::How;
use rescue_syntax::layout::{preferred_quote, statement_at};

/// Characters that ask a shell for more than words.
const SHELL: &[char] =
    &['|', '&', ';', '<', '>', '$', '`', '*', '?', '~', '(', ')', '{', '}', '[', ']', '#', '\n', '!'];

/// Splits the command line into words; none where a shell is asked for more than that.
pub(super) fn without_shell(bench: &Bench) -> Option<Vec<TextEdit>> {
    let call = bench.hit.call?;
    let (_, span) = bench.hit.value?;
    let (pieces, source) = pieces_of(bench, bench.expr_at(span)?)?;
    let words = words(bench, &pieces)?;
    let list = format!("[{}]", words.join(", "));
    let is_subprocess = call.names.iter().any(|name| name.starts_with("subprocess."));
    if is_subprocess {
        let shell = call.args.iter().find(|passed| matches!(&passed.how, How::Keyword(name) if &**name == "shell"))?;
        let mut edits = vec![TextEdit { range: bench.range(source.span), text: list }];
        edits.push(drop_argument(bench, bench.range(shell.whole))?);
        return Some(edits);
    }
    let is_system = call.names.iter().any(|name| matches!(&**name, "os.system" | "posix.system" | "nt.system"));
    if !is_system || source.span != span {
        return None;
    }
    let run = bench.spell("subprocess.run");
    let text = if is_statement(bench) {
        format!("{run}({list}, check=False)")
    } else {
        format!("{run}({list}, check=False).returncode")
    };
    Some(vec![TextEdit { range: bench.range(call.span), text }])
}

/// The result of the call is not used.
fn is_statement(bench: &Bench) -> bool {
    let span = bench.hit.span;
    statement_at(bench.checker.doc.module(), span.start).is_some_and(|statement| match &statement.kind {
        StmtKind::Expr(expr) => bench.hit.call.is_some_and(|call| call.span == expr.span),
        _ => false,
    })
}

/// Takes an argument out with the comma before it, or after it where it is the first.
fn drop_argument(bench: &Bench, range: std::ops::Range<usize>) -> Option<TextEdit> {
    let text = bench.checker.doc.text();
    let before = text.get(..range.start)?;
    let kept = before.trim_end();
    if kept.ends_with(',') {
        return Some(TextEdit { range: kept.len() - 1..range.end, text: String::new() });
    }
    let after = text.get(range.end..)?;
    let rest = after.trim_start().strip_prefix(',')?.trim_start();
    Some(TextEdit { range: range.start..text.len() - rest.len(), text: String::new() })
}

/// One word of a command line: pieces that stand together.
#[derive(Default)]
struct Word<'a> {
    parts: Vec<Part<'a>>,
    is_open: bool,
}

enum Part<'a> {
    Text(String),
    Expr(&'a str, bool),
}

fn words(bench: &Bench, pieces: &[Piece]) -> Option<Vec<String>> {
    let mut all: Vec<Word> = Vec::new();
    let mut word = Word::default();
    let mut quoted: Option<char> = None;
    for piece in pieces {
        match piece {
            Piece::Constant(text) => {
                for letter in text.chars() {
                    match (quoted, letter) {
                        (Some(quote), _) if letter == quote => quoted = None,
                        (None, '"' | '\'') => {
                            quoted = Some(letter);
                            word.is_open = true;
                        }
                        (None, ' ' | '\t') => {
                            if word.is_open {
                                all.push(std::mem::take(&mut word));
                            }
                        }
                        (None, _) if SHELL.contains(&letter) => return None,
                        (Some('"'), '$' | '`' | '\\') | (None, '\\') => return None,
                        _ => push(&mut word, letter),
                    }
                }
            }
            Piece::Expr(expr) => {
                word.is_open = true;
                let is_number = matches!(expr.kind, ExprKind::Int(_));
                word.parts.push(Part::Expr(bench.text(expr.span), is_number));
            }
        }
    }
    if quoted.is_some() {
        return None;
    }
    if word.is_open {
        all.push(word);
    }
    let program_is_constant =
        all.first().is_some_and(|word| word.parts.iter().all(|part| matches!(part, Part::Text(_))));
    if !program_is_constant {
        return None;
    }
    let quote = preferred_quote(bench.checker.doc);
    Some(all.iter().map(|word| written(word, quote)).collect())
}

fn push<'a>(word: &mut Word<'a>, letter: char) {
    word.is_open = true;
    match word.parts.last_mut() {
        Some(Part::Text(text)) => text.push(letter),
        _ => word.parts.push(Part::Text(letter.to_string())),
    }
}

fn written(word: &Word, quote: char) -> String {
    match word.parts.as_slice() {
        [] => literal("", quote),
        [Part::Text(text)] => literal(text, quote),
        [Part::Expr(text, false)] => (*text).to_owned(),
        parts => {
            let mut inside = String::new();
            let clashes = parts.iter().any(|part| matches!(part, Part::Expr(text, _) if text.contains(quote)));
            let quote = if !clashes {
                quote
            } else if quote == '"' {
                '\''
            } else {
                '"'
            };
            for part in parts {
                match part {
                    Part::Text(text) => inside.push_str(&text.replace('{', "{{").replace('}', "}}").replace(quote, "")),
                    Part::Expr(text, _) => {
                        inside.push('{');
                        inside.push_str(text);
                        inside.push('}');
                    }
                }
            }
            format!("f{quote}{inside}{quote}")
        }
    }
}

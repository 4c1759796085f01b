//! What an edit costs against reading the file afresh, in one process and one run.

use super::real;
use super::table::{Row, Size};
use rescue_ide::{CheckOptions, Engine};
use rescue_knowledge::Snapshot;
use rescue_syntax::document::{Document, Edit};
use std::sync::Arc;
use std::time::Instant;

/// Tree and findings after one letter, against both from scratch.
pub fn run(size: Size) -> Vec<Row> {
    let engine = Engine::new(Some(Arc::new(Snapshot::embedded().expect("the snapshot opens"))));
    let options = CheckOptions::default();
    let mut text = real::lines(size.of(5_000, 600));
    let count = text.lines().count();
    let at = text.find("conn = sqlite3.connect(\"users.db\")").expect("the handler is in the file");
    let mut document = Document::open(text.as_str());
    let (mut edited, mut parsed, mut checked_edited, mut checked_fresh) = (vec![], vec![], vec![], vec![]);
    for turn in 0..size.of(100, 2) {
        let (old_end_byte, new) = if turn % 2 == 0 { (at, "x") } else { (at + 1, "") };
        text.replace_range(at..old_end_byte, new);
        let edit = Edit { start_byte: at, old_end_byte, new_end_byte: at + new.len() };
        let whole: Arc<str> = text.as_str().into();
        let begin = Instant::now();
        document = document.edited(&[edit], whole.clone());
        edited.push(begin.elapsed());
        let found = engine.check(&document, &options);
        checked_edited.push(begin.elapsed());
        let begin = Instant::now();
        let fresh = Document::parse(whole);
        parsed.push(begin.elapsed());
        let expected = engine.check(&fresh, &options);
        checked_fresh.push(begin.elapsed());
        assert_eq!(found.len(), expected.len(), "an edited file has the findings of a fresh one");
    }
    let rows = [
        Row::times(format!("tree after one letter in {count} lines"), edited, ""),
        Row::times("tree from scratch", parsed, ""),
        Row::times("tree and findings after one letter", checked_edited, ""),
        Row::times("tree and findings from scratch", checked_fresh, ""),
    ];
    let p50 = |row: &Row| row.values.first().map_or(f64::NAN, |(_, value)| *value);
    let ratios = [("tree", p50(&rows[1]) / p50(&rows[0])), ("all", p50(&rows[3]) / p50(&rows[2]))];
    let ratio = Row {
        what: "from scratch, as a multiple of after one letter".to_owned(),
        values: ratios.to_vec(),
        unit: "x",
        note: "of the p50 above".to_owned(),
    };
    rows.into_iter().chain([ratio]).collect()
}

//! Documents: edits, lines, and every file of the standard library.

mod real;

use real::{Random, stdlib};
use rescue_syntax::document::{Document, Edit, LONGEST};

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn replace(random: &mut Random, text: &mut String) -> Edit {
    let pieces = [
        "x",
        "",
        "(",
        ")",
        "\n",
        "\n    ",
        "é日😀",
        "'",
        "\"\"\"",
        "def f():\n    pass\n",
        "# c\n",
        " = ",
        ":",
        "if x:\n",
        "\r\n",
        "{",
    ];
    let start = boundary(text, random.below(text.len() + 1));
    let end = boundary(text, (start + random.below(12)).min(text.len())).max(start);
    let piece = pieces[random.below(pieces.len())];
    text.replace_range(start..end, piece);
    Edit { start_byte: start, old_end_byte: end, new_end_byte: start + piece.len() }
}

fn agree(doc: &Document, text: &str, what: &str) {
    let fresh = Document::parse(text);
    assert_eq!(doc.text(), text);
    assert_eq!(doc.tree().root_node().to_sexp(), fresh.tree().root_node().to_sexp(), "{what}");
    assert!(doc.module_as_read() == *fresh.module(), "{what}: modules differ");
    let lines = |doc: &Document| (0..=doc.line_count()).map(|line| doc.line_range(line)).collect::<Vec<_>>();
    assert_eq!(lines(doc), lines(&fresh), "{what}: lines differ");
    let positions: Vec<_> = (0..=text.len()).map(|byte| doc.pos(byte)).collect();
    assert!(positions.is_sorted_by(|a, b| a < b), "{what}: positions are not in the order of the text");
    assert!((0..).zip(&positions).all(|(byte, pos)| doc.byte(*pos) == byte), "{what}: bytes differ");
}

#[test]
fn edits_give_what_a_fresh_parse_gives() {
    let Some(lib) = stdlib() else { return };
    let original =
        std::fs::read_to_string(lib.join("textwrap.py")).expect("a standard library") + "\nname = 'é日本語😀'\n";
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut text = original.clone();
    let mut doc = Document::open(text.as_str());
    for round in 0..300 {
        // A broken file is mended now and then, as people do.
        if round % 3 == 0 && round > 0 {
            let edit = Edit { start_byte: 0, old_end_byte: text.len(), new_end_byte: original.len() };
            text.clone_from(&original);
            doc = doc.edited(&[edit], text.as_str().into());
        }
        let edits: Vec<Edit> = (0..=random.below(2)).map(|_| replace(&mut random, &mut text)).collect();
        doc = doc.edited(&edits, text.as_str().into());
        agree(&doc, &text, &format!("round {round}, {edits:?}"));
    }
}

#[test]
fn edits_that_do_not_fit_are_no_harm() {
    let doc = Document::parse("x = 1\n");
    let wrong = Edit { start_byte: 90, old_end_byte: 100, new_end_byte: 7 };
    agree(&doc.edited(&[wrong], "y = 2\n".into()), "y = 2\n", "wrong edit");
    agree(&doc.edited(&[], "y = 2\n".into()), "y = 2\n", "no edit");
}

#[test]
fn lines_end_in_three_ways() {
    let doc = Document::parse("a = 1\r\nb = 2\rc = 3\n");
    assert_eq!(doc.line_count(), 4);
    assert_eq!((0..5).map(|line| doc.line_text(line)).collect::<Vec<_>>(), ["a = 1", "b = 2", "c = 3", "", ""]);
    assert_eq!([0, 6, 7, 13, 19, 99].map(|at| doc.line_of(at)), [0, 0, 1, 2, 3, 3]);
    assert_eq!(doc.module().body.len(), 3);
    assert!(!doc.module().has_errors);
    let empty = Document::parse("");
    assert_eq!((empty.line_count(), empty.line_text(0)), (1, ""));
}

#[test]
fn the_standard_library_lowers() {
    let Some(lib) = stdlib() else { return };
    let Ok(entries) = std::fs::read_dir(lib) else {
        return;
    };
    let mut seen = 0;
    for path in
        entries.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|end| end == "py"))
    {
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let doc = Document::parse(text);
        assert!(!doc.module().has_errors, "{}", path.display());
        seen += 1;
    }
    assert!(seen > 100);
}

#[test]
fn a_broken_text_has_the_tree_of_a_fresh_parse_whatever_it_was_before() {
    // Found by fuzzing: with the version before, recovery kept `import` as a name.
    let before = "import os\nfrx os\naren]ts=True)\n    archive = backupmatch x:\n    case [1, *_]:\n        pass\ns / \
        \"latest.tar.gcur.execute(f\"SELECT {x}\")\nloads}/{cumatch x:\n    case [1, *_]:\n        pass\n\nom \
        pathllambda: ib import Path\n\n\ndef archive(uploads:ck timport os\nimport os\nimport os\naren]ts=True)\n";
    for at in 0..before.len() {
        let mut text = before.to_owned();
        text.replace_range(at..at + 1, "");
        let edit = Edit { start_byte: at, old_end_byte: at + 1, new_end_byte: at };
        let edited = Document::parse(before).edited(&[edit], text.as_str().into());
        let fresh = Document::parse(text);
        assert_eq!(edited.tree().root_node().to_sexp(), fresh.tree().root_node().to_sexp(), "without byte {at}");
        assert_eq!(&edited.module_as_read(), fresh.module(), "without byte {at}");
    }
}

#[test]
fn what_is_too_long_or_too_deep_is_noted() {
    let long = Document::parse("x = 1\n".repeat(LONGEST / 6 + 1));
    assert!(long.module().given_up && long.module().has_errors && long.module().body.is_empty());
    let shorter =
        long.edited(&[Edit { start_byte: 6, old_end_byte: long.text().len(), new_end_byte: 6 }], "x = 1\n".into());
    assert!(!shorter.module().given_up && shorter.module().body.len() == 1);

    let text = format!("a = 1\nx = {}\n", "not ".repeat(1_000) + "b");
    let deep = Document::parse(text.as_str());
    let [span] = deep.module().too_deep[..] else { panic!("one place: {:?}", deep.module().too_deep) };
    assert!(deep.slice(span).starts_with("not ") && deep.line_of(deep.range(span).start) == 1);
    // What was noted moves along with a statement that an edit leaves alone.
    let edited =
        deep.edited(&[Edit { start_byte: 0, old_end_byte: 0, new_end_byte: 4 }], format!("# c\n{text}").into());
    assert_eq!(&edited.module_as_read(), Document::parse(edited.text()).module());
}

#[test]
fn comments_of_long_runs_are_comments_before_and_after_an_edit() {
    let text = format!("def f():\n    x = 1\n{}    y = 2\n", "    # what stood here\n".repeat(300));
    let document = Document::parse(text.as_str());
    assert_eq!(document.module().comments.len(), 300);
    assert!(document.module().comments.iter().all(|comment| document.slice(*comment) == "# what stood here"));
    // The run becomes short enough for the parser, and long again.
    let cut = text.find("    y").expect("it is there") - 22 * 250;
    let short = format!("{}{}", &text[..cut], &text[cut + 22 * 250..]);
    let edit = Edit { start_byte: cut, old_end_byte: cut + 22 * 250, new_end_byte: cut };
    let less = document.edited(&[edit], short.as_str().into());
    assert_eq!(&less.module_as_read(), Document::parse(short.as_str()).module());
    let back = Edit { start_byte: cut, old_end_byte: cut, new_end_byte: cut + 22 * 250 };
    assert_eq!(less.edited(&[back], text.as_str().into()).module_as_read(), document.module_as_read());
}

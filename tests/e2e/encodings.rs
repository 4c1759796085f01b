//! Text beyond ASCII and every line end, in each position encoding: the findings stay on the right characters.

use crate::samples::{NOWHERE, SQL_STATEMENT};
use rescue_tests::client::{Client, OpenFile, Session};
use rescue_tests::text::Encoding;
use serde_json::json;

/// Emoji of one and of several characters, combining marks, CJK, right-to-left, and line ends that are none to an
/// editor; the finding has some of it before it on its own line too.
const TEXT: &str = "import sqlite3\n\n# 😀 👩‍👩‍👧 e\u{301} 漢字 עברית\u{2028}\u{85}\u{c}\n\n\ndef find_user(name):\n    \
    conn = sqlite3.connect(\"漢字.db\")\n    cur = conn.cursor()\n    \
    é = \"👩‍👩‍👧 e\u{301} 漢字\"; cur.execute(f\"SELECT id FROM users WHERE name = '{name}'\")\n    return é\n";

/// That there is one finding, and that its range covers exactly the statement.
#[track_caller]
fn on_the_statement(client: &mut Client, file: &OpenFile) {
    let found = client.diagnostics(file);
    let [finding] = &found[..] else { panic!("one finding is expected: {found:#?}") };
    assert_eq!(file.covered(&finding["range"]), SQL_STATEMENT);
    assert_eq!(finding["range"], file.range(&file.find(SQL_STATEMENT)), "to the column");
}

#[test]
fn findings_are_on_the_right_columns_whatever_ends_the_lines() {
    for encoding in Encoding::ALL {
        for end in ["\n", "\r\n", "\r"] {
            println!("{} {end:?}", encoding.name());
            let mut client = Session::speaking(encoding).start();
            let file = client.open(NOWHERE, &TEXT.replace('\n', end));
            on_the_statement(&mut client, &file);
            client.finish();
        }
    }
}

#[test]
fn edits_beside_wide_characters_land_where_they_should() {
    for encoding in Encoding::ALL {
        for end in ["\n", "\r\n", "\r"] {
            println!("{} {end:?}", encoding.name());
            let mut client = Session::speaking(encoding).start();
            let mut file = client.open(NOWHERE, &TEXT.replace('\n', end));
            on_the_statement(&mut client, &file);

            // Behind a character outside the basic plane, on the finding's own line.
            let family = file.find("👩‍👩‍👧 e\u{301} 漢字\";");
            client.change(&mut file, family.start..family.start, "𝒳é");
            on_the_statement(&mut client, &file);

            // A character of two units goes, and one of one comes.
            let letter = file.find("𝒳");
            client.change(&mut file, letter, "字");
            on_the_statement(&mut client, &file);

            // Lines come and go above, with the line end of the file and with another one.
            let definition = file.find("def find_user");
            client.change(&mut file, definition.start..definition.start, &format!("a = '😀'{end}b = 2\n"));
            on_the_statement(&mut client, &file);
            let above = file.find("a = '😀'").start..file.find("def find_user").start;
            client.change(&mut file, above, "");
            on_the_statement(&mut client, &file);

            // Two edits in one message, the second in terms of what the first left.
            let name = file.find("漢字.db");
            let later = name.start + "😀😀".len();
            client.change_all(&mut file, &[(name, "😀😀.db"), (later..later + 1, "é")]);
            on_the_statement(&mut client, &file);

            // The whole of it, by a range and not by itself.
            let everything = 0..file.text.len();
            let again = format!("# 漢{end}{}", file.text);
            client.change(&mut file, everything, &again);
            on_the_statement(&mut client, &file);
            client.finish();
        }
    }
}

#[test]
fn one_keystroke_at_a_time_comes_to_the_same() {
    for encoding in Encoding::ALL {
        let mut client = Session::speaking(encoding).start();
        let mut file = client.open(NOWHERE, "");
        for character in TEXT.chars() {
            let end = file.text.len();
            client.change(&mut file, end..end, character.encode_utf8(&mut [0; 4]));
        }
        assert_eq!(file.text, TEXT);
        on_the_statement(&mut client, &file);
        client.finish();
    }
}

#[test]
fn a_fix_is_written_in_the_same_columns() {
    for encoding in Encoding::ALL {
        for end in ["\n", "\r\n", "\r"] {
            println!("{} {end:?}", encoding.name());
            let mut client = Session::speaking(encoding).start();
            let mut file = client.open(NOWHERE, &TEXT.replace('\n', end));
            let found = client.diagnostics(&file);
            let actions = client.ask(
                "textDocument/codeAction",
                json!({
                    "textDocument": file.identifier(), "range": found[0]["range"],
                    "context": {"diagnostics": found, "only": ["quickfix"]},
                }),
            );
            let edits = rescue_tests::text::edits_of(&actions[0]["edit"], NOWHERE);
            let fixed = file.edited(edits);
            let expected = "; cur.execute(\"SELECT id FROM users WHERE name = ?\", (name,))";
            assert!(fixed.contains(expected), "{fixed}");
            client.replace(&mut file, &fixed);
            assert_eq!(client.codes(&file), Vec::<String>::new());
            client.finish();
        }
    }
}

//! Text as words: the same rule for what is embedded, what is indexed and what is asked.

/// Names that stay whole although their letters change case.
const WHOLE: [&str; 20] = [
    "SQLite",
    "MySQL",
    "PostgreSQL",
    "NoSQL",
    "OAuth",
    "OAuth2",
    "GitHub",
    "GitLab",
    "JavaScript",
    "TypeScript",
    "PyPI",
    "PyYAML",
    "PyTorch",
    "NumPy",
    "macOS",
    "IPv4",
    "IPv6",
    "DoS",
    "DDoS",
    "ReDoS",
];

/// Words that say nothing about a task.
const STOP: [&str; 74] = [
    "a", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "could", "def", "do", "does", "each",
    "else", "false", "for", "from", "function", "get", "given", "has", "have", "how", "if", "import", "in", "into",
    "is", "it", "its", "may", "must", "none", "not", "of", "on", "one", "only", "or", "out", "python", "result",
    "return", "self", "should", "so", "some", "such", "than", "that", "the", "their", "them", "then", "there", "these",
    "they", "this", "to", "true", "use", "using", "value", "was", "what", "when", "which", "will", "with", "write",
];

/// Splits identifiers into lower-case words, as the encoder was trained to read them.
///
/// `_` and `.` become spaces; an upper-case letter begins a word after a lower-case letter or a digit, and where it
/// ends a run of upper-case letters (`HTTPServer` is `http server`, while `URLs` stays whole). `encoder/README.md` of
/// the knowledge base states the rule; `reference.json` beside it checks it.
pub fn split_identifiers(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let run = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if run > 0 {
            split_run(&rest[..run], &mut out);
            rest = &rest[run..];
        } else {
            out.push(if matches!(first, '_' | '.') { ' ' } else { first });
            rest = &rest[first.len_utf8()..];
        }
    }
    out.make_ascii_lowercase();
    let mut joined = String::with_capacity(out.len());
    for word in out.split([' ', '\t', '\n', '\r', '\x0c']).filter(|word| !word.is_empty()) {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    joined
}

fn split_run(run: &str, out: &mut String) {
    if WHOLE.contains(&run) {
        out.push_str(run);
        return;
    }
    let bytes = run.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        if at > 0 && byte.is_ascii_uppercase() {
            let before = bytes[at - 1];
            let lower = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_lowercase);
            let ends_word = before.is_ascii_lowercase() || before.is_ascii_digit();
            // `HTTPServer`, and no word of the plural in `URLs`.
            let begins_word = lower(at + 1) && (bytes[at + 1] != b's' || lower(at + 2));
            if ends_word || begins_word {
                out.push(' ');
            }
        }
        out.push(byte as char);
    }
}

/// The words of a text that an index holds: identifiers split, stop words dropped, endings cut.
pub fn terms(text: &str) -> Vec<String> {
    split_identifiers(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().nth(1).is_some() && !STOP.contains(word))
        .map(|word| stem(word).to_owned())
        .collect()
}

/// Cuts the endings that most often keep two forms of an English word apart.
fn stem(word: &str) -> &str {
    if !word.is_ascii() || word.len() < 5 {
        return match word.strip_suffix('s') {
            Some(one) if word.len() == 4 && !one.ends_with(['s', 'u', 'i']) => one,
            _ => word,
        };
    }
    let word = match word.strip_suffix('s') {
        Some(one) if !one.ends_with(['s', 'u', 'i']) => one,
        _ => word,
    };
    for ending in ["ation", "ing", "ied", "ie", "ed", "er", "or", "ion", "e", "y"] {
        if let Some(root) = word.strip_suffix(ending)
            && root.len() >= 4
        {
            return root;
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_split_where_a_reader_would() {
        for (text, split) in [
            ("subprocess.run", "subprocess run"),
            ("HTTPServer", "http server"),
            ("load_user_byName", "load user by name"),
            ("URLs of SQLite", "urls of sqlite"),
            ("md5Sum2Hex", "md5 sum2 hex"),
            ("  a\n\tb ", "a b"),
            ("naïve.Café", "naïve café"),
        ] {
            assert_eq!(split_identifiers(text), split, "{text}");
        }
    }

    #[test]
    fn forms_of_a_word_meet() {
        assert_eq!(terms("queries"), terms("query"));
        assert_eq!(terms("uploaded"), terms("uploading"));
        assert_eq!(terms("templates"), terms("template"));
        assert_eq!(terms("downloads a file"), terms("download the files"));
        assert!(terms("return the given value of it").is_empty());
    }
}

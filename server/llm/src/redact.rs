//! What looks like a secret stays here: a line that holds one is replaced before a request is sent.
//!
//! Patterns, not guesses: keys and tokens by the marks that their makers gave them, and literals that are called a
//! password, a token or a key. A secret without a mark and without a name is not recognised.

use crate::Message;
use regex::Regex;
use std::{borrow::Cow, sync::LazyLock};

/// A text that may be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redacted<'a> {
    /// The text, with a marker in place of each line that looks like a secret.
    pub text: Cow<'a, str>,
    /// So many lines were replaced.
    pub lines: usize,
}

/// Replaces the lines that look like a secret by a marker that says what was there: `[redacted: a token]`.
///
/// Indentation and line ends stay, so that code keeps its shape; of a private key all lines go. Doing it twice changes
/// nothing more.
pub fn redact(text: &str) -> Redacted<'_> {
    let mut lines = 0;
    let mut inside_key = false;
    let mut clean = String::new();
    for line in text.split_inclusive('\n') {
        let begins = line.contains("-----BEGIN ") && line.contains("PRIVATE KEY");
        let what = if inside_key || begins { Some("a private key") } else { secret(line) };
        let within = inside_key;
        if begins || inside_key {
            // A key without an end goes on to the end of the text.
            inside_key = !line.rsplit("-----BEGIN ").next().unwrap_or(line).contains("-----END ");
        }
        let Some(what) = what else {
            clean.push_str(line);
            continue;
        };
        lines += 1;
        if !within {
            let body = line.trim_start();
            clean.push_str(&line[..line.len() - body.len()]);
            clean.push_str(&format!("[redacted: {what}]"));
            clean.push_str(&line[line.trim_end_matches(['\r', '\n']).len()..]);
        }
    }
    let text = if lines == 0 { Cow::Borrowed(text) } else { Cow::Owned(clean) };
    Redacted { text, lines }
}

/// The messages as they may be sent, and how many lines were replaced.
pub fn messages(messages: &[Message]) -> (Vec<Message>, usize) {
    let mut lines = 0;
    let clean = messages.iter().map(|message| {
        let redacted = redact(&message.content);
        lines += redacted.lines;
        Message { role: message.role, content: redacted.text.into_owned() }
    });
    let clean = clean.collect();
    (clean, lines)
}

/// What a line gives away.
fn secret(line: &str) -> Option<&'static str> {
    if TOKEN.is_match(line) {
        return Some("a token");
    }
    if URL_PASSWORD.captures_iter(line).any(|found| !is_placeholder(&found[1])) {
        return Some("a password in a URL");
    }
    let named = [&*LITERAL, &*VARIABLE, &*SETTING, &*ARGUMENT, &*HEADER];
    let holds = |pattern: &Regex| pattern.captures_iter(line).any(|found| !is_placeholder(&found[1]));
    named.into_iter().any(holds).then_some("a secret value")
}

/// Whether a value stands for one that is filled in elsewhere.
fn is_placeholder(value: &str) -> bool {
    let value = value.trim();
    let filler = |c: char| matches!(c, '.' | '*' | 'x' | 'X' | '…');
    value.chars().all(filler) || value.starts_with(['<', '{', '$', '%']) || value.starts_with("[redacted")
}

/// Names of what should stay secret.
const NAME: &str = r"(?:passwords?|passwd|pwd|passphrase|secrets?|tokens?|credentials?|(?:api|access|auth|private|secret|signing|encryption|account)[_-]?keys?)";

/// Tokens by their makers' marks.
static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&[
        r"\b(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}\b",
        r"\bgh[pousr]_[A-Za-z0-9]{20,}",
        r"\bgithub_pat_[A-Za-z0-9_]{20,}",
        r"\bgl(?:pat|dt|rt|cbt|ptt)-[A-Za-z0-9_-]{16,}",
        r"\bsk-[A-Za-z0-9_-]{16,}",
        r"\b(?:sk|rk|pk|whsec)_(?:live|test)?_?[A-Za-z0-9]{16,}",
        r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}",
        r"hooks\.slack\.com/services/\S{10,}",
        r"\bAIza[0-9A-Za-z_-]{35}",
        r"\bya29\.[0-9A-Za-z_-]{20,}",
        r"\b(?:hf|npm|dop_v1|shpat|gsk)_[A-Za-z0-9]{20,}",
        r"\bpypi-AgE[A-Za-z0-9_-]{16,}",
        r"\bSG\.[\w-]{16,}\.[\w-]{16,}",
        r"\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*",
        r"\bAccountKey=[A-Za-z0-9+/=]{20,}",
    ])
});

/// `scheme://user:password@host`.
static URL_PASSWORD: LazyLock<Regex> =
    LazyLock::new(|| pattern(&[r#"[A-Za-z][A-Za-z0-9+.-]*://[^\s/:@"'{}]*:([^\s/@"']+)@"#]));

/// `password = "…"`, `{"token": "…"}`, `if secret == "…"`, `connect(api_key=b"…")`.
static LITERAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&[&format!(
        r#"(?i){NAME}\w*["']?\s*\]?\s*(?::\s*[\w.\[\]| ]+?\s*)?(?::=|==?|=>|:|!=)\s*(?:[brfu]{{0,2}})["']+([^"']+)"#
    )])
});

/// `export DB_PASSWORD=…`, without blanks around the sign.
static VARIABLE: LazyLock<Regex> =
    LazyLock::new(|| pattern(&[&format!(r#"^\s*(?:export\s+|set\s+)?\w*(?i:{NAME})\w*=([^\s"'(){{}}\[\],]+)\s*$"#)]));

/// `password: …` in a file of settings: a word with a digit in it, so that no type is taken for it.
static SETTING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&[&format!(r#"(?i)^\s*-?\s*[\w.-]*{NAME}[\w-]*\s*[:=]\s+([^\s"'()\[\]{{}},]*\d\S*)\s*$"#)])
});

/// `--password …`, `"--token", "…"`.
static ARGUMENT: LazyLock<Regex> =
    LazyLock::new(|| pattern(&[&format!(r#"(?i)--{NAME}(?:=|\s+|["']\s*,\s*["'])([^\s"'\[\]()|,]{{4,}})"#)]));

/// `Authorization: Bearer …`.
static HEADER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&[
        r#"(?i)(?:authorization["']?\s*[:=,]\s*[bf]?["']?\s*(?:basic|bearer|token)|\bbearer)\s+([A-Za-z0-9+/=._~-]{12,})"#,
    ])
});

/// The patterns are part of the program, and a test compiles each.
fn pattern(any_of: &[&str]) -> Regex {
    Regex::new(&any_of.join("|")).expect("a pattern of ours compiles")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Written in two halves, so that nobody who looks for secrets finds one here.
    fn secrets() -> Vec<String> {
        [
            ("key = 'AKIA", "IOSFODNN7EXAMPLE'"),
            ("ghp_", "abcdefghijklmnopqrstuvwxyz0123456789"),
            ("github_pat_", "11ABCDEFG0abcdefghijkl_mnop"),
            ("x = sk-", "proj-abcdefghijklmnop"),
            ("sk_", "live_abcdefghijklmnop1234"),
            ("xoxb", "-1234567890-abcdef"),
            ("AIza", "SyA-abcdefghijklmnopqrstuvwxyz012345"),
            ("eyJ", "hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc"),
            ("DATABASE = 'postgres://app:", "s3cret@db/app'"),
            ("password = ", "\"hunter2\""),
            ("    self.db_password: str = ", "'hunter2'"),
            ("if password == ", "\"letmein\":"),
            ("connect(host, passwd=", "'a b c')"),
            ("{\"api_key\": ", "\"abc\"}"),
            ("config['SECRET_KEY'] = ", "b'abc'"),
            ("export DB_PASSWORD=", "correcthorse"),
            ("  password: ", "hunter2"),
            ("mysql --password=", "hunter2 db"),
            ("run(['tool', '--token', '", "abcdef'])"),
            ("Authorization: Bearer ", "abcdef123456789"),
            ("headers = {'Authorization': 'Basic ", "YWxhZGRpbjpvcGVu'}"),
        ]
        .iter()
        .map(|(a, b)| format!("{a}{b}"))
        .collect()
    }

    #[test]
    fn what_looks_like_a_secret_goes() {
        for secret in secrets() {
            let text = format!("a = 1\n{secret}\nb = 2\n");
            let redacted = redact(&text);
            assert_eq!(redacted.lines, 1, "{secret}");
            assert!(!redacted.text.contains(secret.trim()), "{}", redacted.text);
            assert!(redacted.text.starts_with("a = 1\n") && redacted.text.ends_with("]\nb = 2\n"), "{}", redacted.text);
            assert_eq!(redact(&redacted.text).lines, 0, "{}", redacted.text);
        }
    }

    #[test]
    fn code_that_only_speaks_of_secrets_stays() {
        for line in [
            "password = os.environ['DB_PASSWORD']",
            "def login(name: str, password: str) -> Token:",
            "    password: str,",
            "    token: str | None = None",
            "token = secrets.token_urlsafe(32)",
            "if not hmac.compare_digest(token, expected):",
            "app.config['SECRET_KEY'] = os.environ['SECRET_KEY']",
            "password = \"\"",
            "password = \"...\"",
            "password = \"<your password>\"",
            "url = f\"postgres://{user}:{password}@{host}/db\"",
            "headers = {\"Authorization\": f\"Bearer {token}\"}",
            "Never write a password into the code: read it from the environment.",
            "The bearer of a token is trusted, so a token in a log is a key to the account.",
            "parser.add_argument(\"--password\", help=\"asked for\")",
            "task_key = \"sk-1\"",
            "cursor.execute(\"SELECT id FROM tokens WHERE token = ?\", (token,))",
            "@app.get(\"/reset/<token>\")",
        ] {
            assert_eq!(redact(line), Redacted { text: Cow::Borrowed(line), lines: 0 });
        }
    }

    #[test]
    fn of_a_private_key_every_line_goes() {
        let (begin, end) =
            (concat!("-----BEGIN RSA PRIVATE", " KEY-----"), concat!("-----END RSA PRIVATE", " KEY-----"));
        let block = format!("k = '''{begin}\nMIIE\nabcd\n{end}'''\nx = 1\n");
        let redacted = redact(&block);
        assert_eq!((redacted.text.as_ref(), redacted.lines), ("[redacted: a private key]\nx = 1\n", 4));
        let line = format!("  k = '{begin}\\nMIIE\\n{end}'\r\nx = 1");
        assert_eq!(redact(&line).text, "  [redacted: a private key]\r\nx = 1");
        let open = format!("{begin}\nMIIE\n");
        assert_eq!(redact(&open).text, "[redacted: a private key]\n");
    }

    #[test]
    fn messages_keep_their_roles() {
        let (clean, lines) = messages(&[Message::system("s"), Message::user(secrets().remove(0))]);
        assert_eq!(lines, 1);
        assert_eq!(clean, [Message::system("s"), Message::user("[redacted: a token]")]);
    }
}

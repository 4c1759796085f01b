//! What a model answered, kept in a folder: a build that was cut off goes on where it stopped, and one that is repeated
//! asks nobody and gives the same bytes.
//!
//! One file a question, named by the SHA-256 of the model and the prompt, with both inside: the folder shows what was
//! sent.

use rescue_llm::{Answer, ChatOptions, Message};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    time::Duration,
};

/// Changes where old answers no longer fit.
const FORMAT: u32 = 1;

/// A folder of answers.
#[derive(Debug, Clone)]
pub struct Answers {
    folder: PathBuf,
}

/// The question as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Question {
    format: u32,
    model: String,
    max_tokens: u32,
    temperature: f32,
    seed: Option<u64>,
    messages: Vec<Message>,
}

/// A file of the folder.
#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    question: Question,
    answer: Kept,
}

#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    text: String,
    cut_off: bool,
    prompt_tokens: u64,
    completion_tokens: u64,
    milliseconds: u64,
}

impl Question {
    fn new(model: &str, messages: &[Message], options: &ChatOptions) -> Question {
        Question {
            format: FORMAT,
            model: model.to_owned(),
            max_tokens: options.max_tokens,
            temperature: options.temperature,
            seed: options.seed,
            // What is not sent is not written down either.
            messages: rescue_llm::redact::messages(messages).0,
        }
    }

    fn hash(&self) -> String {
        let bytes = serde_json::to_vec(self).unwrap_or_default();
        Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Answers {
    /// The answers in a folder, which is made where it is missing.
    pub fn open(folder: &Path) -> io::Result<Answers> {
        fs::create_dir_all(folder)?;
        Ok(Answers { folder: folder.to_owned() })
    }

    /// Where they are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The answer to a question that was asked before. A file that is damaged counts as none.
    pub fn find(&self, model: &str, messages: &[Message], options: &ChatOptions) -> Option<Answer> {
        let question = Question::new(model, messages, options);
        let path = self.path(&question);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
            Err(error) => return ignored(&path, &error.to_string()),
        };
        match serde_json::from_slice::<Entry>(&bytes) {
            Ok(entry) if entry.question == question => Some(entry.answer.into()),
            Ok(_) => ignored(&path, "it answers another question"),
            Err(error) => ignored(&path, &error.to_string()),
        }
    }

    /// Keeps an answer: the whole file or none of it.
    pub fn keep(&self, model: &str, messages: &[Message], options: &ChatOptions, answer: &Answer) -> io::Result<()> {
        let question = Question::new(model, messages, options);
        let path = self.path(&question);
        let mut bytes = serde_json::to_vec_pretty(&Entry { question, answer: answer.into() })?;
        bytes.push(b'\n');
        write_whole(&path, &bytes)
    }

    fn path(&self, question: &Question) -> PathBuf {
        let hash = question.hash();
        self.folder.join(&hash[..2]).join(format!("{hash}.json"))
    }
}

fn ignored<T>(path: &Path, why: &str) -> Option<T> {
    tracing::warn!("the kept answer {} is asked for again: {why}", path.display());
    None
}

/// Writes a file beside its place and moves it there, so that whoever is killed leaves no half of one.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = path.with_extension(format!("{}.part", std::process::id()));
    let write = || {
        let mut file = fs::File::create(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    let done = write();
    if done.is_err() {
        // It may not even exist.
        let _ = fs::remove_file(&beside);
    }
    done
}

impl From<&Answer> for Kept {
    fn from(answer: &Answer) -> Kept {
        Kept {
            text: answer.text.clone(),
            cut_off: answer.cut_off,
            prompt_tokens: answer.prompt_tokens,
            completion_tokens: answer.completion_tokens,
            milliseconds: u64::try_from(answer.elapsed.as_millis()).unwrap_or(u64::MAX),
        }
    }
}

impl From<Kept> for Answer {
    fn from(kept: Kept) -> Answer {
        Answer {
            text: kept.text,
            cut_off: kept.cut_off,
            prompt_tokens: kept.prompt_tokens,
            completion_tokens: kept.completion_tokens,
            elapsed: Duration::from_millis(kept.milliseconds),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(text: &str) -> Answer {
        Answer {
            text: text.to_owned(),
            cut_off: false,
            prompt_tokens: 3,
            completion_tokens: 2,
            elapsed: Duration::from_millis(7),
        }
    }

    fn files(folder: &Path) -> Vec<PathBuf> {
        let inside = |path: PathBuf| fs::read_dir(path).unwrap().flatten().map(|entry| entry.path());
        inside(folder.to_owned()).flat_map(inside).collect()
    }

    #[test]
    fn an_answer_is_found_by_its_question_only() {
        let folder = tempfile::tempdir().unwrap();
        let answers = Answers::open(&folder.path().join("new")).unwrap();
        let (asked, options) = ([Message::user("a")], ChatOptions::default());
        assert_eq!(answers.find("m", &asked, &options), None);
        answers.keep("m", &asked, &options, &answer("yes")).unwrap();
        assert_eq!(answers.find("m", &asked, &options), Some(answer("yes")));
        assert_eq!(answers.find("n", &asked, &options), None);
        assert_eq!(answers.find("m", &[Message::system("a")], &options), None);
        assert_eq!(answers.find("m", &asked, &ChatOptions { seed: Some(1), ..options }), None);
    }

    #[test]
    fn a_damaged_file_is_no_answer_and_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let answers = Answers::open(folder.path()).unwrap();
        let (asked, options) = ([Message::user("a")], ChatOptions::default());
        answers.keep("m", &asked, &options, &answer("yes")).unwrap();
        let [file] = &files(folder.path())[..] else { panic!("one file") };
        let whole = fs::read(file).unwrap();
        for damage in [&whole[..whole.len() / 2], b"", b"{}"] {
            fs::write(file, damage).unwrap();
            assert_eq!(answers.find("m", &asked, &options), None);
        }
        fs::write(file, String::from_utf8(whole).unwrap().replace("\"content\": \"a\"", "\"content\": \"b\"")).unwrap();
        assert_eq!(answers.find("m", &asked, &options), None, "another question under this name");
        answers.keep("m", &asked, &options, &answer("again")).unwrap();
        assert_eq!(answers.find("m", &asked, &options), Some(answer("again")));
        assert_eq!(files(folder.path()).len(), 1, "nothing is left beside it");
    }

    #[test]
    fn no_secret_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let answers = Answers::open(folder.path()).unwrap();
        let asked = [Message::user("password = 'hunter2'")];
        answers.keep("m", &asked, &ChatOptions::default(), &answer("yes")).unwrap();
        assert!(!fs::read_to_string(&files(folder.path())[0]).unwrap().contains("hunter2"));
    }
}

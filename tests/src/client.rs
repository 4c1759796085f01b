//! A client for the real server over its standard input and output, as strict as no editor is: a message that nobody
//! read when the client goes is a failure, and so is a question that its capabilities did not allow.

use crate::text::{self, Encoding};
use crate::{PATIENCE, binary, command, framing, uri};
use serde_json::{Value, json};
use std::collections::{BTreeSet, VecDeque};
use std::ffi::OsString;
use std::io::{BufReader, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};

/// What the reader thread saw.
enum Event {
    Message(Value),
    Broken(String),
    End,
}

/// What one message of the server was.
enum Step {
    /// For the test.
    Message(Value),
    /// A question, which was answered, or progress, which was looked at.
    Answered,
    /// The last one was before.
    End,
}

/// How a server is started and what its client says about itself.
#[derive(Debug, Clone)]
pub struct Session {
    /// Arguments of the command line.
    pub arguments: Vec<OsString>,
    /// Capabilities of the client; see [`capabilities`].
    pub capabilities: Value,
    /// `initializationOptions`; null: none.
    pub options: Value,
    /// Workspace folders.
    pub roots: Vec<PathBuf>,
    /// What the client offers and wants to be used.
    pub encoding: Encoding,
    /// What it answers to `workspace/configuration`.
    pub configuration: Value,
}

impl Default for Session {
    fn default() -> Self {
        Session {
            arguments: Vec::new(),
            capabilities: capabilities(),
            options: Value::Null,
            roots: Vec::new(),
            encoding: Encoding::Utf16,
            configuration: Value::Null,
        }
    }
}

/// A client that can do most things, gets its diagnostics pushed, and is never asked anything.
pub fn capabilities() -> Value {
    json!({
        "textDocument": {
            "publishDiagnostics": {
                "relatedInformation": true, "versionSupport": true, "codeDescriptionSupport": true, "dataSupport": true,
                "tagSupport": {"valueSet": [1, 2]},
            },
            "completion": {"completionItem": {"snippetSupport": true, "documentationFormat": ["markdown"]}},
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "codeAction": {
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source.fixAll"]}},
                "dataSupport": true, "isPreferredSupport": true, "resolveSupport": {"properties": ["edit"]},
            },
        },
        "workspace": {"workspaceEdit": {"documentChanges": true}, "workspaceFolders": true},
    })
}

impl Session {
    /// A client that offers this encoding alone.
    pub fn speaking(encoding: Encoding) -> Session {
        Session { encoding, ..Session::default() }
    }

    /// A client that asks for its diagnostics.
    pub fn pulling() -> Session {
        Session::default().with("/textDocument/diagnostic", json!({"dynamicRegistration": false}))
    }

    /// The same with one capability more: `/window/workDoneProgress`.
    ///
    /// # Panics
    /// If there is something other than a table on the way.
    pub fn with(mut self, pointer: &str, value: Value) -> Session {
        let place = pointer.split('/').skip(1).fold(&mut self.capabilities, |at, key| &mut at[key]);
        *place = value;
        self
    }

    /// The same in this workspace folder, after those before.
    pub fn in_root(mut self, root: &Path) -> Session {
        self.roots.push(root.to_owned());
        self
    }

    /// The same with these settings from the start.
    pub fn with_options(mut self, options: Value) -> Session {
        self.options = options;
        self
    }

    /// The parameters of `initialize`.
    pub fn parameters(&self) -> Value {
        let folders: Vec<Value> = self
            .roots
            .iter()
            .map(|root| json!({"uri": uri(root), "name": root.file_name().map(|name| name.to_string_lossy())}))
            .collect();
        let mut capabilities = self.capabilities.clone();
        capabilities["general"]["positionEncodings"] = json!([self.encoding.name()]);
        let mut parameters = json!({
            "processId": std::process::id(),
            "clientInfo": {"name": "rescue-tests"},
            "capabilities": capabilities,
            "workspaceFolders": if folders.is_empty() { Value::Null } else { folders.into() },
        });
        if !self.options.is_null() {
            parameters["initializationOptions"] = self.options.clone();
        }
        parameters
    }

    /// Starts the server and says hello.
    ///
    /// # Panics
    /// If that goes wrong.
    #[track_caller]
    pub fn start(self) -> Client {
        let parameters = self.parameters();
        let encoding = self.encoding;
        let mut client = self.spawn();
        let answer = client.initialize(parameters);
        assert_eq!(answer["capabilities"]["positionEncoding"], encoding.name());
        client
    }

    /// Starts the server and says nothing yet.
    ///
    /// # Panics
    /// If it cannot be started.
    pub fn spawn(self) -> Client {
        let child = Command::new(binary())
            .args(&self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        Client::of(child, self)
    }
}

/// One client with its server.
pub struct Client {
    child: Option<Child>,
    stdin: Option<ChildStdin>,
    incoming: Receiver<Event>,
    log: Receiver<String>,
    session: Session,
    unread: VecDeque<Value>,
    questions: Vec<Value>,
    tokens: BTreeSet<String>,
    next: i64,
    pulls: bool,
    over: bool,
    shut_down: bool,
}

/// A document that is open in the server.
#[derive(Debug, Clone)]
pub struct OpenFile {
    /// Its URI.
    pub uri: String,
    /// Its version.
    pub version: i64,
    /// Its text.
    pub text: String,
    encoding: Encoding,
}

impl OpenFile {
    /// `{"uri": ...}`
    pub fn identifier(&self) -> Value {
        json!({"uri": self.uri})
    }

    /// The position of a byte.
    pub fn position(&self, byte: usize) -> Value {
        text::position(&self.text, byte, self.encoding)
    }

    /// The position before the only occurrence of a text.
    ///
    /// # Panics
    /// If it does not occur exactly once.
    #[track_caller]
    pub fn at(&self, needle: &str) -> Value {
        self.position(self.find(needle).start)
    }

    /// The bytes of the only occurrence of a text.
    ///
    /// # Panics
    /// If it does not occur exactly once.
    #[track_caller]
    pub fn find(&self, needle: &str) -> Range<usize> {
        let mut found = self.text.match_indices(needle);
        let (start, _) = found.next().unwrap_or_else(|| panic!("{needle:?} is not in the text"));
        assert!(found.next().is_none(), "{needle:?} is in the text more than once");
        start..start + needle.len()
    }

    /// The protocol's range of bytes.
    pub fn range(&self, bytes: &Range<usize>) -> Value {
        text::range(&self.text, bytes, self.encoding)
    }

    /// What a range of the protocol covers.
    pub fn covered(&self, range: &Value) -> &str {
        &self.text[text::bytes(&self.text, range, self.encoding)]
    }

    /// Parameters of a request about a place.
    #[track_caller]
    pub fn place(&self, needle: &str) -> Value {
        json!({"textDocument": self.identifier(), "position": self.at(needle)})
    }

    /// The text with these edits of the protocol.
    pub fn edited(&self, edits: &[Value]) -> String {
        text::apply(&self.text, edits, self.encoding)
    }
}

impl Client {
    fn of(mut child: Child, session: Session) -> Client {
        let (sender, incoming) = channel();
        let stdout = child.stdout.take().expect("it is piped");
        std::thread::spawn(move || listen(stdout, &sender));
        Client {
            stdin: child.stdin.take(),
            log: command::text_of(child.stderr.take().expect("it is piped")),
            child: Some(child),
            incoming,
            pulls: !session.capabilities["textDocument"]["diagnostic"].is_null(),
            session,
            unread: VecDeque::new(),
            questions: Vec::new(),
            tokens: BTreeSet::new(),
            next: 0,
            over: false,
            shut_down: false,
        }
    }

    /// `initialize` with these parameters and `initialized`; the answer.
    ///
    /// # Panics
    /// If the answer is an error.
    #[track_caller]
    pub fn initialize(&mut self, parameters: Value) -> Value {
        if let Some(capabilities) = parameters.get("capabilities") {
            self.session.capabilities = capabilities.clone();
            self.pulls = !capabilities["textDocument"]["diagnostic"].is_null();
        }
        let answer = self.ask("initialize", parameters);
        self.session.encoding = match answer["capabilities"]["positionEncoding"].as_str() {
            Some("utf-8") => Encoding::Utf8,
            Some("utf-32") => Encoding::Utf32,
            _ => Encoding::Utf16,
        };
        self.notify("initialized", json!({}));
        answer
    }

    /// Writes bytes as they are. A server that is gone does not read them; that shows elsewhere.
    pub fn send_bytes(&mut self, bytes: &[u8]) {
        if let Some(stdin) = &mut self.stdin {
            let _ = stdin.write_all(bytes).and_then(|()| stdin.flush());
        }
    }

    /// Sends one message.
    pub fn send(&mut self, message: &Value) {
        self.send_bytes(&framing::frame(message));
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request; its id.
    pub fn request(&mut self, method: &str, params: Value) -> i64 {
        self.next += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": self.next, "method": method, "params": params}));
        self.next
    }

    /// The answer to a request: the result, or the error.
    ///
    /// # Panics
    /// If none comes, or one that is neither.
    #[track_caller]
    pub fn answer(&mut self, id: i64) -> Result<Value, Value> {
        let message = self.wait_for(&format!("the answer to request {id}"), |message| {
            message.get("method").is_none() && message["id"] == id
        });
        assert_eq!(message["jsonrpc"], "2.0", "{message}");
        match (message.get("result"), message.get("error")) {
            (Some(result), None) => Ok(result.clone()),
            (None, Some(error)) => Err(error.clone()),
            _ => panic!("an answer is a result or an error: {message}"),
        }
    }

    /// Asks and waits for the result.
    ///
    /// # Panics
    /// If it is an error.
    #[track_caller]
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.request(method, params);
        self.answer(id).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Asks and waits for an error; its code.
    ///
    /// # Panics
    /// If it is no error, or one without a message.
    #[track_caller]
    pub fn ask_wrongly(&mut self, method: &str, params: Value) -> i64 {
        let id = self.request(method, params);
        match self.answer(id) {
            Ok(result) => panic!("{method} was answered: {result}"),
            Err(error) => {
                assert!(error["message"].as_str().is_some_and(|message| !message.is_empty()), "{error}");
                error["code"].as_i64().expect("an error has a code")
            }
        }
    }

    /// The answer to a message that nobody could read: an error without an id; its code.
    #[track_caller]
    pub fn refusal(&mut self) -> i64 {
        let message = self
            .wait_for("an error without an id", |message| message.get("method").is_none() && message["id"].is_null());
        message["error"]["code"].as_i64().unwrap_or_else(|| panic!("not an error: {message}"))
    }

    /// The next message of any kind, but for questions, which are answered.
    ///
    /// # Panics
    /// If the server ends first.
    #[track_caller]
    pub fn next_message(&mut self) -> Value {
        self.wait_for("a message", |_| true)
    }

    /// The parameters of the next notification of this method.
    #[track_caller]
    pub fn expect(&mut self, method: &str) -> Value {
        let mut message = self.wait_for(method, |message| message["method"] == method);
        message["params"].take()
    }

    /// The text of the next `window/showMessage`.
    ///
    /// # Panics
    /// If it has none.
    #[track_caller]
    pub fn shown(&mut self) -> String {
        text_in(&self.expect("window/showMessage"))
    }

    /// The text of the next `window/logMessage`.
    ///
    /// # Panics
    /// If it has none.
    #[track_caller]
    pub fn logged(&mut self) -> String {
        text_in(&self.expect("window/logMessage"))
    }

    /// Waits until the server has taken everything that was sent before: a request goes through the same line.
    #[track_caller]
    pub fn settle(&mut self) -> Value {
        self.ask("workspace/executeCommand", json!({"command": "rescue.status", "arguments": [{}]}))
    }

    /// What the server asked the client so far; the list starts anew.
    pub fn take_questions(&mut self) -> Vec<Value> {
        std::mem::take(&mut self.questions)
    }

    /// The next question of this method that the server asked, answered already.
    #[track_caller]
    pub fn question(&mut self, method: &str) -> Value {
        loop {
            if let Some(at) = self.questions.iter().position(|question| question["method"] == method) {
                return self.questions.remove(at);
            }
            match self.step(method) {
                Step::Answered => {}
                Step::Message(message) => self.unread.push_back(message),
                Step::End => panic!("the server ended while {method} was waited for"),
            }
        }
    }

    /// What the client answers to `workspace/configuration` from now on.
    pub fn set_configuration(&mut self, configuration: Value) {
        self.session.configuration = configuration;
    }

    /// Opens a Python document.
    pub fn open(&mut self, uri: &str, text: &str) -> OpenFile {
        self.open_as(uri, "python", text)
    }

    /// Opens a document of a language.
    pub fn open_as(&mut self, uri: &str, language: &str, text: &str) -> OpenFile {
        let item = json!({"uri": uri, "languageId": language, "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": item}));
        OpenFile { uri: uri.to_owned(), version: 1, text: text.to_owned(), encoding: self.session.encoding }
    }

    /// Replaces bytes of a document, in the server and here.
    pub fn change(&mut self, file: &mut OpenFile, bytes: Range<usize>, new: &str) {
        self.change_all(file, &[(bytes, new)]);
    }

    /// Several replacements in one message, each of what the one before left.
    pub fn change_all(&mut self, file: &mut OpenFile, changes: &[(Range<usize>, &str)]) {
        let mut told = Vec::new();
        for (bytes, new) in changes {
            told.push(json!({"range": file.range(bytes), "text": new}));
            file.text.replace_range(bytes.clone(), new);
        }
        self.change_raw(file, told.into());
    }

    /// Replaces the whole text.
    pub fn replace(&mut self, file: &mut OpenFile, text: &str) {
        text.clone_into(&mut file.text);
        self.change_raw(file, json!([{"text": text}]));
    }

    /// Sends changes as they are; the text here stays as it is.
    pub fn change_raw(&mut self, file: &mut OpenFile, changes: Value) {
        file.version += 1;
        let document = json!({"uri": file.uri, "version": file.version});
        self.notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    /// Closes a document; if diagnostics of it were published, they are taken away.
    #[track_caller]
    pub fn close(&mut self, file: OpenFile) {
        self.notify("textDocument/didClose", json!({"textDocument": file.identifier()}));
        if !self.pulls {
            let published = self.expect("textDocument/publishDiagnostics");
            assert_eq!(published["uri"], file.uri);
            assert_eq!(published["diagnostics"], json!([]));
        }
    }

    /// The diagnostics of this version of a document, pushed or pulled. Those of versions before it are not waited for,
    /// and skipped where they came.
    ///
    /// # Panics
    /// If they are malformed, out of order, or do not come.
    #[track_caller]
    pub fn diagnostics(&mut self, file: &OpenFile) -> Vec<Value> {
        let list = if self.pulls { self.pull(file) } else { self.pushed(file) };
        for diagnostic in &list {
            assert_eq!(diagnostic["source"], "rescue", "{diagnostic}");
            assert!(diagnostic["message"].as_str().is_some_and(|text| !text.is_empty()), "{diagnostic}");
            text::bytes(&file.text, &diagnostic["range"], file.encoding);
        }
        list
    }

    /// The published diagnostics of this version, as they came: looking at them takes time that is not the server's.
    ///
    /// # Panics
    /// If they do not come, or are of a version that was never sent.
    #[track_caller]
    pub fn pushed(&mut self, file: &OpenFile) -> Vec<Value> {
        loop {
            let mut message = self.wait_for("diagnostics", |message| {
                message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == file.uri
            });
            let version = message["params"]["version"].as_i64();
            let version = version.unwrap_or_else(|| panic!("diagnostics without a version: {message}"));
            assert!(version <= file.version, "diagnostics of a version that was never sent: {message}");
            if version == file.version {
                return list_in(message["params"]["diagnostics"].take());
            }
        }
    }

    /// Asks for diagnostics.
    #[track_caller]
    fn pull(&mut self, file: &OpenFile) -> Vec<Value> {
        let mut report = self.ask("textDocument/diagnostic", json!({"textDocument": file.identifier()}));
        assert_eq!(report["kind"], "full");
        list_in(report["items"].take())
    }

    /// The codes of the diagnostics of this version: `CWE-89`.
    #[track_caller]
    pub fn codes(&mut self, file: &OpenFile) -> Vec<String> {
        let codes = self.diagnostics(file).into_iter().map(|diagnostic| diagnostic["code"].clone());
        codes.map(|code| code.as_str().expect("a code is a text").to_owned()).collect()
    }

    /// Says `shutdown` and `exit`, and looks whether everything was in order.
    #[track_caller]
    pub fn finish(mut self) {
        self.close_down();
    }

    /// Says `shutdown` and waits for the answer.
    #[track_caller]
    pub fn shut_down(&mut self) {
        let id = self.next + 1;
        self.next = id;
        // Without parameters: the protocol has none here.
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": "shutdown"}));
        assert_eq!(self.answer(id), Ok(Value::Null));
        self.shut_down = true;
    }

    /// Says `exit` and nothing more; the exit code.
    #[track_caller]
    pub fn exit(&mut self) -> Option<i32> {
        self.send(&json!({"jsonrpc": "2.0", "method": "exit"}));
        self.ended().code()
    }

    /// Closes the server's standard input; the exit code.
    #[track_caller]
    pub fn hang_up(&mut self) -> Option<i32> {
        self.stdin = None;
        self.ended().code()
    }

    /// Everything that was not read, which then counts as read.
    pub fn skip_unread(&mut self) -> Vec<Value> {
        self.unread.drain(..).collect()
    }

    /// The process of the server.
    pub fn process(&self) -> Option<u32> {
        self.child.as_ref().map(Child::id)
    }

    /// Waits for the process to end, and takes in what it still said.
    #[track_caller]
    pub fn ended(&mut self) -> ExitStatus {
        let child = self.child.take().expect("the server ends once");
        let status = command::wait(child);
        while let Some(message) = self.receive("the end of the stream") {
            self.unread.push_back(message);
        }
        status
    }

    #[track_caller]
    fn close_down(&mut self) {
        if self.child.is_some() {
            if !self.shut_down {
                self.shut_down();
            }
            assert_eq!(self.exit(), Some(0), "the exit code after shutdown");
        }
        let log = command::take(&self.log);
        assert!(!log.contains("panicked"), "the server panicked:\n{log}");
        let unread: Vec<String> = self.unread.drain(..).map(|message| message.to_string()).collect();
        assert!(unread.is_empty(), "nobody read {}\n{}\nthe log:\n{log}", unread.len(), unread.join("\n"));
    }

    #[track_caller]
    fn wait_for(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.unread.iter().position(&wanted) {
            return self.unread.remove(at).expect("it was found");
        }
        loop {
            match self.receive(what) {
                Some(message) if wanted(&message) => return message,
                Some(message) => self.unread.push_back(message),
                None => {
                    let log = command::take(&self.log);
                    panic!("the server ended while {what} was waited for; its log:\n{log}");
                }
            }
        }
    }

    /// The next message that is for the test; the server's questions are answered.
    #[track_caller]
    fn receive(&mut self, what: &str) -> Option<Value> {
        loop {
            match self.step(what) {
                Step::Answered => {}
                Step::Message(message) => return Some(message),
                Step::End => return None,
            }
        }
    }

    /// Takes one message from the server.
    #[track_caller]
    fn step(&mut self, what: &str) -> Step {
        if self.over {
            return Step::End;
        }
        match self.incoming.recv_timeout(PATIENCE) {
            Ok(Event::Message(message)) if message.get("method").is_some() && message.get("id").is_some() => {
                self.reply(message);
                Step::Answered
            }
            Ok(Event::Message(message)) if self.is_progress(&message) => Step::Answered,
            Ok(Event::Message(message)) => Step::Message(message),
            Ok(Event::Broken(error)) => {
                panic!("the server wrote something that is no message: {error}")
            }
            Ok(Event::End) | Err(RecvTimeoutError::Disconnected) => {
                self.over = true;
                Step::End
            }
            Err(RecvTimeoutError::Timeout) => {
                panic!("{what} does not come; not read so far: {:#?}", self.unread)
            }
        }
    }

    fn is_progress(&self, message: &Value) -> bool {
        message["method"] == "$/progress" && self.tokens.contains(&message["params"]["token"].to_string())
    }

    /// Answers a question of the server, if the client said that it may be asked.
    fn reply(&mut self, question: Value) {
        let allowed = |pointer: &str| self.session.capabilities.pointer(pointer) == Some(&Value::Bool(true));
        let method = question["method"].as_str().unwrap_or_default();
        let (allowed, result) = match method {
            "workspace/configuration" => {
                let items = question["params"]["items"].as_array().map_or(0, Vec::len);
                (allowed("/workspace/configuration"), vec![self.session.configuration.clone(); items].into())
            }
            "window/workDoneProgress/create" => {
                self.tokens.insert(question["params"]["token"].to_string());
                (allowed("/window/workDoneProgress"), Value::Null)
            }
            "client/registerCapability" => (self.may_register(&question), Value::Null),
            "workspace/diagnostic/refresh" => (allowed("/workspace/diagnostics/refreshSupport"), Value::Null),
            "workspace/applyEdit" => (allowed("/workspace/applyEdit"), json!({"applied": true})),
            _ => (false, Value::Null),
        };
        assert!(allowed, "the server may not ask this client for {question}");
        self.send(&json!({"jsonrpc": "2.0", "id": question["id"], "result": result}));
        self.questions.push(question);
    }

    fn may_register(&self, question: &Value) -> bool {
        let registrations = question["params"]["registrations"].as_array();
        registrations.into_iter().flatten().all(|registration| {
            let method = registration["method"].as_str().unwrap_or_default();
            let pointer = format!("/{method}/dynamicRegistration");
            self.session.capabilities.pointer(&pointer) == Some(&Value::Bool(true))
        })
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        if std::thread::panicking() {
            if let Some(mut child) = self.child.take() {
                let _ = child.kill();
                let _ = child.wait();
            }
            if let Ok(log) = self.log.recv_timeout(PATIENCE) {
                eprintln!("the server's log:\n{log}");
            }
        } else if !self.over || !self.unread.is_empty() || self.child.is_some() {
            self.close_down();
        }
    }
}

fn listen(stdout: impl std::io::Read, sender: &Sender<Event>) {
    let mut stream = BufReader::new(stdout);
    loop {
        let event = match framing::read(&mut stream) {
            Ok(Some(message)) => Event::Message(message),
            Ok(None) => Event::End,
            Err(error) => Event::Broken(error.to_string()),
        };
        let last = !matches!(event, Event::Message(_));
        if sender.send(event).is_err() || last {
            return;
        }
    }
}

fn text_in(params: &Value) -> String {
    params["message"].as_str().unwrap_or_else(|| panic!("a message without a text: {params}")).to_owned()
}

fn list_in(value: Value) -> Vec<Value> {
    match value {
        Value::Array(list) => list,
        other => panic!("not a list: {other}"),
    }
}

//! Calls: what they give, and what they are recorded as.

use super::builtin::{pair, parts_of_table};
use super::facts::{Call, How, Passed};
use super::interpret::Interpreter;
use super::scope::{Declared, path_of};
use super::value::{EVERY, Mask, Part, Value};
use crate::ast::{Arg, Expr, ExprKind, Span, Star};
use std::sync::Arc;

/// Methods whose result says the same as the text that they are called on.
const TEXT_METHODS: &[&str] = &[
    "strip",
    "lstrip",
    "rstrip",
    "lower",
    "upper",
    "title",
    "capitalize",
    "casefold",
    "encode",
    "decode",
    "replace",
    "expandtabs",
    "zfill",
    "ljust",
    "rjust",
    "center",
    "removeprefix",
    "removesuffix",
    "translate",
];

/// Methods that add their argument to what they are called on.
const ADDING_METHODS: &[&str] =
    &["append", "extend", "add", "insert", "update", "appendleft", "setdefault", "write", "put"];

/// Functions that bring back what was escaped.
const UNDOING: &[&str] = &["html.unescape", "urllib.parse.unquote", "urllib.parse.unquote_plus"];

/// Functions after which nothing runs.
const EXITS: &[&str] =
    &["sys.exit", "os._exit", "exit", "quit", "os.abort", "flask.abort", "werkzeug.exceptions.abort", "abort"];

/// Words in the name of a function that makes its argument harmless, where nothing better is known.
pub(super) const CLEANING_WORDS: &[&str] = &[
    "sanitize",
    "sanitise",
    "sanitized",
    "escape",
    "escaped",
    "quote",
    "validate",
    "validated",
    "whitelist",
    "allowlist",
    "clean",
    "cleaned",
];

/// Arguments of a call, evaluated.
pub(super) struct Evaluated {
    pub(super) passed: Vec<Passed>,
}

impl<'a> Interpreter<'a> {
    pub(super) fn call(&mut self, expr: &'a Expr, function: &'a Expr, args: &'a [Arg]) -> Arc<Value> {
        let receiver = match &function.kind {
            ExprKind::Attribute { value, .. } => Some((self.eval_owner(value), value.span)),
            _ => None,
        };
        let callee = self.eval_owner(function);
        let evaluated = self.arguments(args);
        self.register(&callee.names, &evaluated);
        let mut names = callee.names.clone();
        if names.is_empty() && callee.class.is_none() {
            // Calling an object.
            names.extend(callee.types.first().map(|of| format!("{of}.__call__").into()));
        }
        self.add_wildcard(function, &callee, &mut names);
        self.record(expr, function, &names, &receiver, &evaluated);
        if let Some(value) = self.called_back(expr, &names, args, &evaluated) {
            return value;
        }
        if let Some(value) = self.builtin(function, &names, args, &evaluated) {
            return value;
        }
        if let Some(id) = callee.function {
            return self.local_call(expr.span, id, receiver.as_ref(), &evaluated);
        }
        if let (Some(class), true) = (callee.class, callee.names.is_empty()) {
            return self.construct(expr.span, class, &evaluated);
        }
        let member = match &function.kind {
            ExprKind::Attribute { attribute, .. } => Some(attribute.name.as_str()),
            _ => None,
        };
        if let (Some(member), Some((owner, span))) = (member, &receiver)
            && let Some(value) = self.text_method(function, member, owner, *span, &evaluated)
        {
            return Arc::new(value.cleaned(self.cleaned_by(&names)));
        }
        Arc::new(self.known_call(expr.span, (function, args), &names, receiver.as_ref(), &evaluated))
    }

    /// Functions that are passed to what serves them to the outside.
    fn register(&mut self, names: &[Arc<str>], evaluated: &Evaluated) {
        let Some(source) = names.iter().find_map(|name| self.api.registering_source(name)) else {
            return;
        };
        for id in evaluated.passed.iter().filter_map(|argument| argument.value.function) {
            self.register_source(id, source);
        }
    }

    /// Whether a function of the file never comes back by itself.
    fn always_raises(&self, id: usize) -> bool {
        self.note_function(id);
        let state = &self.functions[id];
        let Declared { is_own, is_async, never_returns, .. } = *state.declared;
        let always = state.summary().map(|summary| &summary.ends.always);
        never_returns || (is_own && !is_async && always.is_some_and(|always| always.is_none()))
    }

    /// A function of the project itself is known by the last part of its name alone.
    fn add_wildcard(&self, function: &Expr, callee: &Value, names: &mut Vec<Arc<str>>) {
        let is_own = callee.function.is_some() || callee.class.is_some();
        let is_foreign = !names.is_empty()
            && names.iter().all(|name| {
                let root = name.split('.').next().unwrap_or_default();
                !name.starts_with("*.") && !self.api.knows_module(root) && (name.contains('.') || callee.unbound)
            });
        if let (false, true, Some(last)) = (is_own, is_foreign, last_segment(function))
            && !names.iter().any(|name| name.starts_with("*."))
        {
            names.push(format!("*.{last}").into());
        }
    }

    pub(super) fn arguments(&mut self, args: &'a [Arg]) -> Evaluated {
        let mut passed = Vec::with_capacity(args.len());
        let mut position = 0;
        for arg in args {
            let mark = self.frame.context.len();
            let how = match (&arg.keyword, arg.star) {
                (Some(keyword), _) => {
                    let name: Arc<str> = keyword.name.as_str().into();
                    self.frame.context.push(name.clone());
                    How::Keyword(name)
                }
                (None, Star::None) => {
                    position += 1;
                    How::Position(position - 1)
                }
                (None, _) => How::Starred,
            };
            let value = self.eval(&arg.value);
            let path = path_of(&arg.value).map(Arc::from);
            self.frame.context.truncate(mark);
            if how == How::Starred && self.unpack(&value, arg, &mut passed, &mut position) {
                continue;
            }
            passed.push(Passed { how, value, span: arg.value.span, whole: arg.span, path });
        }
        Evaluated { passed }
    }

    /// `f(*args)` and `f(**options)` where their elements are known.
    fn unpack(&self, value: &Arc<Value>, arg: &Arg, passed: &mut Vec<Passed>, position: &mut usize) -> bool {
        let Some(items) = &value.items else {
            return false;
        };
        for (key, item) in items.iter() {
            let how = match key {
                Some(super::value::Constant::Text(name)) => How::Keyword(name.clone()),
                _ => {
                    *position += 1;
                    How::Position(*position - 1)
                }
            };
            passed.push(Passed { how, value: item.clone(), span: arg.value.span, whole: arg.span, path: None });
        }
        true
    }

    pub(super) fn record(
        &mut self,
        expr: &'a Expr,
        function: &'a Expr,
        names: &[Arc<str>],
        receiver: &Option<(Arc<Value>, Span)>,
        evaluated: &Evaluated,
    ) {
        if let Some(name) = names.first().filter(|_| !takes_out_dots(function, evaluated)) {
            self.frame.calls.entry(name.clone()).or_insert(expr.span.start);
        }
        if self.frame.silent > 0 {
            return;
        }
        let known: Vec<_> = names.iter().filter(|name| self.api.is_known(name)).cloned().collect();
        if known.is_empty() {
            return;
        }
        self.unit.piece.calls.push(Call {
            span: expr.span,
            callee: function.span,
            statement: self.frame.statement,
            names: known,
            receiver: receiver.clone(),
            args: evaluated.passed.clone(),
            function: self.frame.function,
            context: self.frame.context.clone(),
            under: self.frame.under.clone(),
        });
    }

    fn text_method(
        &mut self,
        function: &'a Expr,
        member: &str,
        owner: &Arc<Value>,
        owner_span: Span,
        evaluated: &Evaluated,
    ) -> Option<Value> {
        let is_text = owner.is_a("str") || owner.is_a("bytes") || owner.parts.is_some();
        let is_untyped =
            owner.types.is_empty() && owner.names.iter().all(|name| name.starts_with("*.")) || owner.unbound;
        if ADDING_METHODS.contains(&member)
            && (owner.types.is_empty()
                || owner.types.iter().any(|of| !of.contains('.') || matches!(&**of, "io.StringIO" | "io.BytesIO")))
        {
            self.add_to(function, owner, evaluated);
            return None;
        }
        if escapes_tags(function, evaluated) {
            let text = Value { names: Vec::new(), constant: None, check: None, ..(**owner).clone() };
            return Some(text.cleaned(self.api.sanitizer("html.escape")));
        }
        if !is_text && !is_untyped {
            return None;
        }
        let first = evaluated.passed.first();
        match member {
            "count" | "find" | "rfind" | "index" | "rindex" if is_text => Some(Value::instance("int")),
            "hex" if is_text => Some(Value { harmless: true, ..Value::instance("str") }),
            "format_map" if is_text => {
                let items = first?.value.items.as_ref()?;
                let span = first?.span;
                let named = items.iter().filter_map(|(key, item)| match key {
                    Some(super::value::Constant::Text(name)) => Some((name.clone(), item.clone(), span)),
                    _ => None,
                });
                Some(self.formatted(owner, owner_span, &[], &named.collect::<Vec<_>>()))
            }
            "format" if is_text => {
                let mut positional = Vec::new();
                let mut keywords = Vec::new();
                for argument in &evaluated.passed {
                    match &argument.how {
                        How::Keyword(name) => keywords.push((name.clone(), argument.value.clone(), argument.span)),
                        _ => positional.push((argument.value.clone(), argument.span)),
                    }
                }
                Some(self.formatted(owner, owner_span, &positional, &keywords))
            }
            "join" if is_text => first.map(|sequence| self.joined(owner, owner_span, &sequence.value, sequence.span)),
            "replace" if is_text && evaluated.passed.len() >= 2 => {
                let mut value = (**owner).clone();
                value.constant = None;
                if let Some(argument) = evaluated.passed.get(1) {
                    value.merge_origins(&argument.value.live_origins());
                    value.harmless = owner.is_harmless() && argument.value.is_harmless();
                    if !argument.value.is_harmless() {
                        let mut parts = owner.as_parts(owner_span);
                        parts.push(Part::Dynamic(argument.value.clone(), argument.span));
                        value.parts = Some(Arc::new(parts));
                    }
                }
                Some(value)
            }
            _ if TEXT_METHODS.contains(&member) && is_text => {
                let mut value = (**owner).clone();
                value.names.clear();
                value.check = None;
                Some(value)
            }
            _ => None,
        }
    }

    /// `parts.append(x)`: the container now carries what was added.
    fn add_to(&mut self, function: &'a Expr, owner: &Arc<Value>, evaluated: &Evaluated) {
        let ExprKind::Attribute { value: object, .. } = &function.kind else {
            return;
        };
        let Some(path) = path_of(object) else {
            return;
        };
        let member = last_segment(function).unwrap_or_default();
        let owner = match self.frame.env.get(&path) {
            Some(known) => known.clone(),
            None => owner.clone(),
        };
        let mut owner = (*owner).clone();
        for argument in &evaluated.passed {
            let added = &argument.value;
            if owner.parts.is_none() {
                owner.parts = added.parts.clone();
            }
            let (key, element) = match (&argument.how, member) {
                (How::Keyword(name), _) => (Some(super::value::Constant::Text(name.clone())), added.clone()),
                (_, "extend" | "update") => (None, self.iterated(added)),
                _ => (None, added.clone()),
            };
            let container = Arc::new(owner);
            self.keep_in(&path, &container, key, &element);
            let Some(kept) = self.frame.env.get(&path) else {
                return;
            };
            owner = (**kept).clone();
            // What `extend` adds may be more than what one element of it says.
            owner.merge_origins(&added.live_origins());
        }
        if self.frame.env.get(&path).is_some() {
            self.frame.env.refine(path.into(), Arc::new(owner));
        }
    }

    /// A call of something outside the file.
    fn known_call(
        &mut self,
        span: Span,
        (function, args): (&'a Expr, &'a [Arg]),
        names: &[Arc<str>],
        receiver: Option<&(Arc<Value>, Span)>,
        evaluated: &Evaluated,
    ) -> Value {
        if let Some(value) = looked_up(function, receiver, evaluated).or_else(|| parts_of_table(function, receiver)) {
            return value;
        }
        let mut value = Value {
            called: names.iter().filter(|name| name.contains('.')).take(2).cloned().collect(),
            ..Value::default()
        };
        if let Some(of) = names.iter().find_map(|name| self.api.call_type(name)) {
            value.types = vec![of];
        }
        // Calling a class, as its name says, gives an instance of it.
        if value.types.is_empty()
            && let Some(name) = names.first().filter(|name| is_class_name(name))
        {
            value.types = vec![name.clone()];
        }
        if let Some(number) = names.iter().find_map(|name| self.api.source(name)) {
            if asks_for_number(evaluated) {
                return Value::instance("int");
            }
            value.origins = vec![self.origin(number, span)];
            let value = value.cleaned(self.cleaned_by(names));
            if last_segment(function) != Some("recvfrom") {
                return value;
            }
            // What was sent, and the address of who did, which the network writes.
            let sender = Value { harmless: true, ..Value::instance("tuple") };
            return pair(Arc::new(value), Arc::new(sender));
        }
        if let Some(joined) = self.path_join(names, receiver, evaluated) {
            return joined;
        }
        let cleans = self.cleaned_by(names);
        let propagates = names.iter().any(|name| self.api.propagates(name));
        let from_receiver = receiver.map(|(owner, _)| owner.live_origins()).unwrap_or_default();
        value.merge_origins(&from_receiver);
        let is_known = propagates || cleans != 0;
        // What is looked up is not the key that it is looked up by.
        let is_lookup = !is_known && last_segment(function).is_some_and(|last| LOOKING_UP.contains(&last));
        let only = names.iter().find_map(|name| self.api.carries_only(name));
        let is_carried = |argument: &&Passed| only.is_none_or(|keys| keys.iter().any(|key| key.covers(&argument.how)));
        for argument in evaluated.passed.iter().skip(usize::from(is_lookup)).filter(is_carried) {
            let mut origins = argument.value.live_origins();
            for origin in &mut origins {
                origin.weak |= !is_known;
            }
            value.merge_origins(&origins);
        }
        let every_harmless =
            !evaluated.passed.is_empty() && evaluated.passed.iter().all(|argument| argument.value.is_harmless());
        let owner_harmless = receiver.is_none_or(|(owner, _)| owner.is_harmless());
        if is_known {
            value.harmless = propagates && every_harmless && owner_harmless;
            let inputs =
                evaluated.passed.iter().map(|argument| &argument.value).chain(receiver.map(|(owner, _)| owner));
            let clean = inputs.filter(|input| !input.is_harmless()).map(|input| input.clean);
            value.clean = clean.reduce(|all, own| all & own).unwrap_or(0);
            value.parts = evaluated.passed.first().and_then(|argument| argument.value.parts.clone());
        } else if let Some((owner, _)) = receiver {
            value.harmless = owner.is_harmless() && owner.names.is_empty() && every_harmless;
        }
        let last = last_segment(function);
        let local_names = !names.iter().any(|name| self.api.is_known(name));
        if cleans != 0 || (local_names && last.is_some_and(|last| has_word(last, CLEANING_WORDS))) {
            value = value.cleaned(if cleans != 0 { cleans } else { EVERY });
        }
        value.check = self.guard_call(function, args, names, receiver.map(|(owner, _)| &**owner), evaluated);
        if names.iter().any(|name| matches!(&**name, "re.compile" | "regex.compile")) {
            value.parts = evaluated.passed.first().and_then(|pattern| pattern.value.text()).map(constant_parts);
        }
        if names.iter().any(|name| UNDOING.contains(&&**name)) {
            value.clean = 0;
            value.origins.iter_mut().for_each(|origin| origin.clean = 0);
        }
        value
    }

    /// For which weaknesses calling or reading any of the names cleans.
    pub(super) fn cleaned_by(&self, names: &[Arc<str>]) -> Mask {
        names.iter().fold(0, |all, name| all | self.api.sanitizer(name))
    }

    /// `os.path.join` and `Path(a, b)` put paths together.
    fn path_join(
        &mut self,
        names: &[Arc<str>],
        receiver: Option<&(Arc<Value>, Span)>,
        evaluated: &Evaluated,
    ) -> Option<Value> {
        let is = |wanted: &[&str]| names.iter().any(|name| wanted.contains(&&**name));
        let mut segments: Vec<_> =
            evaluated.passed.iter().map(|argument| (argument.value.clone(), argument.span)).collect();
        if is(&["os.path.join", "posixpath.join", "ntpath.join"]) {
            return Some(self.joined_path(&segments, "str"));
        }
        if is(&["pathlib.Path", "pathlib.PurePath", "pathlib.PosixPath", "pathlib.PurePosixPath"]) {
            return (!segments.is_empty()).then(|| self.joined_path(&segments, "pathlib.Path"));
        }
        if is(&["pathlib.Path.joinpath"]) {
            let (owner, span) = receiver?;
            segments.insert(0, (owner.clone(), *span));
            return Some(self.joined_path(&segments, "pathlib.Path"));
        }
        const KEEPING: &[&str] =
            &["os.path.abspath", "os.path.realpath", "os.path.normpath", "os.path.expanduser", "os.fspath", "str"];
        if is(KEEPING) {
            let argument = evaluated.passed.first()?;
            let mut value = (*argument.value).clone();
            value.names.clear();
            value.types = vec!["str".into()];
            return Some(value);
        }
        if is(&["pathlib.Path.resolve", "pathlib.Path.absolute", "pathlib.Path.expanduser"]) {
            let mut value = (*receiver?.0).clone();
            value.names.clear();
            return Some(value);
        }
        None
    }

    pub(super) fn never_returns(&mut self, function: &'a Expr) -> bool {
        let callee = self.eval_owner(function);
        if let Some(id) = callee.function {
            return self.always_raises(id);
        }
        callee.names.iter().any(|name| EXITS.contains(&&**name))
            || matches!(&function.kind, ExprKind::Name(name) if name == "abort")
    }
}

/// `args.get("page", 1, type=int)`.
fn asks_for_number(evaluated: &Evaluated) -> bool {
    evaluated.passed.iter().any(|argument| {
        matches!(&argument.how, How::Keyword(name) if &**name == "type") && is_plain_type(&argument.value)
    })
}

/// Types that leave nothing which could carry an attack.
pub(super) fn is_plain_type(value: &Value) -> bool {
    const PLAIN: &[&str] = &["int", "float", "bool", "uuid.UUID", "decimal.Decimal", "datetime.date.fromisoformat"];
    value.names.iter().any(|name| PLAIN.contains(&&**name))
}

/// `TABLE.get(key)` gives only what the program wrote into the table.
fn looked_up(function: &Expr, receiver: Option<&(Arc<Value>, Span)>, evaluated: &Evaluated) -> Option<Value> {
    let (owner, _) = receiver?;
    let is_table = owner.harmless && (owner.is_a("dict") || owner.is_a("list") || owner.is_a("set"));
    if !is_table || !matches!(last_segment(function), Some("get" | "pop" | "copy" | "items" | "values" | "keys")) {
        return None;
    }
    let mut items = owner.items.iter().flat_map(|items| items.iter().map(|(_, item)| item.clone()));
    let default = evaluated.passed.get(1).map(|argument| argument.value.clone());
    let first = items.next().or_else(|| default.clone())?;
    let joined = items.chain(default).fold(first, |joined, item| Value::join(&joined, &item));
    if matches!(last_segment(function), Some("copy" | "items" | "values" | "keys")) {
        return Some((**owner).clone());
    }
    Some((*joined).clone())
}

pub(super) fn last_segment(function: &Expr) -> Option<&str> {
    match &function.kind {
        ExprKind::Name(name) => Some(name),
        ExprKind::Attribute { attribute, .. } => Some(&attribute.name),
        _ => None,
    }
}

pub(super) fn has_word(name: &str, words: &[&str]) -> bool {
    let mut all: Vec<String> = Vec::new();
    for part in name.split('_') {
        // `escapeHtml` is two words.
        for (at, letter) in part.char_indices() {
            if at == 0 || letter.is_uppercase() {
                all.push(String::new());
            }
            if let Some(word) = all.last_mut() {
                word.extend(letter.to_lowercase());
            }
        }
    }
    all.iter()
        .enumerate()
        .any(|(at, word)| words.contains(&word.as_str()) && all.get(at + 1).is_none_or(|next| next != "up"))
}

/// Methods whose first argument says which of many things is wanted.
const LOOKING_UP: &[&str] =
    &["get", "pop", "filter", "filter_by", "exclude", "get_or_404", "get_object_or_404", "get_list_or_404", "find_one"];

/// What `text.replace(from, to)` replaces by what, where both are written out.
fn replaced<'e>(function: &Expr, evaluated: &'e Evaluated) -> Option<(&'e str, &'e str)> {
    match evaluated.passed.as_slice() {
        [from, to] if last_segment(function) == Some("replace") => Some((from.value.text()?, to.value.text()?)),
        _ => None,
    }
}

/// `text.replace("<", "&lt;")`.
fn escapes_tags(function: &Expr, evaluated: &Evaluated) -> bool {
    matches!(replaced(function, evaluated), Some(("<", "&lt;" | "&#60;" | "&#x3c;" | "&#x3C;")))
}

/// `name.replace("../", "")`: `....//` leaves what it takes out.
fn takes_out_dots(function: &Expr, evaluated: &Evaluated) -> bool {
    matches!(replaced(function, evaluated), Some((out, "")) if out.contains(".."))
}

fn constant_parts(text: &str) -> Arc<Vec<Part>> {
    Arc::new(vec![Part::Constant(text.into())])
}

fn is_class_name(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or_default();
    let mut letters = last.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.any(|letter| letter.is_lowercase())
        && name.contains('.')
        && !name.starts_with("*.")
}

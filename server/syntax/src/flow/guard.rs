//! Calls as tests: what the API knows, and what a name says.

use super::call::{Evaluated, last_segment};
use super::interpret::Interpreter;
use super::scope::path_of;
use super::value::{Check, EVERY, Mask, Value};
use super::{Checked, GuardFact};
use crate::ast::{Arg, Expr, ExprKind};
use std::sync::Arc;

/// Words in the name of a function that says whether its argument is harmless.
const CHECKING_WORDS: &[&str] =
    &["valid", "validate", "validates", "safe", "allowed", "permitted", "whitelisted", "trusted", "legal", "matches"];

/// Words in the name of a function that says whether its argument is harmful.
const REFUSING_WORDS: &[&str] =
    &["invalid", "unsafe", "forbidden", "disallowed", "denied", "malicious", "dangerous", "suspicious", "illegal"];

/// Functions that raise unless the text they are given is one of a harmless kind.
const CONVERSIONS: &[&str] = &["int", "float", "uuid.UUID", "decimal.Decimal"];

impl<'a> Interpreter<'a> {
    /// The test that a call is, by what the API knows or by its name.
    pub(super) fn guard_call(
        &self,
        function: &Expr,
        args: &[Arg],
        names: &[Arc<str>],
        receiver: Option<&Value>,
        evaluated: &Evaluated,
    ) -> Option<Arc<Check>> {
        // What a compiled pattern was compiled from stands for its first argument.
        let pattern = receiver.filter(|owner| owner.is_a("re.Pattern")).map(Value::prefix);
        let first = pattern.as_deref().filter(|text| !text.is_empty());
        let first = first.or_else(|| evaluated.passed.first().and_then(|argument| argument.value.text()));
        let all = || names.iter().flat_map(|name| self.api.guards(name));
        let known: Vec<&GuardFact> = all().filter(|guard| self.api.guards_with(guard.number, first)).collect();
        if known.is_empty() && all().next().is_some() {
            return None;
        }
        let Some(first) = known.first() else {
            let holds = last_segment(function).and_then(promise)?;
            let check = self.check_arguments(evaluated)?;
            return Some(Arc::new(Check { holds, ..(*check).clone() }));
        };
        let holds = first.holds;
        let mut paths = Vec::new();
        let mut clean = 0;
        for guard in known.iter().filter(|guard| guard.holds == holds) {
            clean |= guard.clean;
            for checked in &guard.checks {
                self.checked_paths(checked, function, args, evaluated, &mut paths);
            }
        }
        (!paths.is_empty()).then(|| Arc::new(Check { paths, clean, holds }))
    }

    pub(super) fn checked_paths(
        &self,
        checked: &Checked,
        function: &Expr,
        args: &[Arg],
        evaluated: &Evaluated,
        paths: &mut Vec<Arc<str>>,
    ) {
        match checked {
            Checked::Receiver => {
                if let ExprKind::Attribute { value, .. } = &function.kind {
                    collect_paths(value, paths);
                }
            }
            Checked::Position(at) => {
                let mut positional = args.iter().filter(|arg| arg.keyword.is_none());
                if let Some(Arg { value, .. }) = positional.nth(*at)
                    && matches!(value.kind, ExprKind::List(_) | ExprKind::Tuple(_))
                {
                    collect_paths(value, paths);
                }
            }
            Checked::Keyword(_) | Checked::All => {}
        }
        let covered = evaluated.passed.iter().filter(|argument| checked.covers(&argument.how));
        paths.extend(covered.filter_map(|argument| argument.path.clone()));
    }

    /// The test that a function is by its name: of each argument, and of what it was read from.
    pub(super) fn check_arguments(&self, evaluated: &Evaluated) -> Option<Arc<Check>> {
        let mut paths: Vec<Arc<str>> = Vec::new();
        for path in evaluated.passed.iter().filter_map(|argument| argument.path.as_deref()) {
            paths.push(path.into());
            if let Some((owner, part)) = path.rsplit_once('.')
                && says_enough(part)
            {
                paths.push(owner.into());
            }
        }
        (!paths.is_empty()).then(|| Arc::new(Check { paths, clean: EVERY, holds: true }))
    }

    /// `validate(path)` by itself: it raises where the value is not acceptable.
    pub(super) fn refine_by_validator(&mut self, function: &'a Expr, args: &'a [Arg]) {
        let Some(last) = last_segment(function) else {
            return;
        };
        const RAISING: &[&str] = &["validate", "check", "ensure", "assert", "verify", "require"];
        let first_word = last.trim_start_matches('_').split('_').next().unwrap_or_default();
        let callee = self.eval_owner(function);
        // `subprocess.check_call` is no check.
        let is_library = callee.names.iter().any(|name| {
            let (root, _) = name.split_once('.').unwrap_or((name, ""));
            root != "*" && self.api.knows_module(root)
        });
        let by_name = RAISING.contains(&first_word) && last.contains('_') && !is_library;
        let guards: Vec<Mask> = callee
            .names
            .iter()
            .flat_map(|name| self.api.guards(name))
            .filter(|guard| guard.holds)
            .map(|guard| guard.clean)
            .collect();
        if !by_name && guards.is_empty() {
            return;
        }
        let clean = if guards.is_empty() { EVERY } else { guards.iter().fold(0, |all, mask| all | mask) };
        let mut paths = Vec::new();
        if let (ExprKind::Attribute { value, .. }, false) = (&function.kind, guards.is_empty()) {
            collect_paths(value, &mut paths);
        }
        for arg in args {
            collect_paths(&arg.value, &mut paths);
        }
        self.clean_paths(&paths, clean);
    }
}

impl<'a> Interpreter<'a> {
    /// `int(text)` has not raised where the program goes on, so the text is that of a number.
    pub(super) fn refine_by_conversion(&mut self, expr: &'a Expr) {
        if let ExprKind::Call { function, args } = &expr.kind
            && let [Arg { value, keyword: None, .. }] = args.as_slice()
            && let Some(path) = path_of(value)
            && self.eval_owner(function).names.iter().any(|name| CONVERSIONS.contains(&&**name))
        {
            self.clean_paths(&[path.into()], EVERY);
        }
    }
}

/// Methods that take one thing out of many.
const LOOKUPS: &[&str] = &[
    "get",
    "getlist",
    "getall",
    "getone",
    "getfirst",
    "getvalue",
    "pop",
    "get_argument",
    "get_query_argument",
    "get_body_argument",
    "get_json",
    "json",
    "form",
    "items",
    "values",
    "keys",
    "rsplit",
    "split",
    "partition",
    "rpartition",
    "fetchone",
    "fetchall",
];

/// Dotted paths in an expression whose value a test of the expression checks.
pub(super) fn collect_paths(expr: &Expr, paths: &mut Vec<Arc<str>>) {
    if let Some(path) = path_of(expr) {
        paths.push(path.into());
        if let ExprKind::Attribute { value, attribute } = &expr.kind
            && says_enough(&attribute.name)
        {
            // `url.hostname in ALLOWED` says enough about `url`.
            collect_paths(value, paths);
        }
        return;
    }
    match &expr.kind {
        ExprKind::Call { function, args } => {
            // What a container has under one key says nothing about the rest of it.
            if let ExprKind::Attribute { value, attribute } = &function.kind
                && !LOOKUPS.contains(&attribute.name.as_str())
            {
                collect_paths(value, paths);
            }
            for arg in args {
                collect_paths(&arg.value, paths);
            }
        }
        ExprKind::Attribute { value, attribute } if says_enough(&attribute.name) => collect_paths(value, paths),
        ExprKind::Attribute { .. } => {}
        ExprKind::Await(value) | ExprKind::Starred(value) => collect_paths(value, paths),
        ExprKind::List(items) | ExprKind::Tuple(items) => items.iter().for_each(|item| collect_paths(item, paths)),
        ExprKind::Binary { left, right, .. } => {
            collect_paths(left, paths);
            collect_paths(right, paths);
        }
        _ => {}
    }
}

/// Parts of a value after whose test the whole is harmless: where an address leads, where a path ends.
pub(super) fn says_enough(part: &str) -> bool {
    matches!(
        part,
        "hostname"
            | "netloc"
            | "authority"
            | "host"
            | "domain"
            | "name"
            | "suffix"
            | "stem"
            | "parent"
            | "parents"
            | "value"
    )
}

/// `is_safe_path`, `valid_name`, `allowed_host`.
pub(super) fn is_checker(name: &str) -> bool {
    promise(name) == Some(true)
}

/// What the name of a test promises where the test holds: that the value is acceptable, or that it is not.
pub(super) fn promise(name: &str) -> Option<bool> {
    let name = name.to_ascii_lowercase();
    let words: Vec<&str> = name.split('_').filter(|word| !word.is_empty()).collect();
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    let is_negated = has(&["not", "non", "no"]);
    if has(REFUSING_WORDS) {
        return (!is_negated).then_some(false);
    }
    has(CHECKING_WORDS).then_some(!is_negated)
}

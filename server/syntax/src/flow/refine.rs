//! What a condition says about the values that it tests.

use super::expression::is_constant_name;
use super::guard::{collect_paths, is_checker, says_enough};
use super::interpret::Interpreter;
use super::scope::path_of;
use super::value::{Check, Constant, EVERY, Mask, OriginKind, Value};
use crate::ast::{CmpOp, Expr, ExprKind};
use std::sync::Arc;

/// How many variables are looked at for what a tested one was made from.
const MOST_DERIVED: usize = 16;

impl<'a> Interpreter<'a> {
    /// Narrows the environment to where the condition has this outcome.
    pub(super) fn refine(&mut self, test: &'a Expr, outcome: bool) {
        match &test.kind {
            ExprKind::Not(inner) => self.refine(inner, !outcome),
            ExprKind::BoolOp { is_and, left, right } if *is_and == outcome => {
                self.refine(left, outcome);
                self.refine(right, outcome);
            }
            ExprKind::BoolOp { left, right, .. } => {
                // Either side decided it.
                let before = self.frame.env.clone();
                self.refine(left, outcome);
                let decided = std::mem::replace(&mut self.frame.env, before);
                self.refine(left, !outcome);
                self.refine(right, outcome);
                let other = std::mem::take(&mut self.frame.env);
                self.frame.env = decided.join(other);
            }
            ExprKind::Await(inner) => self.refine(inner, outcome),
            ExprKind::Walrus { value, .. } => self.refine(value, outcome),
            ExprKind::Call { function, args } => {
                if is_isinstance(function) {
                    self.narrow_type(args, outcome);
                }
                self.refine_by_check(test, outcome);
            }
            ExprKind::Compare { .. } => self.refine_by_check(test, outcome),
            ExprKind::Name(_) | ExprKind::Attribute { .. } => {
                let value = self.eval_owner(test);
                if let Some(check) = value.check.clone() {
                    self.apply(&check, outcome);
                }
                if let (false, Some(path)) = (outcome, path_of(test)) {
                    // It is empty or None, and nothing can be hidden in that.
                    self.clean_paths(&[path.into()], EVERY);
                }
            }
            _ => {}
        }
    }

    fn refine_by_check(&mut self, test: &'a Expr, outcome: bool) {
        self.frame.silent += 1;
        let value = self.eval(test);
        self.frame.silent -= 1;
        if let Some(check) = value.check.clone() {
            self.apply(&check, outcome);
        }
    }

    fn apply(&mut self, check: &Check, outcome: bool) {
        if check.holds == outcome {
            self.clean_paths(&check.paths, check.clean);
        }
    }

    pub(super) fn clean_paths(&mut self, paths: &[Arc<str>], clean: Mask) {
        for path in self.with_derived(paths) {
            if let Some(value) = self.value_at(&path) {
                self.frame.env.test(path, Arc::new(value.cleaned(clean)));
            }
        }
    }

    /// Paths, and the variables that they were made from.
    pub(super) fn with_derived(&self, paths: &[Arc<str>]) -> Vec<Arc<str>> {
        let mut all = paths.to_vec();
        let mut next = 0;
        while let Some(path) = all.get(next).filter(|_| next < MOST_DERIVED).cloned() {
            let root = path.rsplit_once('.').filter(|(_, part)| says_enough(part)).map(|(root, _)| root);
            let known = [Some(&*path), root].into_iter().flatten().flat_map(|from| self.frame.env.derived_from(from));
            let new: Vec<Arc<str>> = known.filter(|from| !all.contains(from)).cloned().collect();
            all.extend(new);
            next += 1;
        }
        all
    }

    /// What stands at a dotted path: `self.target`, `job.[x]`.
    fn value_at(&mut self, path: &str) -> Option<Arc<Value>> {
        if let Some(known) = self.frame.env.get(path) {
            return Some(known.clone());
        }
        let Some((owner, member)) = split_path(path) else {
            return self.outer(path).cloned();
        };
        let owner = self.value_at(owner).or_else(|| (!owner.contains('.')).then(|| self.lookup(owner)))?;
        match member.strip_prefix('[').and_then(|key| key.strip_suffix(']')) {
            None => Some(self.member(&owner, member, self.frame.statement)),
            Some(key) => {
                let is_it = |known: &Option<Constant>| match known {
                    Some(Constant::Text(text)) => **text == *key,
                    Some(Constant::Int(number)) => number.to_string() == key,
                    _ => false,
                };
                let item = owner.items.iter().flat_map(|items| items.iter()).find(|(known, _)| is_it(known));
                let whole = || Arc::new(Value { names: Vec::new(), items: None, ..(*owner).clone() });
                Some(item.map_or_else(whole, |(_, item)| item.clone()))
            }
        }
    }

    /// The test that a comparison is: membership in what the program wrote, equality with it, a guard's outcome.
    pub(super) fn check_of(
        &mut self,
        (left, left_value): (&'a Expr, &Arc<Value>),
        op: CmpOp,
        (right, right_value): (&'a Expr, &Arc<Value>),
    ) -> Option<Arc<Check>> {
        match op {
            CmpOp::In | CmpOp::NotIn => self.membership(left, op == CmpOp::In, right, right_value),
            CmpOp::Equal | CmpOp::NotEqual => {
                let holds = op == CmpOp::Equal;
                equality(left, left_value, holds, right_value)
                    .or_else(|| equality(right, right_value, holds, left_value))
            }
            // `set(asked) <= ALLOWED`
            CmpOp::LessEqual | CmpOp::Less if right_value.is_a("set") || right_value.is_a("frozenset") => {
                self.membership(left, true, right, right_value)
            }
            CmpOp::Less | CmpOp::LessEqual | CmpOp::Greater | CmpOp::GreaterEqual => {
                let is_upper = matches!(op, CmpOp::Less | CmpOp::LessEqual);
                self.bound(left, is_upper, right, right_value)
                    .or_else(|| self.bound(right, !is_upper, left, left_value))
            }
            CmpOp::Is | CmpOp::IsNot if matches!(right.kind, ExprKind::None) => {
                let check = left_value.check.clone()?;
                let holds = (op == CmpOp::IsNot) == check.holds;
                Some(Arc::new(Check { holds, ..(*check).clone() }))
            }
            _ => None,
        }
    }

    /// `size <= LIMIT`, for weaknesses that a limit helps against: the guard's name is `<`.
    fn bound(&self, side: &Expr, holds: bool, limit: &Expr, limit_value: &Value) -> Option<Arc<Check>> {
        let is_limit = matches!(limit_value.constant, Some(Constant::Int(_)))
            || path_of(limit).is_some_and(|path| is_constant_name(path.rsplit('.').next().unwrap_or_default()));
        let clean = self.api.guards("<").iter().fold(0, |all, guard| all | guard.clean);
        let mut paths = Vec::new();
        collect_paths(side, &mut paths);
        (is_limit && clean != 0 && !paths.is_empty()).then(|| Arc::new(Check { paths, clean, holds }))
    }

    fn membership(
        &mut self,
        left: &'a Expr,
        holds: bool,
        right: &'a Expr,
        container: &Arc<Value>,
    ) -> Option<Arc<Check>> {
        let mut paths = Vec::new();
        if let ExprKind::Attribute { value: path, attribute } = &right.kind
            && attribute.name == "parents"
        {
            // `FOLDER in path.parents`
            collect_paths(path, &mut paths);
            return Some(Arc::new(Check { paths, clean: EVERY, holds }));
        }
        if let ExprKind::Str(text) = &left.kind {
            // `".." in path`: the name of such a guard is the quoted text and `in`.
            let text = text.constant()?;
            let guards = self.api.guards(&format!("'{text}' in"));
            let clean = guards.iter().fold(0, |all, guard| all | guard.clean);
            collect_paths(right, &mut paths);
            return (clean != 0).then(|| Arc::new(Check { paths, clean, holds: !holds }));
        }
        let by_name = path_of(right).is_some_and(|path| {
            let last = path.rsplit('.').next().unwrap_or_default();
            is_constant_name(last) || is_checker(last)
        });
        // What the program's own table holds under its keys says nothing about the keys.
        let is_table =
            || container.is_a("dict") && path_of(right).is_some_and(|path| self.frame.env.get(&path).is_none());
        let is_trusted = by_name || container.is_harmless() || is_table();
        if !is_trusted && (container.is_a("str") || !self.is_apart(container, left)) {
            return None;
        }
        collect_paths(left, &mut paths);
        Some(Arc::new(Check { paths, clean: EVERY, holds }))
    }

    /// Whether nothing is in a container but the program's own: what was handed to a constructor, or to the function
    /// besides what is tested.
    fn is_apart(&mut self, container: &Value, tested: &'a Expr) -> bool {
        let mut handed = container.origins.iter().filter(|origin| !origin.kept).peekable();
        if handed.peek().is_none() {
            return true;
        }
        self.frame.silent += 1;
        let tested = self.eval_owner(tested);
        self.frame.silent -= 1;
        handed.all(|origin| {
            matches!(origin.kind, OriginKind::Parameter { .. })
                && tested.origins.iter().all(|other| other.kind != origin.kind)
        })
    }

    fn narrow_type(&mut self, args: &'a [crate::ast::Arg], outcome: bool) {
        let (true, [tested, kind]) = (outcome, args) else {
            return;
        };
        let Some(path) = path_of(&tested.value) else {
            return;
        };
        let kinds: Vec<&Expr> = match &kind.value.kind {
            ExprKind::Tuple(items) => items.iter().collect(),
            _ => vec![&kind.value],
        };
        let types: Vec<Arc<str>> = kinds
            .into_iter()
            .filter_map(|kind| self.eval_owner(kind).names.first().cloned().or_else(|| path_of(kind).map(Arc::from)))
            .collect();
        if let Some(value) = self.frame.env.get(&path) {
            let mut narrowed = (**value).clone();
            narrowed.types = types;
            self.frame.env.refine(path.into(), Arc::new(narrowed));
        }
    }

    /// Types that an annotation names.
    pub(super) fn annotated_types(&mut self, annotation: &'a Expr) -> Vec<Arc<str>> {
        let mut types = Vec::new();
        self.collect_types(annotation, &mut types, 0);
        types.truncate(4);
        types
    }

    fn collect_types(&mut self, annotation: &'a Expr, types: &mut Vec<Arc<str>>, depth: usize) {
        if depth > 6 {
            return;
        }
        match &annotation.kind {
            ExprKind::Name(_) | ExprKind::Attribute { .. } => {
                let value = self.eval_owner(annotation);
                let name = value.names.first().filter(|name| !name.starts_with("*."));
                types.extend(name.cloned());
                if let Some(class) = value.class {
                    types.extend(self.head(class).into_iter().flat_map(|head| head.bases.iter().cloned()));
                }
            }
            ExprKind::Subscript { value, index } => {
                let outer = self.eval_owner(value);
                let last = outer.names.first().and_then(|name| name.rsplit('.').next()).unwrap_or_default().to_owned();
                match last.as_str() {
                    "Optional" | "Annotated" | "Union" | "Final" | "ClassVar" => match &index.kind {
                        ExprKind::Tuple(items) if last == "Annotated" => {
                            if let Some(first) = items.first() {
                                self.collect_types(first, types, depth + 1);
                            }
                        }
                        ExprKind::Tuple(items) => {
                            for item in items {
                                self.collect_types(item, types, depth + 1);
                            }
                        }
                        _ => self.collect_types(index, types, depth + 1),
                    },
                    "List" | "Sequence" | "Iterable" | "Set" => types.push("list".into()),
                    "Dict" | "Mapping" => types.push("dict".into()),
                    "Literal" => types.push("bool".into()),
                    _ => types.extend(outer.names.first().cloned()),
                }
            }
            ExprKind::Binary { left, right, .. } => {
                self.collect_types(left, types, depth + 1);
                self.collect_types(right, types, depth + 1);
            }
            ExprKind::Str(text) => {
                // A forward reference: its names, without what only says how they go together.
                const AROUND: &[&str] = &["Optional", "Union", "Annotated", "Final", "ClassVar", "None", "typing"];
                let text = text.constant().unwrap_or_default();
                let names = text.split(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '_' | '.')));
                for name in names.filter(|name| is_dotted(name) && !AROUND.contains(name)) {
                    let root = name.split('.').next().unwrap_or_default();
                    let value = self.lookup(root);
                    let name = value.names.first().map(|qualified| name.replacen(root, qualified, 1));
                    types.extend(name.map(Arc::from));
                }
            }
            _ => {}
        }
    }

    /// What an annotation says of the elements: `list[Session]`, `dict[str, Session]`.
    pub(super) fn annotated_element(&mut self, annotation: &'a Expr) -> Option<Arc<Value>> {
        const HOLDERS: &[&str] = &[
            "list",
            "List",
            "set",
            "Set",
            "frozenset",
            "FrozenSet",
            "Sequence",
            "Iterable",
            "Iterator",
            "Collection",
            "Generator",
            "AsyncIterator",
            "AsyncIterable",
            "tuple",
            "Tuple",
            "deque",
            "Deque",
        ];
        const TABLES: &[&str] = &["dict", "Dict", "Mapping", "MutableMapping", "defaultdict", "DefaultDict"];
        let ExprKind::Subscript { value, index } = &annotation.kind else {
            return None;
        };
        let holder = super::call::last_segment(value)?;
        let inner = match &index.kind {
            ExprKind::Tuple(items) if TABLES.contains(&holder) => items.get(1)?,
            ExprKind::Tuple(items) if HOLDERS.contains(&holder) => items.first()?,
            _ if HOLDERS.contains(&holder) => index,
            _ => return None,
        };
        let types = self.annotated_types(inner);
        let class = self.annotated_class(inner);
        (!types.is_empty() || class.is_some()).then(|| Arc::new(Value { types, class, ..Value::default() }))
    }

    /// The class of this file that an annotation names.
    pub(super) fn annotated_class(&mut self, annotation: &'a Expr) -> Option<usize> {
        match &annotation.kind {
            ExprKind::Name(name) => self.lookup(name).class,
            _ => None,
        }
    }
}

/// The owner of a path, and its last member: `a.b` and `[c.d]` of `a.b.[c.d]`.
fn split_path(path: &str) -> Option<(&str, &str)> {
    let at = if path.ends_with(']') { path.rfind(".[")? } else { path.rfind('.')? };
    Some((path.get(..at)?, path.get(at + 1..)?))
}

fn is_isinstance(function: &Expr) -> bool {
    matches!(&function.kind, ExprKind::Name(name) if name == "isinstance")
}

fn is_dotted(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_alphanumeric() || letter == '_' || letter == '.')
}

/// `path == CONSTANT`, or a guard's outcome compared with something.
fn equality(side: &Expr, value: &Value, holds: bool, other: &Value) -> Option<Arc<Check>> {
    if let (ExprKind::Call { .. }, Some(check)) = (&side.kind, &value.check) {
        return Some(Arc::new(Check { holds: holds == check.holds, ..(**check).clone() }));
    }
    other.constant.as_ref()?;
    let mut paths = Vec::new();
    collect_paths(side, &mut paths);
    if paths.is_empty() || (path_of(side).is_none() && !matches!(side.kind, ExprKind::Attribute { .. })) {
        return None;
    }
    Some(Arc::new(Check { paths, clean: EVERY, holds }))
}

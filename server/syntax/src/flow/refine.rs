//! What a condition says about the values that it tests.

use super::expression::is_constant_name;
use super::guard::{collect_paths, is_checker};
use super::interpret::Interpreter;
use super::scope::path_of;
use super::value::{Check, EVERY, Mask, Value};
use crate::ast::{CmpOp, Expr, ExprKind};
use std::sync::Arc;

impl<'a> Interpreter<'a> {
    /// Narrows the environment to where the condition has this outcome.
    pub(super) fn refine(&mut self, test: &'a Expr, outcome: bool) {
        match &test.kind {
            ExprKind::Not(inner) => self.refine(inner, !outcome),
            ExprKind::BoolOp { is_and, left, right } => {
                if *is_and == outcome {
                    self.refine(left, outcome);
                    self.refine(right, outcome);
                }
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
        let mut all = paths.to_vec();
        for path in paths {
            let root = path.split('.').next().unwrap_or_default();
            all.extend(self.frame.env.derived_from(path).iter().cloned());
            all.extend(self.frame.env.derived_from(root).iter().cloned());
        }
        for path in &all {
            let known = self.frame.env.get(path).cloned();
            let known = known.or_else(|| self.frame.closure.as_ref().and_then(|outer| outer.get(path)).cloned());
            if let Some(value) = known {
                self.frame.env.refine(path.clone(), Arc::new(value.cleaned(clean)));
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
            CmpOp::Is | CmpOp::IsNot if matches!(right.kind, ExprKind::None) => {
                let check = left_value.check.clone()?;
                let holds = (op == CmpOp::IsNot) == check.holds;
                Some(Arc::new(Check { holds, ..(*check).clone() }))
            }
            _ => None,
        }
    }

    fn membership(
        &mut self,
        left: &'a Expr,
        holds: bool,
        right: &'a Expr,
        container: &Arc<Value>,
    ) -> Option<Arc<Check>> {
        let mut paths = Vec::new();
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
        let is_untouched = container.origins.is_empty() && !container.is_a("str");
        if !(by_name || container.is_harmless() || is_untouched) {
            return None;
        }
        collect_paths(left, &mut paths);
        Some(Arc::new(Check { paths, clean: EVERY, holds }))
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
        let types: Vec<Arc<str>> = kinds.into_iter().filter_map(path_of).map(Arc::from).collect();
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
                    types.extend(self.classes[class].bases.iter().cloned());
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
                // A forward reference: only plain dotted names are read.
                if let Some(text) = text.constant().filter(|text| is_dotted(text)) {
                    let root = text.split('.').next().unwrap_or_default();
                    let value = self.lookup(root);
                    let name = value.names.first().map(|name| text.replacen(root, name, 1));
                    types.extend(name.map(Arc::from));
                }
            }
            _ => {}
        }
    }

    /// The class of this file that an annotation names.
    pub(super) fn annotated_class(&mut self, annotation: &'a Expr) -> Option<usize> {
        match &annotation.kind {
            ExprKind::Name(name) => self.lookup(name).class,
            _ => None,
        }
    }
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
    path_of(side)?;
    other.constant.as_ref()?;
    let mut paths = Vec::new();
    collect_paths(side, &mut paths);
    Some(Arc::new(Check { paths, clean: EVERY, holds }))
}

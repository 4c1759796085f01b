//! Expressions: names, attributes, displays, operators.

use super::builtin::mode_bits;
use super::call::Evaluated;
use super::facts::{Call, How, Mention, Passed};
use super::guard::collect_paths;
use super::interpret::Interpreter;
use super::scope::{constant_key, path_of};
use super::value::{Check, Constant, Origin, OriginKind, Value};
use crate::ast::{BinOp, Clause, CmpOp, Expr, ExprKind, Span};
use std::sync::Arc;

/// Expressions inside one another before nothing more is looked at.
pub(super) const DEEPEST_EXPRESSION: usize = 500;

impl<'a> Interpreter<'a> {
    /// What is known about an expression; records what it does.
    pub(super) fn eval(&mut self, expr: &'a Expr) -> Arc<Value> {
        if self.is_spent() || self.depth > DEEPEST_EXPRESSION {
            self.unit.was_cut = true;
            return Arc::new(Value::unknown());
        }
        self.unit.deepest_expression = self.unit.deepest_expression.max(self.depth - self.unit.depth);
        self.depth += 1;
        let value = self.eval_kind(expr);
        self.depth -= 1;
        value
    }

    fn eval_kind(&mut self, expr: &'a Expr) -> Arc<Value> {
        let value = match &expr.kind {
            ExprKind::Name(name) => {
                let value = self.lookup(name);
                self.mention(&value, expr.span);
                return value;
            }
            ExprKind::Attribute { value, attribute } => {
                let owner = self.eval_owner(value);
                let result = self.attribute(expr, &owner, &attribute.name);
                self.mention(&result, expr.span);
                return result;
            }
            ExprKind::Call { function, args } => return self.call(expr, function, args),
            ExprKind::Subscript { value, index } => return self.subscript(expr, value, index),
            ExprKind::Str(text) => self.interpolated(text),
            ExprKind::Int(number) => Value::constant(Constant::Int(*number)),
            ExprKind::Number => Value { types: vec!["float".into()], harmless: true, ..Value::default() },
            ExprKind::Bool(truth) => Value::constant(Constant::Bool(*truth)),
            ExprKind::None => Value::constant(Constant::None),
            ExprKind::Ellipsis | ExprKind::Error => Value::unknown(),
            ExprKind::Tuple(items) => self.display("tuple", items),
            ExprKind::List(items) => self.display("list", items),
            ExprKind::Set(items) => self.display("set", items),
            ExprKind::Dict(items) => self.dictionary(items),
            ExprKind::Comprehension { key, element, clauses } => {
                // What a condition says holds for the element, not behind the comprehension.
                let before = self.frame.env.clone();
                for clause in clauses {
                    let sequence = self.eval(&clause.iterable);
                    let taken = self.iterated(&sequence);
                    self.assign(&clause.target, &taken, clause.iterable.span);
                    for condition in &clause.conditions {
                        self.eval(condition);
                        self.refine(condition, true);
                    }
                }
                let mut value = Value::instance(if key.is_some() { "dict" } else { "list" });
                value.harmless = true;
                if let Some(key) = key {
                    let key = self.eval(key);
                    value.merge_origins(&key.live_origins());
                    value.harmless = key.is_harmless();
                    value.clean = key.clean;
                }
                let element = self.eval(element);
                value.merge_origins(&element.live_origins());
                value.harmless &= element.is_harmless();
                value.clean =
                    if key.is_some() && !value.harmless { value.clean & element.clean } else { element.clean };
                value.parts = element.parts.clone();
                value.check = self.check_of_all(&element, clauses);
                value.element = key.is_none().then_some(element);
                self.frame.env = before;
                value
            }
            ExprKind::Binary { left, op, right } => {
                let first = self.eval(left);
                let second = self.eval(right);
                if *op == BinOp::Mod && (first.text().is_some() || first.parts.is_some() || first.is_a("str")) {
                    let spans: Vec<Span> = match &right.kind {
                        ExprKind::Tuple(items) => items.iter().map(|item| item.span).collect(),
                        _ => Vec::new(),
                    };
                    return Arc::new(self.percent((&first, left.span), (&second, right.span), &spans));
                }
                self.binary(&first, left.span, *op, &second, right.span)
            }
            ExprKind::Not(inner) => {
                let value = self.eval(inner);
                if let Some(Constant::Bool(truth)) = value.constant {
                    return Arc::new(Value::constant(Constant::Bool(!truth)));
                }
                Value { types: vec!["bool".into()], harmless: true, ..Value::default() }
            }
            ExprKind::Unary { op, operand } => self.unary(*op, operand),
            ExprKind::BoolOp { is_and, left, right } => return self.bool_op(*is_and, left, right),
            ExprKind::Compare { left, rest } => {
                let first = self.eval(left);
                let others: Vec<_> = rest.iter().map(|(_, operand)| self.eval(operand)).collect();
                if let ([(op, right)], [value]) = (rest.as_slice(), others.as_slice())
                    && let Some(form) = form_of(*op)
                {
                    self.record_form(form, expr.span, &[(left, first.clone()), (right, value.clone())]);
                }
                let check = match (rest.as_slice(), others.as_slice()) {
                    ([(op, right)], [value]) => self.check_of((left, &first), *op, (right, value)),
                    // `0 < size <= LIMIT`
                    ([(_, middle), (op, right)], [between, value]) => {
                        self.check_of((middle, between), *op, (right, value)).filter(|check| check.holds)
                    }
                    _ => None,
                };
                Value { types: vec!["bool".into()], harmless: true, check, ..Value::default() }
            }
            ExprKind::Conditional { test, body, orelse } => return self.conditional(test, body, orelse),
            ExprKind::Lambda(function) => {
                let id = self.declare(function, None);
                self.frame.pending.push(id);
                Value { function: Some(id), ..Value::default() }
            }
            ExprKind::Await(inner) | ExprKind::Starred(inner) => return self.eval(inner),
            ExprKind::Yield(inner) => {
                if let Some(inner) = inner {
                    let value = self.eval(inner);
                    self.frame.returned = Some(match &self.frame.returned {
                        Some(before) => Value::join(before, &value),
                        None => value,
                    });
                }
                Value::unknown()
            }
            ExprKind::Walrus { target, value } => {
                let value = self.eval(value);
                self.frame.env.set(target.name.as_str().into(), value.clone());
                return value;
            }
            ExprKind::Slice { parts } => {
                for part in parts {
                    self.eval(part);
                }
                Value::unknown()
            }
        };
        Arc::new(value)
    }

    /// The object before a dot: mentioning it alone is not what the code does.
    pub(super) fn eval_owner(&mut self, expr: &'a Expr) -> Arc<Value> {
        match &expr.kind {
            ExprKind::Name(name) => self.lookup(name),
            ExprKind::Attribute { value, attribute } => {
                let owner = self.eval_owner(value);
                self.attribute(expr, &owner, &attribute.name)
            }
            _ => self.eval(expr),
        }
    }

    fn mention(&mut self, value: &Arc<Value>, span: Span) {
        if self.frame.silent > 0 {
            return;
        }
        for name in &value.names {
            if self.api.is_known(name) {
                self.unit.piece.mentions.push(Mention {
                    name: name.clone(),
                    span,
                    statement: self.frame.statement,
                    function: self.frame.function,
                    context: self.frame.context.clone(),
                    under: self.frame.under.clone(),
                });
                break;
            }
        }
    }

    /// What a name stands for.
    pub(super) fn lookup(&self, name: &str) -> Arc<Value> {
        if let Some(value) = self.frame.env.get(name) {
            return value.clone();
        }
        let stored = self.global(name);
        if let Some(value) = self.outer(name) {
            return stored.map_or_else(|| value.clone(), |stored| Value::join(value, stored));
        }
        if let Some(stored) = stored {
            return stored.clone();
        }
        let from_star = self.stars.iter().map(|module| format!("{module}.{name}")).find(|name| self.is_meant(name));
        if let Some(qualified) = from_star.map(Arc::from).or_else(|| self.api.unbound(name)) {
            return Arc::new(Value::named(qualified));
        }
        let mut value = Value::named(name);
        value.unbound = true;
        value.types = self.variable_types(name);
        value.harmless = is_constant_name(name);
        Arc::new(value)
    }

    /// What a name is in the scopes around the function.
    pub(super) fn outer(&self, name: &str) -> Option<&Arc<Value>> {
        let (found, is_top) = self.frame.closure.as_ref()?.get(name);
        if is_top {
            self.note_outer(name, found);
        }
        found
    }

    /// Whether a qualified name is one that the API has something to say about.
    fn is_meant(&self, name: &str) -> bool {
        self.api.is_known(name) || self.api.source(name).is_some() || self.api.call_type(name).is_some()
    }

    pub(super) fn variable_types(&self, name: &str) -> Vec<Arc<str>> {
        let imported = &self.facts.imported;
        self.api.variable_types(name, &|module| imported.is_empty() || imported.contains(module))
    }

    /// Names of a method or attribute through the bases of a type, closest first.
    pub(super) fn inherited(&self, of: &str, member: &str) -> Arc<[Arc<str>]> {
        let known = self.inherited.borrow().get(of).and_then(|members| members.get(member)).cloned();
        if let Some(known) = known {
            return known;
        }
        let names: Arc<[Arc<str>]> = self.inherited_anew(of, member).into();
        let mut all = self.inherited.borrow_mut();
        all.entry(of.into()).or_default().insert(member.into(), names.clone());
        names
    }

    fn inherited_anew(&self, of: &str, member: &str) -> Vec<Arc<str>> {
        let mut names: Vec<Arc<str>> = vec![format!("{of}.{member}").into()];
        let mut class: Arc<str> = of.into();
        while let Some(base) = self.api.base(&class) {
            if names.len() >= 6 {
                break;
            }
            names.push(format!("{base}.{member}").into());
            class = base;
        }
        names
    }

    /// Qualified names that a member of a value may have, closest first.
    pub(super) fn member_names(&self, owner: &Value, member: &str) -> Vec<Arc<str>> {
        let mut names = Vec::new();
        for of in &owner.types {
            names.extend(self.inherited(of, member).iter().cloned());
        }
        for name in &owner.names {
            // A class's own methods, and what it inherits.
            names.extend(self.inherited(name, member).iter().cloned());
        }
        let is_foreign = owner.names.iter().all(|name| {
            let root = name.split('.').next().unwrap_or_default();
            !self.api.knows_module(root)
        });
        let may_be_more = owner.class.is_none_or(|class| self.has_outside_base(class));
        if is_foreign && may_be_more && owner.items.is_none() {
            let typed = owner.types.iter().any(|of| !of.contains('.') || self.knows_type(of));
            if !typed && owner.constant.is_none() {
                names.push(format!("*.{member}").into());
            }
        }
        names
    }

    /// Whether a class of the program may have members that the program does not show.
    fn has_outside_base(&self, class: usize) -> bool {
        self.head(class).is_some_and(|head| head.bases.iter().any(|base| &**base != "object"))
    }

    fn knows_type(&self, of: &str) -> bool {
        self.api.knows_module(of.split('.').next().unwrap_or_default())
    }

    fn attribute(&mut self, expr: &'a Expr, owner: &Arc<Value>, member: &str) -> Arc<Value> {
        if let Some(known) = path_of(expr).and_then(|path| self.frame.env.get(&path)) {
            return known.clone();
        }
        self.member(owner, member, expr.span)
    }

    /// An attribute of a value, by its name alone.
    pub(super) fn member(&mut self, owner: &Arc<Value>, member: &str, span: Span) -> Arc<Value> {
        if let Some(value) = owner.module.as_ref().and_then(|module| self.foreign_member(module, member)) {
            return value;
        }
        if let Some(value) = self.class_attribute(owner, member) {
            if let Some(id) = value.function.filter(|&id| self.is_property(id)) {
                let receiver = (owner.clone(), span);
                return self.local_call(span, id, Some(&receiver), &Evaluated { passed: Vec::new() });
            }
            if owner.origins.is_empty() || value.function.is_some() {
                return value;
            }
            // A field of an object that came from outside.
            let mut field = (*value).clone();
            field.merge_origins(&owner.live_origins());
            return Arc::new(field);
        }
        if owner.is_a("argparse.Namespace") && self.plain_option(member) == Some(true) {
            return Arc::new(Value { harmless: true, ..Value::instance("int") });
        }
        if member == "_meta" {
            // What the program declared of a model.
            return Arc::new(Value { harmless: true, ..Value::default() });
        }
        let names = self.member_names(owner, member);
        let mut value = Value {
            origins: owner.live_origins(),
            harmless: owner.harmless && owner.names.is_empty() || is_constant_name(member),
            clean: owner.clean,
            unbound: owner.unbound,
            ..Value::default()
        };
        if let Some(of) = names.iter().find_map(|name| self.api.attribute_type(name)) {
            value.types = vec![of];
        }
        if let Some(number) = names.iter().find_map(|name| self.api.source(name)) {
            value.origins = vec![self.origin(number, span)];
            value.harmless = false;
        }
        if value.types.is_empty() && owner.names.is_empty() {
            value.types = self.variable_types(member);
        }
        if matches!(member, "pk" | "id") {
            // What was looked up by something untrusted has a number of its own.
            value.origins.retain(|origin| !origin.weak);
        }
        value.constant = names.first().and_then(|name| mode_bits(name)).map(Constant::Int);
        let cleans = self.cleaned_by(&names);
        value.names = names;
        value.names.truncate(8);
        Arc::new(if cleans == 0 { value } else { value.cleaned(cleans) })
    }

    pub(super) fn origin(&self, number: usize, span: Span) -> Origin {
        Origin { kind: OriginKind::Source(number), span, clean: 0, weak: false, kept: false, file: None, steps: None }
    }

    /// An attribute of a class of this file, or of an instance of it.
    fn class_attribute(&mut self, owner: &Value, member: &str) -> Option<Arc<Value>> {
        let mut waiting = vec![owner.class?];
        for _ in 0..16 {
            let class = waiting.pop()?;
            if let Some(value) = self.attribute_of(class, member) {
                return Some(value.clone());
            }
            if let Some(&method) = self.head(class)?.methods.get(member) {
                return Some(Arc::new(Value { function: Some(method), class: owner.class, ..Value::default() }));
            }
            if let Some(value) = self.foreign_attribute(class, member) {
                return Some(value);
            }
            waiting.extend(self.head(class)?.local_bases.iter().rev());
        }
        None
    }

    fn is_property(&self, id: usize) -> bool {
        self.declared(id).is_some_and(|declared| {
            let decorators = &declared.fact.decorators;
            decorators
                .iter()
                .any(|name| matches!(name.rsplit('.').next(), Some("property" | "cached_property" | "hybrid_property")))
        })
    }

    /// Notes a form of the language that the API asks for as if it were a call.
    pub(super) fn record_form(&mut self, name: &str, span: Span, operands: &[(&'a Expr, Arc<Value>)]) {
        if self.frame.silent > 0 || !self.api.is_known(name) || operands.iter().any(|(_, value)| is_dull(name, value)) {
            return;
        }
        let passed = operands.iter().enumerate().map(|(at, (operand, value))| Passed {
            how: How::Position(at),
            value: value.clone(),
            span: operand.span,
            whole: operand.span,
            path: asked_for(operand).map(Arc::from),
        });
        let passed: Vec<Passed> = passed.collect();
        let mut context = self.frame.context.clone();
        for (operand, _) in operands {
            let mut paths = Vec::new();
            collect_paths(operand, &mut paths);
            context.extend(paths);
        }
        self.unit.piece.calls.push(Call {
            span,
            callee: span,
            statement: self.frame.statement,
            names: vec![name.into()],
            receiver: None,
            args: passed,
            function: self.frame.function,
            context,
            under: self.frame.under.clone(),
        });
    }

    fn subscript(&mut self, expr: &'a Expr, owner: &'a Expr, index: &'a Expr) -> Arc<Value> {
        let key = self.eval(index);
        if let Some(known) = path_of(expr).and_then(|path| self.frame.env.get(&path)) {
            return known.clone();
        }
        let owner = self.eval(owner);
        if let (Some(items), Some(key)) = (&owner.items, constant_key(&key)) {
            let position = match key {
                Constant::Int(number) => usize::try_from(number).ok(),
                _ => None,
            };
            let by_key = items.iter().find(|(known, _)| known.as_ref() == Some(&key));
            let from_end = match key {
                Constant::Int(number) if number < 0 => {
                    usize::try_from(number.unsigned_abs()).ok().and_then(|back| items.len().checked_sub(back))
                }
                _ => None,
            };
            let by_position = position.or(from_end).and_then(|at| items.get(at)).filter(|(known, _)| known.is_none());
            if let Some((_, value)) = by_key.or(by_position) {
                return value.clone();
            }
        }
        let declared = self.declared_by(&owner, "__getitem__");
        let mut value = Value {
            origins: owner.live_origins(),
            // A table that the program wrote gives only what the program wrote.
            harmless: owner.is_harmless(),
            clean: owner.clean,
            types: declared.into_iter().collect(),
            ..Value::default()
        };
        if matches!(index.kind, ExprKind::Slice { .. }) {
            value.types = owner.types.clone();
            value.parts = owner.parts.clone();
            value.element = owner.any_element();
        } else if let Some(element) = &owner.element {
            return element.clone();
        } else if let Some(items) = &owner.items {
            let mut items = items.iter().map(|(_, item)| item.clone());
            if let Some(first) = items.next() {
                return items.fold(first, |joined, item| Value::join(&joined, &item));
            }
        }
        if owner.is_a("str") {
            value.types = vec!["str".into()];
        }
        Arc::new(value)
    }

    fn declared_by(&self, owner: &Value, member: &str) -> Option<Arc<str>> {
        owner.types.iter().find_map(|of| self.inherited(of, member).iter().find_map(|name| self.api.call_type(name)))
    }

    fn display(&mut self, kind: &str, items: &'a [Expr]) -> Value {
        let mut value = Value::instance(kind);
        value.harmless = true;
        let mut known = Vec::new();
        let mut is_exact = true;
        for item in items {
            let element = self.eval(item);
            value.merge_origins(&element.live_origins());
            value.harmless &= element.is_harmless();
            is_exact &= !matches!(item.kind, ExprKind::Starred(_));
            known.push((None, element));
        }
        if is_exact && known.len() <= 64 {
            value.items = Some(Arc::new(known));
        }
        value
    }

    fn dictionary(&mut self, items: &'a [(Option<Expr>, Expr)]) -> Value {
        let mut value = Value::instance("dict");
        value.harmless = true;
        let mut known: Vec<(Option<Constant>, Arc<Value>)> = Vec::new();
        let mut is_exact = true;
        for (key, item) in items {
            let key = key.as_ref().map(|key| self.eval(key));
            let mark = self.frame.context.len();
            let text = key.as_ref().and_then(|key| key.text()).map(Arc::from);
            self.frame.context.extend(text);
            let element = self.eval(item);
            self.frame.context.truncate(mark);
            value.merge_origins(&element.live_origins());
            value.harmless &= element.is_harmless();
            let is_spread = key.is_none();
            match key.and_then(|key| constant_key(&key)) {
                Some(key) => {
                    known.retain(|(own, _)| own.as_ref() != Some(&key));
                    known.push((Some(key), element));
                }
                None => match element.items.as_ref().filter(|_| is_spread) {
                    Some(items) => {
                        for (key, item) in items.iter() {
                            known.retain(|(own, _)| own != key);
                            known.push((key.clone(), item.clone()));
                        }
                    }
                    None => is_exact = false,
                },
            }
        }
        if is_exact && known.len() <= 64 {
            value.items = Some(Arc::new(known));
        }
        value
    }

    /// `all(x in ALLOWED for x in asked)`: what is tested of every element.
    fn check_of_all(&self, element: &Value, clauses: &[Clause]) -> Option<Arc<Check>> {
        let ([clause], Some(check)) = (clauses, &element.check) else {
            return None;
        };
        let target = path_of(&clause.target)?;
        let sequence = path_of(&clause.iterable)?;
        let is_tested = check.holds && check.paths.iter().any(|path| **path == *target);
        is_tested.then(|| Arc::new(Check { paths: vec![sequence.into()], clean: check.clean, holds: true }))
    }

    fn unary(&mut self, op: char, operand: &'a Expr) -> Value {
        let value = self.eval(operand);
        match (&value.constant, op) {
            (Some(Constant::Int(number)), '-') => Value::constant(Constant::Int(number.saturating_neg())),
            _ => Value {
                types: value.types.clone(),
                harmless: value.is_harmless(),
                origins: value.origins.clone(),
                ..Value::default()
            },
        }
    }

    fn bool_op(&mut self, is_and: bool, left: &'a Expr, right: &'a Expr) -> Arc<Value> {
        let first = self.eval(left);
        let before = self.frame.env.clone();
        self.refine(left, is_and);
        let second = self.eval(right);
        let refined = std::mem::replace(&mut self.frame.env, before);
        // Walrus targets of the right side stay bound.
        for (path, value) in refined.changed_since(&self.frame.env) {
            if self.frame.env.get(&path).is_none() {
                self.frame.env.refine(path, value);
            }
        }
        if is_and { second } else { Value::join(&first, &second) }
    }

    fn conditional(&mut self, test: &'a Expr, body: &'a Expr, orelse: &'a Expr) -> Arc<Value> {
        self.eval(test);
        let before = self.frame.env.clone();
        self.refine(test, true);
        let first = self.eval(body);
        self.frame.env = before.clone();
        self.refine(test, false);
        let second = self.eval(orelse);
        self.frame.env = before;
        Value::join(&first, &second)
    }

    /// `left op right` on values.
    pub(super) fn binary(
        &mut self,
        left: &Arc<Value>,
        left_span: Span,
        op: BinOp,
        right: &Arc<Value>,
        right_span: Span,
    ) -> Value {
        if let Some(folded) = fold(left, op, right) {
            return Value::constant(folded);
        }
        match op {
            BinOp::Add => return self.concatenated(left, left_span, right, right_span),
            BinOp::Mod if left.text().is_some() || left.parts.is_some() || left.is_a("str") => {
                return self.percent((left, left_span), (right, right_span), &[]);
            }
            BinOp::Div if left.types.iter().chain(&right.types).any(|of| of.starts_with("pathlib.")) => {
                return self.joined_path(&[(left.clone(), left_span), (right.clone(), right_span)], "pathlib.Path");
            }
            _ => {}
        }
        let mut value = Value {
            harmless: left.is_harmless() && right.is_harmless(),
            origins: left.live_origins(),
            ..Value::default()
        };
        value.merge_origins(&right.live_origins());
        if left.is_number() && right.is_number() {
            value.types = left.types.clone();
        } else if op == BinOp::Mul && [left, right].iter().any(|side| side.is_a("list") && side.is_harmless()) {
            // `["?"] * len(ids)`: how often is not what.
            value = Value { types: vec!["list".into()], harmless: true, ..Value::default() };
        } else if op == BinOp::Mul && (left.is_a("str") || right.is_a("str")) {
            value.types = vec!["str".into()];
            // `"?," * len(ids)`: how often is not what.
            value.harmless = [left, right].iter().all(|side| side.is_harmless() || !side.is_a("str"));
            if value.harmless {
                value.origins.clear();
            }
        }
        value
    }
}

/// `MAX_SIZE`: a name that by custom holds what the program itself wrote.
pub(super) fn is_constant_name(name: &str) -> bool {
    name.len() > 1
        && name.bytes().any(|byte| byte.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Whether a comparison with this says nothing about security, whatever it is compared with: `count == 3`, `x is None`.
fn is_dull(form: &str, value: &Value) -> bool {
    match value.constant {
        Some(Constant::None | Constant::Bool(_)) => form == "==" || form == "is",
        Some(Constant::Int(_)) => form == "==",
        _ => false,
    }
}

/// The path of an operand; `data.get("password")` is what stands under that key.
fn asked_for(operand: &Expr) -> Option<String> {
    if let ExprKind::Call { function, args } = &operand.kind
        && let ExprKind::Attribute { value: owner, attribute } = &function.kind
        && attribute.name == "get"
        && let Some(ExprKind::Str(key)) = args.first().map(|arg| &arg.value.kind)
    {
        return Some(format!("{}.[{}]", path_of(owner).unwrap_or_default(), key.constant()?));
    }
    path_of(operand)
}

/// The name under which rules ask for a comparison.
fn form_of(op: CmpOp) -> Option<&'static str> {
    match op {
        CmpOp::Equal | CmpOp::NotEqual => Some("=="),
        CmpOp::Is | CmpOp::IsNot => Some("is"),
        _ => None,
    }
}

fn fold(left: &Value, op: BinOp, right: &Value) -> Option<Constant> {
    let (Some(Constant::Int(a)), Some(Constant::Int(b))) = (&left.constant, &right.constant) else {
        return None;
    };
    let (a, b) = (*a, *b);
    let small = u32::try_from(b).ok();
    let result = match op {
        BinOp::Add => a.checked_add(b),
        BinOp::Sub => a.checked_sub(b),
        BinOp::Mul => a.checked_mul(b),
        BinOp::FloorDiv => (b > 0).then(|| a.div_euclid(b)),
        BinOp::Mod => (b > 0).then(|| a.rem_euclid(b)),
        BinOp::Pow => small.and_then(|b| a.checked_pow(b)),
        BinOp::ShiftLeft => small.and_then(|b| a.checked_shl(b)),
        BinOp::ShiftRight => small.and_then(|b| a.checked_shr(b)),
        BinOp::And => Some(a & b),
        BinOp::Or => Some(a | b),
        BinOp::Xor => Some(a ^ b),
        BinOp::Div | BinOp::MatMul => None,
    };
    result.map(Constant::Int)
}

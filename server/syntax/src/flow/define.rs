//! Functions and classes of the file: what they are declared as, and walking each once.

use super::call::last_segment;
use super::facts::FunctionFact;
use super::interpret::{Frame, Interpreter};
use super::scope::{ClassHead, ClassState, Closure, Declared, FunctionState, Progress, Summary};
use super::value::{Constant, Origin, OriginKind, Value};
use crate::ast::{self, Expr, ExprKind, Span, StmtKind};
use std::sync::Arc;

/// How many bases outside the file are kept of a class.
const MOST_BASES: usize = 16;

/// Functions of the file that are walked inside one another because one calls the next.
pub(super) const DEEPEST_CALLS: usize = 24;

impl<'a> Interpreter<'a> {
    /// Walks what was defined in this scope and never called, and remembers what the scope leaves behind.
    pub(super) fn finish_scope(&mut self) {
        let mut pending = std::mem::take(&mut self.frame.pending);
        if pending.is_empty() {
            return;
        }
        // Constructors and what sets global names first: other functions see what they set.
        pending.sort_by_cached_key(|&id| {
            let is_constructor = &*self.functions[id].declared.fact.name == "__init__";
            !is_constructor && !self.syntax.get(id).copied().flatten().is_some_and(sets_globals)
        });
        let mut env = self.frame.env.clone();
        env.is_dead = false;
        if self.frame.function == 0 {
            self.know_top(&mut env);
        }
        let closure = Arc::new(Closure { function: self.frame.function, env, outer: self.frame.closure.clone() });
        for id in pending {
            self.run_function(id, Some(closure.clone()));
        }
    }

    /// Walks a function unless that has been done; returns what it returns, in terms of its parameters.
    pub(super) fn run_function(&mut self, id: usize, closure: Option<Arc<Closure>>) -> Arc<Value> {
        let before = self.versions;
        self.run_waiting(id, closure);
        self.note_run(id, before);
        self.note_function(id);
        self.functions[id].summary().map_or_else(Arc::default, |summary| summary.returned.clone())
    }

    fn run_waiting(&mut self, id: usize, closure: Option<Arc<Closure>>) {
        let (Progress::Waiting, Some(syntax)) = (&self.functions[id].progress, self.syntax.get(id).copied().flatten())
        else {
            return;
        };
        let (scope, unit) = (self.functions[id].declared.scope, self.functions[id].declared.unit);
        if unit != id {
            self.unit.deepest_run = self.unit.deepest_run.max(self.depth - self.unit.depth);
            self.unit.was_cut |= self.depth > DEEPEST_CALLS;
        }
        if self.depth > DEEPEST_CALLS {
            return;
        }
        self.functions[id].progress = Progress::Running;
        let closure = closure.or_else(|| self.closure_of(scope));
        if unit == id {
            return self.run_unit(id, syntax, closure);
        }
        if unit != self.unit.number {
            self.escape();
        }
        let summary = self.walk(id, syntax, closure);
        self.functions[id].progress = Progress::Done(Arc::new(summary));
    }

    /// Walks a function; what that leaves behind.
    pub(super) fn walk(&mut self, id: usize, syntax: &'a ast::Function, closure: Option<Arc<Closure>>) -> Summary {
        let frame = Frame { function: id, class: self.functions[id].declared.class, closure, ..Frame::default() };
        let outer = std::mem::replace(&mut self.frame, frame);
        self.depth += 1;
        self.bind_parameters(id, syntax);
        self.block(&syntax.body);
        if !self.frame.env.is_dead {
            self.note_end(None);
        }
        self.keep_attributes();
        self.keep_outer_names();
        self.keep_fills();
        self.finish_scope();
        self.depth -= 1;
        let inner = std::mem::replace(&mut self.frame, outer);
        let mut value = inner.returned.unwrap_or_else(|| Arc::new(Value::unknown()));
        if let (true, Some(annotation)) = (value.types.is_empty() && value.class.is_none(), &syntax.returns) {
            let types = self.annotated_types(annotation);
            let (class, element) = (self.annotated_class(annotation), self.annotated_element(annotation));
            if !types.is_empty() || class.is_some() {
                value = Arc::new(Value { types, class, element, ..(*value).clone() });
            }
        }
        Summary {
            returned: value,
            outer_names: inner.outer_names,
            ends: inner.ends,
            fills: inner.fills,
            calls: Arc::new(inner.calls),
        }
    }

    /// The names that a function sees which was defined in a scope that is being walked.
    fn closure_of(&self, scope: usize) -> Option<Arc<Closure>> {
        if self.frame.function == scope {
            let (env, outer) = (self.frame.env.clone(), self.frame.closure.clone());
            return Some(Arc::new(Closure { function: scope, env, outer }));
        }
        let mut around = self.frame.closure.as_ref();
        while let Some(closure) = around {
            if closure.function == scope {
                return Some(closure.clone());
            }
            around = closure.outer.as_ref();
        }
        None
    }

    pub(super) fn bind_parameters(&mut self, id: usize, syntax: &'a ast::Function) {
        let FunctionState { declared, source, .. } = self.functions[id].clone();
        let method_of = declared.class.filter(|_| !declared.is_static);
        for (index, param) in syntax.params.iter().enumerate() {
            let name: Arc<str> = param.name.name.as_str().into();
            if let (0, Some(class)) = (index, method_of) {
                let receiver = self.instance_of_class(class);
                self.frame.env.set(name, receiver);
                continue;
            }
            if declared.plain_params.contains(&name) {
                self.frame.env.set(name, Arc::new(Value::instance("int")));
                continue;
            }
            let source = source.or_else(|| self.api.parameter_source(&syntax.name.name, &name));
            let mut value = Value::unknown();
            if let Some(annotation) = &param.annotation {
                value.types = self.annotated_types(annotation);
                value.class = self.annotated_class(annotation);
                value.element = self.annotated_element(annotation).map(|element| {
                    let origin = self.parameter_origin(id, index, source, param.name.span);
                    Arc::new(Value { origins: vec![origin], ..(*element).clone() })
                });
            }
            if value.types.is_empty() {
                value.types = self.variable_types(&name);
            }
            if let Some(Some(default)) = declared.defaults.get(index).cloned() {
                let is_none = default.constant == Some(Constant::None);
                if value.types.is_empty() && !is_none {
                    value.types = default.types.clone();
                }
                if !is_none {
                    value.parts = default.parts.clone();
                    value.fallback = Some(default);
                }
            }
            match param.kind {
                ast::ParamKind::VarArgs => value.types = vec!["tuple".into()],
                ast::ParamKind::KwArgs => value.types = vec!["dict".into()],
                _ => {}
            }
            if index == 0 && &*name == "self" {
                // A function that becomes a method elsewhere.
                self.frame.env.set(name, Arc::new(value));
                continue;
            }
            let is_own = value.class.is_some() || value.types.iter().any(|of| of.starts_with("pydantic."));
            if is_own || !is_injected(&value.types) {
                value.origins.push(self.parameter_origin(id, index, source, param.name.span));
            }
            self.frame.env.set(name, Arc::new(value));
        }
    }

    fn parameter_origin(&self, function: usize, index: usize, source: Option<usize>, span: Span) -> Origin {
        let kind = source.map_or(OriginKind::Parameter { function, index }, OriginKind::Source);
        Origin { kind, span, clean: 0, weak: false, kept: false, file: None, steps: None }
    }

    /// Attributes of `self` that a method leaves behind belong to its class.
    pub(super) fn keep_attributes(&mut self) {
        let Some(class) = self.frame.class else {
            return;
        };
        let Some(receiver) = self.functions[self.frame.function].declared.fact.params.first() else {
            return;
        };
        let prefix = format!("{receiver}.");
        let Frame { env, kept, .. } = &self.frame;
        let mut found: Vec<(Arc<str>, Arc<Value>)> = env
            .iter()
            .filter_map(|(path, value)| {
                let attribute = path.strip_prefix(&prefix)?;
                let is_kept = kept.get(attribute).is_some_and(|known| Arc::ptr_eq(known, value));
                (!attribute.contains('.') && !is_kept).then(|| (attribute.into(), value.clone()))
            })
            .collect();
        found.sort_by(|(one, _), (other, _)| one.cmp(other));
        for (attribute, value) in found {
            self.keep_attribute(class, attribute.clone(), Arc::new(value.kept()));
            self.frame.kept.insert(attribute, value);
        }
    }

    /// What a function puts into containers that it is given.
    fn keep_fills(&mut self) {
        let function = self.frame.function;
        let names = &self.functions[function].declared.fact.params;
        let filled = self.frame.mutated.iter().filter_map(|name| {
            let index = names.iter().position(|param| param == name)?;
            let mut value = (**self.frame.env.get(name)?).clone();
            value.origins.retain(|origin| origin.kind != OriginKind::Parameter { function, index });
            Some((index, Arc::new(value)))
        });
        self.frame.fills = filled.collect();
    }

    /// What a function stores in names of the scopes around it.
    fn keep_outer_names(&mut self) {
        for name in std::mem::take(&mut self.frame.globals) {
            let Some(value) = self.frame.env.get(&name) else {
                continue;
            };
            let value = Arc::new(value.kept());
            self.keep_global(name, value);
        }
        let names = std::mem::take(&mut self.frame.nonlocals);
        let values = names.into_iter().filter_map(|name| Some((name.clone(), self.frame.env.get(&name)?.clone())));
        self.frame.outer_names = values.collect();
    }

    pub(super) fn define_function(&mut self, function: &'a ast::Function) {
        let id = self.declare(function, None);
        let name = function.name.name.as_str();
        let mut value = Value::named(format!(".{name}"));
        value.names.clear();
        value.function = Some(id);
        self.frame.env.set(name.into(), Arc::new(value));
        self.frame.pending.push(id);
    }

    /// Registers a function: decorators and defaults belong to the scope around it.
    pub(super) fn declare(&mut self, function: &'a ast::Function, class: Option<usize>) -> usize {
        let mut decorators = Vec::new();
        for decorator in &function.decorators {
            let value = self.eval(decorator);
            let callee = match &decorator.kind {
                ExprKind::Call { function, .. } => self.eval(function),
                _ => value,
            };
            decorators.extend(callee.names.iter().cloned());
        }
        let defaults = function.params.iter().map(|param| self.default(param)).collect();
        let source = decorators.iter().find_map(|name| self.api.decorator_source(name));
        let id = self.function_number(function);
        let name: Arc<str> = function.name.name.as_str().into();
        let nested = self.frame.function != 0;
        let is_static = decorators.iter().any(|name| &**name == "staticmethod");
        let fact = FunctionFact {
            class: class.and_then(|class| self.head(class)).map(|head| head.name.clone()),
            params: function.params.iter().map(|param| param.name.name.as_str().into()).collect(),
            decorators,
            span: function.span,
            name_span: function.name.span,
            is_public: !nested && (!name.starts_with('_') || name.starts_with("__")),
            foreign: None,
            name,
        };
        let never_returns = function.returns.as_ref().and_then(last_segment);
        let declared = Arc::new(Declared {
            class,
            scope: self.frame.function,
            unit: if nested { self.unit.number } else { id },
            defaults,
            is_static,
            plain_params: plain_params(function),
            kinds: function.params.iter().map(|param| param.kind).collect(),
            is_own: true,
            is_async: function.is_async,
            never_returns: matches!(never_returns, Some("NoReturn" | "Never")),
            fact: Arc::new(fact),
        });
        let declared = self.known_declared(id, declared);
        self.functions[id] = FunctionState { declared, source, progress: Progress::Waiting };
        self.syntax[id] = Some(function);
        id
    }

    /// What a parameter is where nobody passes anything; a rule may ask for it as for a store.
    fn default(&mut self, param: &'a ast::Param) -> Option<Arc<Value>> {
        let default = param.default.as_ref()?;
        let value = self.eval(default);
        if matches!(value.constant, Some(Constant::Text(_))) {
            let name = param.name.name.as_str();
            self.frame.context.push(name.into());
            let names = vec!["=".into(), format!("=[{name}]").into()];
            self.record_store(names, param.name.span, &value, default.span);
            self.frame.context.pop();
        }
        Some(value)
    }

    pub(super) fn define_class(&mut self, class: &'a ast::Class) {
        let mut head = ClassHead { name: class.name.name.as_str().into(), ..ClassHead::default() };
        for arg in &class.args {
            let base = self.eval(&arg.value);
            if arg.keyword.is_none() {
                head.bases.extend(base.names.iter().cloned());
                head.local_bases.extend(base.class);
            }
        }
        for decorator in &class.decorators {
            self.eval(decorator);
        }
        for &base in &head.local_bases {
            head.bases.extend(self.head(base).into_iter().flat_map(|head| head.bases.iter().cloned()));
        }
        head.bases.truncate(MOST_BASES);
        let id = self.class_number(class);
        self.classes[id] = ClassState { head: Arc::new(head), unit: self.unit.number, ..ClassState::default() };
        let before = self.frame.env.clone();
        let mut methods = Vec::new();
        for statement in &class.body {
            if let StmtKind::Function(function) = &statement.kind {
                methods.push(self.declare_method(function, id));
            } else {
                self.block(std::slice::from_ref(statement));
            }
        }
        let body = std::mem::replace(&mut self.frame.env, before);
        let declared = declared_fields(class);
        for (path, value) in body.changed_since(&self.frame.env) {
            let is_field = declared.contains(&&*path);
            // A field's default is what an object may have, not what it has.
            let value = if is_field { Value::of_types(&value) } else { value };
            let value = self.known_attribute(id, &path, value);
            self.classes[id].attributes.insert(path, value);
        }
        self.frame.pending.extend(methods);
        let head = ClassHead::clone(&self.classes[id].head);
        self.classes[id].head = self.known_head(id, head);
        let value = Value { class: Some(id), harmless: true, ..Value::default() };
        self.frame.env.set(class.name.name.as_str().into(), Arc::new(value));
    }

    pub(super) fn declare_method(&mut self, function: &'a ast::Function, class: usize) -> usize {
        let method = self.declare(function, Some(class));
        let name: Arc<str> = function.name.name.as_str().into();
        let bases = &self.classes[class].head.bases;
        let source = bases.iter().find_map(|base| self.api.decorator_source(&format!("{base}.{name}")));
        if self.functions[method].source.is_none() {
            self.functions[method].source = source;
        }
        Arc::make_mut(&mut self.classes[class].head).methods.insert(name, method);
        method
    }

    /// What `super()` is: the bases of the class around.
    pub(super) fn above(&self) -> Option<Arc<Value>> {
        let head = self.head(self.frame.class?)?;
        let base = head.local_bases.first().copied();
        let types = head.bases.iter().take(4).cloned().collect();
        Some(Arc::new(Value { class: base, types, ..Value::default() }))
    }

    /// An instance of a class of this file.
    pub(super) fn instance_of_class(&self, class: usize) -> Arc<Value> {
        Arc::new(Value {
            class: Some(class),
            types: self.head(class).into_iter().flat_map(|head| head.bases.iter().take(4).cloned()).collect(),
            ..Value::default()
        })
    }
}

/// Names of parameters that a route turns into something without letters of its own: `"/page/<int:number>"`.
fn plain_params(function: &ast::Function) -> Vec<Arc<str>> {
    let mut names = Vec::new();
    for decorator in &function.decorators {
        let ExprKind::Call { args, .. } = &decorator.kind else {
            continue;
        };
        let Some(ExprKind::Str(route)) = args.first().map(|arg| &arg.value.kind) else {
            continue;
        };
        let route = route.constant().unwrap_or_default();
        for part in route.split('<').skip(1) {
            let converter = part.split('>').next().and_then(|inner| inner.split_once(':'));
            if let Some(("int" | "float" | "uuid", name)) = converter {
                names.push(name.into());
            }
        }
    }
    names
}

/// Whether a function sets names of the module, or puts something into what it did not make itself.
fn sets_globals(function: &ast::Function) -> bool {
    function.body.iter().any(|statement| match &statement.kind {
        StmtKind::Global(_) => true,
        StmtKind::Expr(Expr { kind: ExprKind::Call { function: callee, .. }, .. }) => match &callee.kind {
            ExprKind::Attribute { value, attribute } => {
                FILLING.contains(&attribute.name.as_str()) && is_outer(function, value)
            }
            _ => false,
        },
        StmtKind::Assign { targets, .. } => targets.iter().any(|target| match &target.kind {
            ExprKind::Subscript { value, .. } => is_outer(function, value),
            _ => false,
        }),
        _ => false,
    })
}

/// Methods that put something into a container.
const FILLING: &[&str] = &["append", "add", "extend", "update", "insert", "setdefault"];

/// Whether an expression is a name of a constant's kind that the function does not set.
fn is_outer(function: &ast::Function, owner: &Expr) -> bool {
    let ExprKind::Name(name) = &owner.kind else {
        return false;
    };
    let sets = |statement: &Arc<ast::Stmt>| match &statement.kind {
        StmtKind::Assign { targets, .. } => {
            targets.iter().any(|target| matches!(&target.kind, ExprKind::Name(own) if own == name))
        }
        StmtKind::AnnAssign { target, .. } => matches!(&target.kind, ExprKind::Name(own) if own == name),
        _ => false,
    };
    !function.params.iter().any(|param| param.name.name == *name) && !function.body.iter().any(sets)
}

/// Objects that a framework hands over: what matters is read from their attributes.
fn is_injected(types: &[Arc<str>]) -> bool {
    !types.is_empty() && types.iter().all(|of| of.contains('.') && !of.starts_with("pathlib."))
}

/// Names that a class body annotates: fields of a dataclass or model.
fn declared_fields(class: &ast::Class) -> Vec<&str> {
    let fields = class.body.iter().filter_map(|statement| match &statement.kind {
        StmtKind::AnnAssign { target, .. } => match &target.kind {
            ExprKind::Name(name) => Some(name.as_str()),
            _ => None,
        },
        _ => None,
    });
    fields.collect()
}

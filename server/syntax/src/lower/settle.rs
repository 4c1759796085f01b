//! Positions of what was lowered.

use std::sync::Arc;

use super::Raw;
use super::moved::{Places, Taken, move_block};
use crate::ast::{Block, Module, Span, Stmt};
use crate::positions::{Positions, Unit};
use crate::walk::blocks;

/// A file whose positions are bytes.
pub(super) fn in_bytes(raw: Raw) -> Module {
    let mut module = raw.module;
    in_order(&mut module.comments);
    in_order(&mut module.too_deep);
    module
}

/// A file whose positions have room for edits.
pub(super) fn with_room(raw: Raw, length: usize) -> (Module, Positions) {
    let mut units = Units::default();
    units.add(&raw.module.body, &raw.taken, &Positions::bytes());
    let positions = Positions::with_room(&units.found, length);
    (placed(raw, &positions), positions)
}

/// A file after an edit: what was taken over has its positions, and the rest gets some between. None where there is no
/// room left.
pub(super) fn settled(raw: Raw, before: &Positions, length: usize) -> Option<(Module, Positions)> {
    let mut units = Units::default();
    units.add(&raw.module.body, &raw.taken, before);
    let is_whole = !units.is_disordered && units.taken == raw.taken.len();
    let positions = is_whole.then(|| before.after(&units.found, length)).flatten()?;
    Some((placed(raw, &positions), positions))
}

/// The same file with bytes for positions.
pub(crate) fn as_read(module: &Module, positions: &Positions) -> Module {
    let of = |span: Span| {
        let bytes = positions.range(span);
        Span::of_bytes(bytes.start, bytes.end)
    };
    let mut module = module.clone();
    move_block(&mut module.body, &Places { of: &of, taken: &Taken::new() });
    module.comments.iter_mut().chain(&mut module.too_deep).for_each(|span| *span = of(*span));
    module
}

fn placed(raw: Raw, positions: &Positions) -> Module {
    let Raw { mut module, taken, settled: (comments, too_deep) } = raw;
    let of = |span: Span| positions.span(span.bytes_as_read());
    move_block(&mut module.body, &Places { of: &of, taken: &taken });
    for (spans, settled) in [(&mut module.comments, comments), (&mut module.too_deep, too_deep)] {
        spans.iter_mut().for_each(|span| *span = of(*span));
        spans.extend(settled);
        in_order(spans);
    }
    module
}

fn in_order(spans: &mut Vec<Span>) {
    spans.sort_unstable();
    spans.dedup();
}

/// Statements of the top level and of the blocks directly inside them, in the order of the text.
#[derive(Default)]
struct Units {
    found: Vec<Unit>,
    /// How many of them were taken over as a whole.
    taken: usize,
    /// One that was taken over is not in the order of the text, or not by itself at its place.
    is_disordered: bool,
}

impl Units {
    fn add(&mut self, body: &Block, taken: &Taken, before: &Positions) {
        for stmt in body {
            let inner = || blocks(stmt).into_iter().flatten();
            if let Some(bytes) = taken.get(&Arc::as_ptr(stmt)) {
                self.taken += 1;
                let from = before.byte(stmt.span.start);
                for unit in std::iter::once(stmt).chain(inner()) {
                    let offset = before.byte(unit.span.start).saturating_sub(from);
                    self.push(bytes.start.0.saturating_add(u32::try_from(offset).unwrap_or(0)), Some(unit));
                }
                continue;
            }
            self.push(stmt.span.start.0, None);
            for unit in inner() {
                match taken.get(&Arc::as_ptr(unit)) {
                    Some(bytes) => {
                        self.taken += 1;
                        self.push(bytes.start.0, Some(unit));
                    }
                    None => self.push(unit.span.start.0, None),
                }
            }
        }
    }

    fn push(&mut self, byte: u32, kept: Option<&Stmt>) {
        let kept = kept.map(|stmt| stmt.span.start);
        match self.found.last() {
            // One range is enough for what begins at the same byte.
            Some(last) if last.byte == byte => self.is_disordered |= kept.is_some() && last.kept != kept,
            // Recovery put it elsewhere.
            Some(last) if last.byte > byte => self.is_disordered |= kept.is_some(),
            _ => self.found.push(Unit { byte, kept }),
        }
    }
}

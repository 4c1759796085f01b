//! Pieces of a file in which a matcher found nothing, so that it need not look again until something changes.

use super::facts::{Facts, FunctionFact, Piece};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Whether nothing in a piece is worth a word, and under which circumstances.
#[derive(Debug)]
pub(super) struct Silence {
    /// The number of the piece. No other has it.
    number: u64,
    known: Mutex<Option<Known>>,
}

/// What a matcher has to find as it was, to find nothing again.
#[derive(Debug)]
struct Known {
    /// The [identity](super::Api::identity) of what it matches with.
    identity: u64,
    /// The functions whose callers it asked for.
    asked: Vec<Asked>,
}

#[derive(Debug)]
struct Asked {
    function: usize,
    fact: Arc<FunctionFact>,
    /// Calls of it, as the number of their piece and their number in it.
    callers: Vec<(u64, u32)>,
}

impl Default for Silence {
    fn default() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Silence { number: NEXT.fetch_add(1, Ordering::Relaxed), known: Mutex::default() }
    }
}

impl Facts {
    /// Whether a matcher with this [identity](super::Api::identity) is known to find nothing in a piece.
    pub fn is_silent(&self, piece: &Piece, identity: u64) -> bool {
        let known = piece.silence.known.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(known) = known.as_ref().filter(|known| identity != 0 && known.identity == identity) else {
            return false;
        };
        known.asked.iter().all(|asked| {
            let is_same_function =
                self.functions.get(asked.function).is_some_and(|fact| Arc::ptr_eq(fact, &asked.fact));
            is_same_function && self.callers_of(asked.function).eq(asked.callers.iter().copied())
        })
    }

    /// Forgets whose callers were asked for: a piece is about to be matched.
    pub fn forget_asked(&self) {
        self.asked.borrow_mut().clear();
    }

    /// Notes that a matcher found nothing in a piece, with nothing to go by but the piece and the callers that were asked
    /// for since [`Facts::forget_asked`].
    pub fn note_silent(&self, piece: &Piece, identity: u64) {
        if !self.is_remembered {
            return;
        }
        let asked = self.asked.borrow();
        let asked = asked.iter().filter_map(|&function| {
            let fact = self.functions.get(function)?.clone();
            Some(Asked { function, fact, callers: self.callers_of(function).collect() })
        });
        let known = Known { identity, asked: asked.collect() };
        *piece.silence.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(known);
    }

    fn callers_of(&self, function: usize) -> impl Iterator<Item = (u64, u32)> {
        let numbers = self.caller_numbers().get(function).into_iter().flatten();
        numbers.filter_map(|&(at, call)| Some((self.pieces.get(at as usize)?.silence.number, call)))
    }
}

//! What Rescue knows, as an immutable snapshot that can be asked.
//!
//! A [`Snapshot`] holds weaknesses (upper level) and examples (lower level), the patterns that rules are made of, the
//! vectors of both levels and the encoder that made them. It is checked file by file before anything in it is parsed
//! ([`integrity`]), and answers [`Snapshot::retrieve`]: three views of what is being written ([`Facets`]) go in, the
//! weaknesses that threaten it and the examples that show the way out come back, or nothing where nothing fits.
//!
//! ```no_run
//! use rescue_knowledge::{Facets, Options, Snapshot};
//!
//! let snapshot = Snapshot::embedded()?;
//! let facets = Facets { words: vec!["look up a user by name in sqlite".into()], ..Facets::default() };
//! for found in snapshot.retrieve(&facets, &Options::default())?.weaknesses {
//!     println!("{} {:.2}", snapshot.knowledge().weaknesses[found.index].name, found.score);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Invariants: this crate knows no LSP and no Python tree; nothing in it reaches for a network; a snapshot never
//! changes once it is open, so it is shared in an `Arc` by every thread that asks; only the encoder whose identity the
//! manifest names may query its vectors.

pub mod cwe;
pub mod encoder;
pub mod integrity;
pub mod lexical;
pub mod manifest;
pub mod pattern;
pub mod retrieve;
pub mod schema;
pub mod snapshot;
pub mod vectors;
pub mod words;

pub use cwe::Hierarchy;
pub use encoder::{Encoder, EncoderError};
pub use integrity::{Report, SnapshotError};
pub use manifest::Manifest;
pub use retrieve::{Evidence, Facet, Facets, Floors, Options, Ranked, Retrieved, Weights};
pub use schema::{Example, Knowledge, Statement, Weakness};
pub use snapshot::{Content, Snapshot, Step};

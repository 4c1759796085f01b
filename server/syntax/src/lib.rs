//! Python source as facts: tree, names, scopes, calls, data flow, slices.
//!
//! This crate knows nothing of the other crates: what names mean comes in through [`flow::Api`].

pub mod ast;
pub mod document;
pub mod finders;
pub mod flow;
pub mod imports;
pub mod layout;
pub mod lower;
mod parsable;
mod positions;
mod repair;
pub mod slice;
pub mod tests_of;
pub mod visible;
pub mod walk;

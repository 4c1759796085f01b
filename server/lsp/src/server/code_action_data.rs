//! What a code action carries from the menu to its resolution.

use super::document::OpenDocument;
use serde_json::{Value, json};
use tower_lsp::ls_types::Uri;

/// For the action that fixes all of this version of a document.
pub(super) fn fix_all(document: &OpenDocument) -> Value {
    json!({"fixAll": {"uri": document.uri, "version": document.version}})
}

/// The document and version that such an action is meant for.
pub(super) fn fix_all_of(data: &Value) -> Option<(Uri, i32)> {
    let fix_all = data.get("fixAll")?;
    let version = fix_all.get("version")?.as_i64()?;
    Some((fix_all.get("uri")?.as_str()?.parse().ok()?, i32::try_from(version).ok()?))
}

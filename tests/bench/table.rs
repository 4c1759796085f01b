//! What was measured, as a table or as JSON.

use serde_json::{Value, json};
use std::time::Duration;

/// How much is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// Enough for figures.
    Full,
    /// Enough to see that it works.
    Small,
}

impl Size {
    /// One of two numbers.
    pub fn of(self, full: usize, small: usize) -> usize {
        if self == Size::Full { full } else { small }
    }
}

/// One line of the table.
#[derive(Debug, Clone)]
pub struct Row {
    /// What was measured.
    pub what: String,
    /// Names with values, in their order.
    pub values: Vec<(&'static str, f64)>,
    /// The unit of those without one in their name.
    pub unit: &'static str,
    /// The target, or what else is to be known.
    pub note: String,
}

impl Row {
    /// A row of percentiles in milliseconds.
    pub fn times(what: impl Into<String>, mut times: Vec<Duration>, note: &str) -> Row {
        times.sort_unstable();
        let at = |percent: usize| {
            let place = (times.len() * percent).div_ceil(100).max(1) - 1;
            times.get(place).map_or(f64::NAN, |time| time.as_secs_f64() * 1e3)
        };
        let what = format!("{} ({} times)", what.into(), times.len());
        Row { what, values: vec![("p50", at(50)), ("p99", at(99))], unit: "ms", note: note.to_owned() }
    }

    /// A row of one value.
    pub fn one(what: impl Into<String>, name: &'static str, value: f64, unit: &'static str, note: &str) -> Row {
        Row { what: what.into(), values: vec![(name, value)], unit, note: note.to_owned() }
    }
}

/// Prints rows for people.
pub fn print(rows: &[(&str, Row)]) {
    let wide = rows.iter().map(|(_, row)| row.what.chars().count()).max().unwrap_or(0);
    for (bench, row) in rows {
        let value = |(name, value): &(&str, f64)| format!("{name} {} {}", digits(*value), row.unit);
        let values: Vec<String> = row.values.iter().map(value).collect();
        println!("{bench:12} {:wide$}  {:44} {}", row.what, values.join(", "), row.note);
    }
}

/// Prints rows for programs.
pub fn print_json(rows: &[(&str, Row)]) {
    let object = |(bench, row): &(&str, Row)| {
        let values: serde_json::Map<String, Value> =
            row.values.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
        json!({"bench": bench, "what": row.what, "unit": row.unit, "values": values, "note": row.note})
    };
    println!("{:#}", Value::Array(rows.iter().map(object).collect()));
}

/// Three digits that count.
fn digits(value: f64) -> String {
    match value.abs() {
        big if big >= 100.0 => format!("{value:.0}"),
        middle if middle >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

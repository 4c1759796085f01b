//! The benchmarks run, on small numbers; how long they take is nobody's business here.

#[path = "../bench/incremental.rs"]
mod incremental;
#[path = "../bench/real.rs"]
mod real;
#[path = "../bench/retrieval.rs"]
mod retrieval;
#[path = "../bench/server.rs"]
mod server;
#[path = "../bench/table.rs"]
mod table;
#[path = "../bench/tree.rs"]
mod tree;

use table::{Row, Size};

fn assert_figures(rows: &[Row]) {
    assert!(!rows.is_empty());
    for row in rows {
        let is_missing = row.values.is_empty() && row.note.starts_with("not ");
        let are_numbers = row.values.iter().all(|(_, value)| value.is_finite() && *value >= 0.0);
        assert!(is_missing || !row.values.is_empty() && are_numbers, "{row:?}");
    }
    table::print(&rows.iter().map(|row| ("smoke", row.clone())).collect::<Vec<_>>());
    table::print_json(&[]);
}

#[test]
fn the_load_driver_gives_figures() {
    for run in [server::start, server::memory, server::keystrokes, server::requests] {
        assert_figures(&run(Size::Small));
    }
}

#[test]
fn the_benchmarks_inside_this_process_give_figures() {
    assert_figures(&incremental::run(Size::Small));
    assert_figures(&retrieval::run(Size::Small));
}

#[test]
fn the_comparison_on_a_tree_gives_figures_or_says_who_is_not_installed() {
    let rows = tree::run(Size::Small);
    assert!(!rows[0].values.is_empty(), "Rescue itself is there: {rows:#?}");
    assert_figures(&rows);
}

//! Shares by weakness as horizontal bars: one SVG file that needs nothing else and reads well on light and on dark.

use super::{percent, share};
use anyhow::Context;
use std::fmt::Write;
use std::path::Path;

/// Width of the picture, of what stands left of the bars, and of a bar that is full.
const WIDTH: usize = 920;
const NAMES: usize = 340;
const NAME_AT: usize = 104;
const FULL: usize = 430;
/// Where the bars begin, below title and legend.
const TOP: usize = 92;
const BAR: usize = 11;
/// Between two bars of one row, and between two rows.
const GAP: usize = 3;
const ROWS_APART: usize = 16;
/// Names are cut to this many characters.
const LONGEST_NAME: usize = 34;

/// Fills and strokes; the second half holds where the reader's system is dark.
const STYLE: &str = "\
text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;font-size:12px;fill:#1f2328}\
.page{fill:#fff}.title{font-size:17px;font-weight:600}.label{font-weight:600}.dim{fill:#59636e}\
.grid{stroke:#d1d9e0}.track{fill:#f0f2f5}.s0{fill:#2a6fdb}.s1{fill:#d9622b}.s2{fill:#7a54c7}\
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.page{fill:#16191d}.dim{fill:#9198a1}.grid{stroke:#3d444d}\
.track{fill:#23282e}.s0{fill:#5b9bff}.s1{fill:#f08a55}.s2{fill:#a98bf0}}";

/// What to draw.
pub(super) struct Chart {
    /// What was measured.
    pub(super) title: String,
    /// What the bars of each row are, in their order; three at most.
    pub(super) series: &'static [&'static str],
    /// From above to below.
    pub(super) rows: Vec<Row>,
}

/// The bars of one weakness.
pub(super) struct Row {
    /// `CWE-89`.
    pub(super) label: String,
    /// Its name; may be empty.
    pub(super) name: String,
    /// How many of how many, by series.
    pub(super) bars: Vec<(usize, usize)>,
}

impl Chart {
    /// Writes the picture.
    pub(super) fn write(&self, path: &Path) -> anyhow::Result<()> {
        std::fs::write(path, self.svg()).with_context(|| format!("cannot write the plot {}", path.display()))
    }

    fn svg(&self) -> String {
        let row_height = self.series.len() * (BAR + GAP) + ROWS_APART;
        let bottom = TOP + self.rows.len() * row_height;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" \
             height=\"{height}\" role=\"img\">\n<title>{title}</title>\n<style>{STYLE}</style>\n\
             <rect class=\"page\" width=\"{WIDTH}\" height=\"{height}\"/>\n",
            height = bottom + 12,
            title = escaped(&self.title),
        );
        text(&mut svg, 24, 32, "title", "start", &self.title);
        let mut x = NAMES;
        for (number, name) in self.series.iter().enumerate() {
            rect(&mut svg, x, 48, 12, 10, &format!("s{number}"));
            text(&mut svg, x + 18, 57, "", "start", name);
            x += 38 + 7 * name.chars().count();
        }
        for quarter in 0..=4 {
            let x = NAMES + FULL * quarter / 4;
            text(&mut svg, x, TOP - 12, "dim", "middle", &format!("{} %", quarter * 25));
            let _ = writeln!(
                svg,
                "<line class=\"grid\" x1=\"{x}\" x2=\"{x}\" y1=\"{}\" y2=\"{}\"/>",
                TOP - 6,
                bottom - ROWS_APART / 2
            );
        }
        for (at, row) in self.rows.iter().enumerate() {
            self.row(&mut svg, TOP + at * row_height, row);
        }
        svg.push_str("</svg>\n");
        svg
    }

    fn row(&self, svg: &mut String, top: usize, row: &Row) {
        let middle = top + self.series.len() * (BAR + GAP) / 2 + 3;
        text(svg, 24, middle, "label", "start", &row.label);
        text(svg, NAME_AT, middle, "dim", "start", &shortened(&row.name));
        for (number, (part, whole)) in row.bars.iter().copied().enumerate() {
            let y = top + number * (BAR + GAP);
            rect(svg, NAMES, y, if whole > 0 { FULL } else { 0 }, BAR, "track");
            let length = (FULL * part).checked_div(whole).unwrap_or(0);
            rect(svg, NAMES, y, length, BAR, &format!("s{number}"));
            let count = match whole {
                0 => "none".to_owned(),
                _ => format!("{part} of {whole}, {}", percent(share(part, whole))),
            };
            text(svg, NAMES + FULL + 10, y + BAR - 1, "dim", "start", &count);
        }
    }
}

fn rect(svg: &mut String, x: usize, y: usize, width: usize, height: usize, class: &str) {
    if width > 0 {
        let place = format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"");
        let _ = writeln!(svg, "<rect class=\"{class}\" {place} rx=\"2\"/>");
    }
}

fn text(svg: &mut String, x: usize, y: usize, class: &str, anchor: &str, words: &str) {
    let words = escaped(words);
    let _ = writeln!(svg, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{words}</text>");
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= LONGEST_NAME {
        return name.to_owned();
    }
    let kept: String = name.chars().take(LONGEST_NAME - 1).collect();
    format!("{}…", kept.trim_end())
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_their_shares_and_names_are_escaped() {
        let row = |label: &str, bars: &[(usize, usize)]| Row {
            label: label.to_owned(),
            name: "a <b> & c".to_owned(),
            bars: bars.to_vec(),
        };
        let chart = Chart {
            title: "a & b".to_owned(),
            series: &["recall", "false positives"],
            rows: vec![row("CWE-89", &[(1, 2), (0, 0)]), row("CWE-22", &[(3, 3), (0, 4)])],
        };
        let svg = chart.svg();
        assert_eq!(svg.matches("class=\"s0\"").count(), 3, "a legend and two bars:\n{svg}");
        assert_eq!(svg.matches("class=\"s1\"").count(), 1, "only the legend: nothing was reported");
        assert!(svg.contains(&format!("width=\"{}\" height=\"{BAR}\"", FULL / 2)));
        assert!(svg.contains("1 of 2, 50.0 %") && svg.contains("none") && svg.contains("0 of 4, 0.0 %"));
        assert!(svg.contains("a &lt;b&gt; &amp; c") && !svg.contains("<b>"));
        assert!(svg.contains("prefers-color-scheme:dark"));
    }
}

//! `check` of a large tree of real Python, beside `ruff check --select S` and `bandit -r` in the same run.

use super::real;
use super::table::{Row, Size};
use rescue_tests::binary;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// bandit gets no more lines than this: it is some hundred times slower, and its time grows with the lines.
const MOST_FOR_BANDIT: usize = 30_000;

/// What one run of a tool took.
struct Cost {
    wall: f64,
    cpu: Option<f64>,
    lines: usize,
}

impl Cost {
    fn per_second(&self) -> f64 {
        self.lines as f64 / self.wall
    }
}

/// All three.
pub fn run(size: Size) -> Vec<Row> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (all, few) = (folder.path().join("all"), folder.path().join("few"));
    std::fs::create_dir(&all).and_then(|()| std::fs::create_dir(&few)).expect("folders can be made");
    let (files, lines) = real::copy(&all, size.of(usize::MAX, 5_000));
    let (few_files, few_lines) = real::copy(&few, size.of(MOST_FOR_BANDIT, 2_000));
    let ours = ["check", "--format", "json", "--exit-zero"];
    let rescue = cost(Command::new(binary()).args(ours).arg(&all), lines).expect("the binary runs");
    let mut rows = vec![row(format!("rescue, {files} files, {lines} lines"), &rescue, None)];
    let ruff = ["check", "--isolated", "--no-cache", "--exit-zero", "--select", "S", "--output-format", "json"];
    let beside = [
        ("ruff --select S", "ruff", &ruff[..], &all, files, lines, "target: Rescue is ahead"),
        (
            "bandit -r",
            "bandit",
            &["-q", "--exit-zero", "-f", "json", "-r"][..],
            &few,
            few_files,
            few_lines,
            "target: 50 x",
        ),
    ];
    for (name, program, arguments, folder, files, lines, note) in beside {
        match cost(Command::new(program).args(arguments).arg(folder), lines) {
            Ok(theirs) => {
                rows.push(row(format!("{name}, {files} files, {lines} lines"), &theirs, None));
                let ratio = rescue.per_second() / theirs.per_second();
                let mut values = vec![("wall", ratio)];
                if let (Some(ours), Some(theirs_cpu)) = (rescue.cpu, theirs.cpu) {
                    values.push(("cpu", (theirs_cpu / theirs.lines as f64) / (ours / rescue.lines as f64)));
                }
                let what = format!("rescue against {name}, per line");
                let note = if lines == rescue.lines {
                    note.to_owned()
                } else {
                    format!("{note}; on a subset, scaled by lines")
                };
                rows.push(Row { what, values, unit: "x", note });
            }
            Err(why) => {
                rows.push(Row { what: name.to_owned(), values: Vec::new(), unit: "", note: format!("not run: {why}") })
            }
        }
    }
    rows
}

fn row(what: String, cost: &Cost, note: Option<&str>) -> Row {
    let cpu = cost.cpu.map(|cpu| ("cpu", cpu));
    let note = note.map_or_else(|| format!("{:.0} lines a second", cost.per_second()), str::to_owned);
    Row { what, values: [Some(("wall", cost.wall)), cpu].into_iter().flatten().collect(), unit: "s", note }
}

/// Runs a tool twice and takes the second: the first one pays for the disk.
fn cost(command: &mut Command, lines: usize) -> Result<Cost, String> {
    let mut last = None;
    for _ in 0..2 {
        let (before, begin) = (children_cpu(), Instant::now());
        let run = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).output();
        let output = run.map_err(|error| error.to_string())?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            return Err(format!("it ended with {}: {said}", output.status));
        }
        let wall = begin.elapsed().as_secs_f64();
        last = Some(Cost { wall, cpu: children_cpu().zip(before).map(|(after, before)| after - before), lines });
    }
    last.ok_or_else(|| "it did not run".to_owned())
}

/// Seconds of CPU of all children that have ended, where the system has `/proc`.
fn children_cpu() -> Option<f64> {
    /// Linux counts in hundredths here, whatever its kernel ticks in.
    const TICKS: f64 = 100.0;
    let stat = std::fs::read_to_string(Path::new("/proc/self/stat")).ok()?;
    // Behind the name, which may hold anything: state is the first field, cutime the 14th, cstime the 15th.
    let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok());
    Some((ticks(13)? + ticks(14)?) / TICKS)
}

//! What each step of a task came to, told together at the end.

use crate::Outcome;

/// The steps so far.
#[derive(Default)]
pub(crate) struct Report {
    lines: Vec<String>,
    failures: usize,
}

impl Report {
    /// One step: its name, the lines with which its runner closed, and how it went.
    pub(crate) fn step(&mut self, name: &str, closing: &[String], outcome: Outcome) {
        let word = if outcome.is_ok() { "ok" } else { "FAILED" };
        self.lines.push(format!("{word:7} {name}"));
        self.lines.extend(closing.iter().map(|line| format!("        {}", line.trim())));
        if let Err(why) = outcome {
            self.failures += 1;
            self.lines.push(format!("        {why}"));
        }
    }

    /// A step that cannot be taken here.
    pub(crate) fn skipped(&mut self, name: &str, why: &str) {
        self.lines.push(format!("skipped {name}: {why}"));
    }

    /// Says all of it; fails if any step did.
    pub(crate) fn finish(self) -> Outcome {
        println!();
        for line in &self.lines {
            println!("{line}");
        }
        match self.failures {
            0 => Ok(()),
            1 => Err("a step failed".to_owned()),
            more => Err(format!("{more} steps failed")),
        }
    }
}

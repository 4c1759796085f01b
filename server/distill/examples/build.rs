//! Lints and builds a corpus without the server: `cargo run --release -p rescue-distill --example build CORPUS ENCODER OUT`.

use rescue_distill::{build, lint};
use std::{env, path::PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [corpus, encoder, out] =
        env::args().skip(1).map(PathBuf::from).collect::<Vec<_>>().try_into().map_err(|_| "CORPUS ENCODER OUT")?;
    for problem in lint(&corpus) {
        println!("{problem}");
    }
    let report = build(&corpus, &encoder, &out, &mut |_| ())?;
    println!("{:?}, slices {:.1} % shorter", report.manifest.counts, report.reduction());
    Ok(())
}

//! Prints what the encoder costs: `cargo run --release -p rescue-knowledge --example encoder`.

use rescue_knowledge::{Encoder, words::split_identifiers};
use std::{path::Path, time::Instant};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../kb-snapshot/encoder");
    let started = Instant::now();
    let encoder = Encoder::open(&folder)?;
    println!("read, hash, load and embed one word: {:.1} ms", started.elapsed().as_secs_f64() * 1e3);

    let sentence = "The file name comes from the request and is joined to the upload folder without a check";
    let code = "def download(name): path = os.path.join(UPLOADS, name) return send_file(open(path, 'rb')) ".repeat(10);
    for (what, text) in [("sentence", sentence), ("code of 900 characters", &code)] {
        let mut times: Vec<f64> = (0..500)
            .map(|n| {
                // A number makes the text new to the cache.
                let text = [split_identifiers(&format!("{text} {n}"))];
                let started = Instant::now();
                encoder.embed(&text).expect("a text embeds");
                started.elapsed().as_secs_f64() * 1e6
            })
            .collect();
        times.sort_by(f64::total_cmp);
        println!("embed a {what}: p50 {:.0} µs, p99 {:.0} µs", times[250], times[495]);
    }
    let remembered = [split_identifiers(&format!("{code} 499"))];
    let started = Instant::now();
    encoder.embed(&remembered)?;
    println!("embed a remembered text: {:.1} µs", started.elapsed().as_secs_f64() * 1e6);
    Ok(())
}

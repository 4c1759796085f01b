//! Opening, checking, layering and writing snapshots.

use crate::{
    cwe::Hierarchy,
    encoder::{Encoder, EncoderError, EncoderFiles},
    integrity::{self, Report, SnapshotError, Store, sha256},
    manifest::{Counts, EncoderEntry, FORMAT, FileEntry, MANIFEST, Manifest},
    pattern::Patterns,
    retrieve::{Indexes, Kind, Segment, example_texts, weakness_texts},
    schema::{Knowledge, Weakness},
    vectors::{EXACT_UP_TO, Vectors, graph, to_f16},
};
use std::{
    collections::{BTreeSet, HashMap},
    fs, io,
    path::Path,
    sync::Arc,
};

const KNOWLEDGE: &str = "knowledge.json";
const HIERARCHY: &str = "cwe.json";
const ENCODER: &str = "encoder";

/// How many texts are embedded at once.
const BATCH: usize = 64;

/// The files that are compiled in.
static EMBEDDED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// A checked, immutable knowledge base.
#[derive(Debug)]
pub struct Snapshot {
    knowledge: Knowledge,
    manifest: Manifest,
    hierarchy: Hierarchy,
    encoder: Arc<Encoder>,
    pub(crate) weaknesses: Vec<Segment>,
    pub(crate) examples: Vec<Segment>,
    pub(crate) indexes: Indexes,
}

impl Snapshot {
    /// The default snapshot, which is compiled into the binary.
    pub fn embedded() -> Result<Self, SnapshotError> {
        Self::read(&Store::Embedded(EMBEDDED))
    }

    /// The snapshot of a folder.
    pub fn open(folder: &Path) -> Result<Self, SnapshotError> {
        Self::read(&Store::Folder(folder.to_owned()))
    }

    /// The snapshot of a folder that goes on top of another. A project may name one, so it may not hold a usearch index:
    /// those are read by native code that trusts its file, and the hash that vouches for one is the same author's.
    pub fn open_overlay(folder: &Path) -> Result<Self, SnapshotError> {
        let manifest = Store::Folder(folder.to_owned()).manifest()?;
        if let Some(index) = manifest.files.iter().find(|file| file.name.ends_with(".usearch")) {
            return Err(SnapshotError::Unreadable {
                file: index.name.clone(),
                why: "an overlay may hold exact vectors only".to_owned(),
            });
        }
        Self::open(folder)
    }

    /// Checks every file of a folder and reports on each.
    pub fn verify(folder: &Path) -> Report {
        integrity::verify(folder)
    }

    /// Weaknesses, examples and patterns.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// Format, encoder, counts and files; of the lowest layer where there are overlays.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// MITRE's hierarchy.
    pub fn hierarchy(&self) -> &Hierarchy {
        &self.hierarchy
    }

    /// The encoder that made the vectors.
    pub fn encoder(&self) -> &Encoder {
        &self.encoder
    }

    /// The knowledge about an entry of MITRE's list, also where the entry is one of its other labels.
    pub fn weakness(&self, cwe: &str) -> Option<&Weakness> {
        let all = &self.knowledge.weaknesses;
        all.iter()
            .find(|weakness| weakness.cwe == cwe)
            .or_else(|| all.iter().find(|weakness| weakness.also.iter().any(|also| also == cwe)))
    }

    /// This knowledge with another's, a team's own, on top: a weakness that both have gets the statements, words and
    /// patterns of both, an example of the same identifier is the overlay's.
    pub fn with_overlay(mut self, overlay: Self) -> Result<Self, SnapshotError> {
        if overlay.manifest.encoder != self.manifest.encoder {
            return Err(SnapshotError::OtherEncoder);
        }
        let mut weakness_at = Vec::new();
        let mut said: BTreeSet<(u32, usize)> = BTreeSet::new();
        for (own, weakness) in overlay.knowledge.weaknesses.into_iter().enumerate() {
            let known = self.knowledge.weaknesses.iter().position(|known| known.cwe == weakness.cwe);
            weakness_at.push(known.unwrap_or(self.knowledge.weaknesses.len()) as u32);
            // What is said twice would count twice: a weakness is as near as its two nearest texts.
            if let Some(known) = known.and_then(|known| self.knowledge.weaknesses.get(known)) {
                let below: BTreeSet<String> = weakness_texts(known).into_iter().map(|(_, text)| text).collect();
                let texts = weakness_texts(&weakness).into_iter().enumerate();
                said.extend(texts.filter(|(_, (_, text))| below.contains(text)).map(|(nth, _)| (own as u32, nth)));
            }
            match known {
                Some(known) => merge(&mut self.knowledge.weaknesses[known], weakness),
                None => self.knowledge.weaknesses.push(weakness),
            }
        }
        let mut example_at = Vec::new();
        let mut replaced = BTreeSet::new();
        let by_id: HashMap<String, usize> =
            self.knowledge.examples.iter().enumerate().map(|(at, example)| (example.id.clone(), at)).collect();
        for example in overlay.knowledge.examples {
            if let Some(&known) = by_id.get(&example.id) {
                replaced.insert(known as u32);
                example_at.push(known as u32);
                self.knowledge.examples[known] = example;
            } else {
                example_at.push(self.knowledge.examples.len() as u32);
                self.knowledge.examples.push(example);
            }
        }
        for segment in &mut self.examples {
            segment.forget(&replaced);
        }
        let moved = overlay.weaknesses.into_iter().map(|mut segment| {
            segment.forget_texts(&said);
            segment.moved(&weakness_at)
        });
        self.weaknesses.extend(moved);
        self.examples.extend(overlay.examples.into_iter().map(|segment| segment.moved(&example_at)));
        append(&mut self.knowledge.libraries, overlay.knowledge.libraries);
        self.hierarchy.0.extend(overlay.hierarchy.0);
        self.indexes = Indexes::new(&self.knowledge);
        Ok(self)
    }

    fn read(store: &Store) -> Result<Self, SnapshotError> {
        let manifest = store.manifest()?;
        if matches!(store, Store::Folder(_)) {
            // The encoder is checked once more, with the bytes in hand, when it starts; a folder is somebody's choice,
            // and what is wrong with it is said at once.
            for entry in manifest.files.iter().filter(|file| file.name.starts_with(ENCODER)) {
                store.check(entry)?;
            }
        }
        let parse = |file: &str, error: serde_json::Error| SnapshotError::Unreadable {
            file: file.to_owned(),
            why: error.to_string(),
        };
        let knowledge: Knowledge =
            serde_json::from_slice(&store.verified(&manifest, KNOWLEDGE)?).map_err(|e| parse(KNOWLEDGE, e))?;
        let hierarchy: Hierarchy =
            serde_json::from_slice(&store.verified(&manifest, HIERARCHY)?).map_err(|e| parse(HIERARCHY, e))?;
        let weaknesses = read_level(store, &manifest, "weaknesses", weakness_tags(&knowledge))?;
        let examples = read_level(store, &manifest, "examples", example_tags(&knowledge))?;

        let encoder = Encoder::lazy(manifest.encoder.identity.clone(), manifest.encoder.dimension, {
            let (store, manifest) = (store.clone(), manifest.clone());
            move || {
                // Each file is checked against the manifest with the very bytes that are loaded.
                EncoderFiles::read(|name| store.verified(&manifest, &format!("{ENCODER}/{name}")))
                    .map_err(|error| EncoderError(error.to_string().trim_end_matches('.').to_owned()))
            }
        });
        let indexes = Indexes::new(&knowledge);
        Ok(Self {
            knowledge,
            manifest,
            hierarchy,
            encoder: Arc::new(encoder),
            weaknesses: vec![weaknesses],
            examples: vec![examples],
            indexes,
        })
    }
}

fn weakness_tags(knowledge: &Knowledge) -> Vec<(u32, Kind)> {
    let all = knowledge.weaknesses.iter().enumerate();
    all.flat_map(|(at, weakness)| weakness_texts(weakness).into_iter().map(move |(kind, _)| (at as u32, kind)))
        .collect()
}

fn example_tags(knowledge: &Knowledge) -> Vec<(u32, Kind)> {
    let all = knowledge.examples.iter().enumerate();
    all.flat_map(|(at, example)| example_texts(example).into_iter().map(move |(kind, _)| (at as u32, kind))).collect()
}

/// The vectors of a level: `NAME.f16` or, where there are many, `NAME.usearch`.
fn read_level(
    store: &Store,
    manifest: &Manifest,
    name: &str,
    tags: Vec<(u32, Kind)>,
) -> Result<Segment, SnapshotError> {
    let dimension = manifest.encoder.dimension;
    let (exact, mapped) = (format!("{name}.f16"), format!("{name}.usearch"));
    let (file, vectors) = match manifest.file(&mapped) {
        Some(entry) => {
            let vectors = match store.path(&mapped) {
                Some(path) => {
                    store.check(entry)?;
                    Vectors::map(&path, dimension, &mapped)?
                }
                None => Vectors::load(&store.verified(manifest, &mapped)?, dimension, &mapped)?,
            };
            (mapped, vectors)
        }
        None => {
            let vectors = Vectors::from_f16(&store.verified(manifest, &exact)?, dimension, &exact)?;
            (exact, vectors)
        }
    };
    if vectors.len() != tags.len() {
        return Err(SnapshotError::Unreadable {
            file,
            why: format!("it has {} vectors for {} texts", vectors.len(), tags.len()),
        });
    }
    Ok(Segment::new(vectors, tags))
}

fn merge(known: &mut Weakness, more: Weakness) {
    let extend = |known: &mut Vec<String>, more: Vec<String>| {
        for text in more {
            if !known.contains(&text) {
                known.push(text);
            }
        }
    };
    extend(&mut known.also, more.also);
    extend(&mut known.words, more.words);
    for (known, more) in [(&mut known.causes, more.causes), (&mut known.guidelines, more.guidelines)] {
        for statement in more {
            match known.iter_mut().find(|known| known.text == statement.text) {
                Some(known) => known.records.extend(statement.records),
                None => known.push(statement),
            }
        }
    }
    append(&mut known.patterns, more.patterns);
}

fn append(known: &mut Patterns, more: Patterns) {
    known.sources.extend(more.sources);
    known.types.extend(more.types);
    known.propagators.extend(more.propagators);
    known.sanitizers.extend(more.sanitizers);
    known.guards.extend(more.guards);
    known.sinks.extend(more.sinks);
    known.misuses.extend(more.misuses);
    known.alternatives.extend(more.alternatives);
}

/// What a snapshot is written from.
#[derive(Debug, Clone, Copy)]
pub struct Content<'a> {
    /// Weaknesses, examples and patterns.
    pub knowledge: &'a Knowledge,
    /// MITRE's hierarchy.
    pub hierarchy: &'a Hierarchy,
    /// SHA-256 over the corpus.
    pub built_from: &'a str,
    /// Levels of more rows than this get a usearch index: [`EXACT_UP_TO`] unless a test wants to see one.
    pub exact_up_to: usize,
}

impl<'a> Content<'a> {
    /// Content with the usual limit for exact search.
    pub fn new(knowledge: &'a Knowledge, hierarchy: &'a Hierarchy, built_from: &'a str) -> Self {
        Self { knowledge, hierarchy, built_from, exact_up_to: EXACT_UP_TO }
    }
}

/// How far writing has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Texts are being embedded.
    Embedding {
        /// So many are done …
        done: usize,
        /// … of so many.
        total: usize,
    },
    /// A level's vectors are being put in order.
    Indexing {
        /// Which level.
        level: &'static str,
    },
    /// A file has been written.
    Written {
        /// Its name in the snapshot.
        file: String,
    },
}

/// Why a snapshot was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The encoder.
    #[error(transparent)]
    Encoder(#[from] EncoderError),
    /// The index.
    #[error("The index of the {level} can't be built: {why}.")]
    Index {
        /// Which level.
        level: &'static str,
        /// What usearch says.
        why: String,
    },
    /// The disk.
    #[error("`{file}` can't be written: {error}.")]
    Disk {
        /// Which file.
        file: String,
        /// What the system says.
        error: io::Error,
    },
}

/// Writes a snapshot. The same content and encoder give the same bytes.
///
/// The manifest goes first and comes back last, so that a snapshot whose writing was interrupted is refused.
pub fn write(
    folder: &Path,
    content: &Content<'_>,
    encoder: &Path,
    progress: &mut dyn FnMut(Step),
) -> Result<Manifest, WriteError> {
    let files = EncoderFiles::open(encoder)?;
    write_with(folder, content, &Encoder::open(encoder)?, Some(&files), progress)
}

/// Writes a snapshot that lies on top of one with this encoder, and so goes without its files.
pub fn write_overlay(
    folder: &Path,
    content: &Content<'_>,
    encoder: &Encoder,
    progress: &mut dyn FnMut(Step),
) -> Result<Manifest, WriteError> {
    write_with(folder, content, encoder, None, progress)
}

fn write_with(
    folder: &Path,
    content: &Content<'_>,
    model: &Encoder,
    files: Option<&EncoderFiles>,
    progress: &mut dyn FnMut(Step),
) -> Result<Manifest, WriteError> {
    let knowledge = content.knowledge;
    let of_weaknesses: Vec<String> = knowledge
        .weaknesses
        .iter()
        .flat_map(|weakness| weakness_texts(weakness).into_iter().map(|(_, text)| text))
        .collect();
    let of_examples: Vec<String> = knowledge
        .examples
        .iter()
        .flat_map(|example| example_texts(example).into_iter().map(|(_, text)| text))
        .collect();
    let total = of_weaknesses.len() + of_examples.len();
    let mut done = 0;
    let mut embed = |texts: &[String]| -> Result<Vec<Vec<f32>>, WriteError> {
        let mut rows = Vec::with_capacity(texts.len());
        for batch in texts.chunks(BATCH) {
            rows.extend(model.embed(batch)?);
            done += batch.len();
            progress(Step::Embedding { done, total });
        }
        Ok(rows)
    };
    let levels = [("weaknesses", embed(&of_weaknesses)?), ("examples", embed(&of_examples)?)];

    let mut written: Vec<(String, Vec<u8>)> =
        vec![(KNOWLEDGE.to_owned(), json(knowledge)), (HIERARCHY.to_owned(), json(content.hierarchy))];
    for (level, rows) in &levels {
        progress(Step::Indexing { level });
        written.push(if rows.len() <= content.exact_up_to {
            (format!("{level}.f16"), to_f16(rows))
        } else {
            let index = graph(rows, model.dimension()).map_err(|why| WriteError::Index { level, why })?;
            (format!("{level}.usearch"), index)
        });
    }
    let of_encoder = files.into_iter().flat_map(EncoderFiles::iter);
    written.extend(of_encoder.map(|(name, bytes)| (format!("{ENCODER}/{name}"), bytes.to_vec())));
    written.sort();

    let rules: BTreeSet<&str> = knowledge
        .weaknesses
        .iter()
        .flat_map(|weakness| {
            let sinks = weakness.patterns.sinks.iter().map(|sink| sink.rule.as_str());
            sinks.chain(weakness.patterns.misuses.iter().map(|misuse| misuse.rule.as_str()))
        })
        .collect();
    let manifest = Manifest {
        format: FORMAT,
        built_from: content.built_from.to_owned(),
        encoder: EncoderEntry { identity: model.identity().to_owned(), dimension: model.dimension() },
        counts: Counts {
            weaknesses: knowledge.weaknesses.len(),
            examples: knowledge.examples.len(),
            causes: knowledge.weaknesses.iter().map(|weakness| weakness.causes.len()).sum(),
            guidelines: knowledge.weaknesses.iter().map(|weakness| weakness.guidelines.len()).sum(),
            rules: rules.len(),
            weakness_vectors: of_weaknesses.len(),
            example_vectors: of_examples.len(),
        },
        files: written
            .iter()
            .map(|(name, bytes)| FileEntry { name: name.clone(), bytes: bytes.len() as u64, sha256: sha256(bytes) })
            .collect(),
    };

    let disk = |file: &str| {
        let file = file.to_owned();
        move |error| WriteError::Disk { file, error }
    };
    let before = fs::read(folder.join(MANIFEST)).ok().and_then(|text| Manifest::parse(&text).ok());
    let folders = if files.is_some() { folder.join(ENCODER) } else { folder.to_owned() };
    fs::create_dir_all(folders).map_err(disk(ENCODER))?;
    match fs::remove_file(folder.join(MANIFEST)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(disk(MANIFEST)(error)),
        _ => {}
    }
    for stale in before.iter().flat_map(|before| &before.files).filter(|file| manifest.file(&file.name).is_none()) {
        let _ = fs::remove_file(folder.join(&stale.name));
    }
    for (name, bytes) in &written {
        fs::write(folder.join(name), bytes).map_err(disk(name))?;
        progress(Step::Written { file: name.clone() });
    }
    fs::write(folder.join(MANIFEST), manifest.to_json()).map_err(disk(MANIFEST))?;
    progress(Step::Written { file: MANIFEST.to_owned() });
    Ok(manifest)
}

fn json(value: &impl serde::Serialize) -> Vec<u8> {
    let mut text = serde_json::to_vec(value).expect("knowledge is plain data with text keys");
    text.push(b'\n');
    text
}

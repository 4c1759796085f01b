//! Sentences as vectors: any ONNX sentence encoder, through fastembed, on one thread of its own.
//!
//! fastembed's `embed` takes `&mut self` and would use every core. Here one thread owns the model and answers over a
//! channel, so a handle is cheap to share. The thread is started, and the model loaded, by the first text or by
//! [`Encoder::warm_up`]: starting the server does not wait for it.

use crate::integrity::hex;
use fastembed::{InitOptionsUserDefined, Pooling, TextEmbedding, TokenizerFiles, UserDefinedEmbeddingModel};
use sha2::{Digest, Sha256};
use std::{
    borrow::Cow,
    collections::HashMap,
    fmt, fs,
    path::Path,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
};

/// The files of an encoder, in the order in which its identity hashes them.
pub const ENCODER_FILES: [&str; 5] =
    ["model.onnx", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "config.json"];

/// How many query vectors are remembered.
const REMEMBERED: usize = 512;

/// How many tokens of a text count.
const MAX_TOKENS: usize = 256;

/// Why a text has no vector.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("The encoder can't be used: {0}.")]
pub struct EncoderError(pub String);

/// Reads the files of an encoder when they are needed.
type Loader = Box<dyn FnOnce() -> Result<EncoderFiles, EncoderError> + Send>;

/// Texts to embed and where the answer goes.
type Request = (Vec<String>, Sender<Result<Vec<Vec<f32>>, EncoderError>>);

/// The files of an encoder.
#[derive(Clone)]
pub struct EncoderFiles([Cow<'static, [u8]>; ENCODER_FILES.len()]);

impl EncoderFiles {
    /// Takes the files from a function that reads them by name.
    pub fn read<E>(mut read: impl FnMut(&str) -> Result<Cow<'static, [u8]>, E>) -> Result<Self, E> {
        let mut files: [Cow<'static, [u8]>; ENCODER_FILES.len()] = Default::default();
        for (file, name) in files.iter_mut().zip(ENCODER_FILES) {
            *file = read(name)?;
        }
        Ok(Self(files))
    }

    /// Reads the files of a folder.
    pub fn open(folder: &Path) -> Result<Self, EncoderError> {
        Self::read(|name| {
            let path = folder.join(name);
            fs::read(&path)
                .map(Cow::Owned)
                .map_err(|error| EncoderError(format!("{} can't be read ({error})", path.display())))
        })
    }

    /// SHA-256 over the name, length and content of each file: two encoders of one identity give the same vectors.
    pub fn identity(&self) -> String {
        let mut hash = Sha256::new();
        for (name, file) in ENCODER_FILES.iter().zip(&self.0) {
            hash.update(name.as_bytes());
            hash.update((file.len() as u64).to_le_bytes());
            hash.update(file);
        }
        hex(&hash.finalize())
    }

    /// Each file with its name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &[u8])> {
        ENCODER_FILES.into_iter().zip(self.0.iter().map(|file| &**file))
    }
}

/// A handle on the thread that owns the model.
pub struct Encoder {
    identity: String,
    dimension: usize,
    loader: Mutex<Option<Loader>>,
    thread: OnceLock<Sender<Request>>,
    recent: Mutex<Recent>,
}

impl fmt::Debug for Encoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Encoder")
            .field("identity", &self.identity)
            .field("dimension", &self.dimension)
            .finish_non_exhaustive()
    }
}

impl Encoder {
    /// A handle on an encoder that a manifest vouches for; `load` runs on the encoder's thread when it is first needed.
    pub(crate) fn lazy(
        identity: String,
        dimension: usize,
        load: impl FnOnce() -> Result<EncoderFiles, EncoderError> + Send + 'static,
    ) -> Self {
        Self {
            identity,
            dimension,
            loader: Mutex::new(Some(Box::new(load))),
            thread: OnceLock::new(),
            recent: Mutex::default(),
        }
    }

    /// Loads the encoder of a folder, now, to learn its dimension.
    pub fn open(folder: &Path) -> Result<Self, EncoderError> {
        let files = EncoderFiles::open(folder)?;
        let identity = files.identity();
        let mut encoder = Self::lazy(identity, 0, move || Ok(files));
        let first = encoder.ask(vec!["dimension".to_owned()])?;
        encoder.dimension = first[0].len();
        Ok(encoder)
    }

    /// Starts loading in the background, if that has not happened yet.
    pub fn warm_up(&self) {
        self.sender();
    }

    /// Length of the vectors.
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// SHA-256 over model and tokenizer files.
    pub fn identity(&self) -> &str {
        &self.identity
    }

    /// Unit vectors of some texts, in their order. Recent ones are remembered.
    pub fn embed(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, EncoderError> {
        let mut known: Vec<Option<Arc<[f32]>>> = {
            let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
            texts.iter().map(|text| recent.get(text)).collect()
        };
        let missing: Vec<usize> = (0..texts.len()).filter(|&at| known[at].is_none()).collect();
        if !missing.is_empty() {
            let vectors = self.ask(missing.iter().map(|&at| texts[at].clone()).collect())?;
            let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
            for (at, vector) in missing.into_iter().zip(vectors) {
                let vector: Arc<[f32]> = vector.into();
                recent.put(&texts[at], vector.clone());
                known[at] = Some(vector);
            }
        }
        Ok(known.into_iter().flatten().map(|vector| vector.to_vec()).collect())
    }

    fn ask(&self, texts: Vec<String>) -> Result<Vec<Vec<f32>>, EncoderError> {
        let stopped = || EncoderError("its thread has stopped".to_owned());
        let (answer, answered) = channel();
        self.sender().send((texts, answer)).map_err(|_| stopped())?;
        answered.recv().map_err(|_| stopped())?
    }

    fn sender(&self) -> &Sender<Request> {
        self.thread.get_or_init(|| {
            let (sender, requests) = channel();
            let load = self.loader.lock().unwrap_or_else(PoisonError::into_inner).take();
            let dimension = self.dimension;
            if let Some(load) = load {
                // Where no thread can be started, the channel is closed and every text is refused.
                let _ = thread::Builder::new()
                    .name("rescue-encoder".to_owned())
                    .spawn(move || serve(load, dimension, &requests));
            }
            sender
        })
    }
}

/// The thread: loads the model, then answers until the last handle is gone.
fn serve(load: Loader, dimension: usize, requests: &Receiver<Request>) {
    let mut model = load().and_then(start);
    for (texts, answer) in requests {
        let vectors = match &mut model {
            Ok(model) => model
                .embed(&texts, None)
                .map_err(|error| EncoderError(error.to_string()))
                .and_then(|vectors| check(vectors, texts.len(), dimension)),
            Err(error) => Err(error.clone()),
        };
        // Whoever asked may have been cancelled.
        let _ = answer.send(vectors);
    }
}

fn check(mut vectors: Vec<Vec<f32>>, texts: usize, dimension: usize) -> Result<Vec<Vec<f32>>, EncoderError> {
    if vectors.len() != texts || vectors.iter().any(|vector| dimension != 0 && vector.len() != dimension) {
        return Err(EncoderError(format!("its vectors do not have the {dimension} numbers of the snapshot's")));
    }
    for vector in &mut vectors {
        // A text of unknown tokens only may have no direction at all.
        let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
        for x in vector {
            *x = if length.is_finite() && length > 1e-12 { *x / length } else { 0.0 };
        }
    }
    Ok(vectors)
}

fn start(files: EncoderFiles) -> Result<TextEmbedding, EncoderError> {
    #[cfg(all(feature = "tract", not(feature = "onnxruntime")))]
    {
        static BACKEND: OnceLock<()> = OnceLock::new();
        BACKEND.get_or_init(|| {
            let mut api = ort_tract::api();
            api.SetSymbolicDimensions = ignore_symbols;
            ort::set_api(api);
        });
    }
    if cfg!(not(any(feature = "tract", feature = "onnxruntime"))) {
        return Err(EncoderError("this Rescue was built with neither `tract` nor `onnxruntime`".to_owned()));
    }
    let [model, tokenizer_file, tokenizer_config_file, special_tokens_map_file, config_file] =
        files.0.map(Cow::into_owned);
    let tokenizer = TokenizerFiles { tokenizer_file, config_file, special_tokens_map_file, tokenizer_config_file };
    let model = UserDefinedEmbeddingModel::new(model, tokenizer).with_pooling(Pooling::Mean);
    let options = InitOptionsUserDefined::new().with_max_length(MAX_TOKENS).with_intra_threads(1);
    TextEmbedding::try_new_from_user_defined(model, options).map_err(|error| EncoderError(error.to_string()))
}

/// ort names the free dimensions of every input once fastembed turns its newer interfaces on; ort-tract does not know
/// that call, and ort takes its refusal for impossible. tract works shapes out by itself, so the names can go.
#[cfg(all(feature = "tract", not(feature = "onnxruntime")))]
extern "system" fn ignore_symbols(
    _info: *mut ort::sys::OrtTensorTypeAndShapeInfo,
    _names: *mut *const std::ffi::c_char,
    _count: usize,
) -> ort::sys::OrtStatusPtr {
    ort::sys::OrtStatusPtr::default()
}

/// The vectors of the texts that were asked for last.
#[derive(Default)]
struct Recent {
    clock: u64,
    vectors: HashMap<String, (u64, Arc<[f32]>)>,
}

impl Recent {
    fn get(&mut self, text: &str) -> Option<Arc<[f32]>> {
        self.clock += 1;
        let (used, vector) = self.vectors.get_mut(text)?;
        *used = self.clock;
        Some(vector.clone())
    }

    fn put(&mut self, text: &str, vector: Arc<[f32]>) {
        if self.vectors.len() >= REMEMBERED {
            // Half goes at once, so that a put costs nothing on average.
            let mut used: Vec<u64> = self.vectors.values().map(|(used, _)| *used).collect();
            used.sort_unstable();
            let middle = used[used.len() / 2];
            self.vectors.retain(|_, (used, _)| *used > middle);
        }
        self.vectors.insert(text.to_owned(), (self.clock, vector));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_lately_is_remembered_and_the_rest_forgotten() {
        let mut recent = Recent::default();
        for n in 0..REMEMBERED {
            recent.get("missing");
            recent.put(&n.to_string(), Arc::from([n as f32]));
        }
        assert!(recent.get("0").is_some());
        recent.put("one more", Arc::from([0.0]));
        assert!(recent.get("0").is_some(), "it was used last");
        assert!(recent.get("1").is_none());
        assert!(recent.vectors.len() <= REMEMBERED);
    }

    #[test]
    fn an_encoder_that_cannot_be_loaded_says_so_each_time() {
        let encoder = Encoder::lazy("x".into(), 4, || Err(EncoderError("`model.onnx` is missing".into())));
        for _ in 0..2 {
            let error = encoder.embed(&["text".into()]).unwrap_err();
            assert_eq!(error.to_string(), "The encoder can't be used: `model.onnx` is missing.");
        }
    }
}

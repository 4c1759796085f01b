//! A few threads that read snapshots of documents, so that neither the transport nor the owner ever computes.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// More jobs than this, and new ones are turned away.
const QUEUE: usize = 512;

/// Analysis recurses over the tree, and people generate deep ones: 400 expressions inside 200 blocks.
const STACK: usize = 16 << 20;

/// Who waits for the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lane {
    /// A developer.
    Interactive,
    /// Nobody in particular.
    Background,
}

type Job = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Queue {
    interactive: VecDeque<Job>,
    background: VecDeque<Job>,
    /// Background jobs that run now.
    busy: usize,
}

struct Shared {
    queue: Mutex<Queue>,
    work: Condvar,
    /// How many background jobs may run at once: one thread is always left for a developer.
    most_background: usize,
}

/// The threads. They live as long as the process.
#[derive(Clone)]
pub(super) struct Workers {
    shared: Arc<Shared>,
}

impl Workers {
    /// Starts between two and four threads.
    pub(super) fn start() -> std::io::Result<Workers> {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let threads = cores.clamp(2, 4);
        let shared = Arc::new(Shared { queue: Mutex::default(), work: Condvar::new(), most_background: threads - 1 });
        for number in 0..threads {
            let shared = shared.clone();
            let thread = std::thread::Builder::new().name(format!("worker-{number}")).stack_size(STACK);
            thread.spawn(move || shared.work())?;
        }
        Ok(Workers { shared })
    }

    /// Puts a job in line; false if the line is too long.
    pub(super) fn submit(&self, lane: Lane, job: impl FnOnce() + Send + 'static) -> bool {
        let mut queue = self.shared.queue.lock().unwrap_or_else(PoisonError::into_inner);
        let line = match lane {
            Lane::Interactive => &mut queue.interactive,
            Lane::Background => &mut queue.background,
        };
        if line.len() >= QUEUE {
            return false;
        }
        line.push_back(Box::new(job));
        drop(queue);
        self.shared.work.notify_one();
        true
    }
}

impl Shared {
    fn work(&self) {
        loop {
            let (lane, job) = self.next();
            if std::panic::catch_unwind(std::panic::AssertUnwindSafe(job)).is_err() {
                tracing::error!("a worker's job panicked; its request is answered with an error");
            }
            if lane == Lane::Background {
                self.queue.lock().unwrap_or_else(PoisonError::into_inner).busy -= 1;
                self.work.notify_one();
            }
        }
    }

    fn next(&self) -> (Lane, Job) {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(job) = queue.interactive.pop_front() {
                return (Lane::Interactive, job);
            }
            if queue.busy < self.most_background
                && let Some(job) = queue.background.pop_front()
            {
                queue.busy += 1;
                return (Lane::Background, job);
            }
            queue = self.work.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

use answer::Job;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// If the work ends, `stop` returns its result; if not, it is cleaned up. Never both.
pub async fn either_a_result_or_a_clean_up() {
    let [worked, cleaned] = [(); 2].map(|()| Arc::new(AtomicBool::new(false)));
    let (works, cleans) = (Arc::clone(&worked), Arc::clone(&cleaned));
    // Relaxed is enough: `stop` waits for the task.
    let work = async move { works.store(true, Relaxed) };
    let clean_up = async move { cleans.store(true, Relaxed) };
    let result = Job::start(work, clean_up).stop().await;
    let (worked, cleaned) = (worked.load(Relaxed), cleaned.load(Relaxed));
    assert_eq!(result.is_some(), worked, "a result, if the work has ended");
    assert_ne!(worked, cleaned, "a clean-up, if the work has not ended");
}

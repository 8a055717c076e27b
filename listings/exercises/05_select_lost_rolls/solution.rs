use std::mem;
use tokio::sync::{mpsc, oneshot};

/// Packs all rolls, and answers each question with the number of boxes that are packed.
pub async fn pack(
    mut rolls: mpsc::Receiver<u32>,
    mut questions: mpsc::Receiver<oneshot::Sender<usize>>,
) -> Vec<Vec<u32>> {
    let mut boxes = Vec::new();
    // It lives outside the loop, so it keeps its rolls when a branch is dropped.
    let mut open = Vec::new();
    loop {
        tokio::select! {
            roll = rolls.recv() => match roll {
                Some(roll) => {
                    open.push(roll);
                    if open.len() == 3 {
                        boxes.push(mem::take(&mut open));
                    }
                }
                None => {
                    if !open.is_empty() {
                        boxes.push(open);
                    }
                    return boxes;
                }
            },
            Some(question) = questions.recv() => {
                // The asker may have left.
                let _ = question.send(boxes.len());
            }
        }
    }
}

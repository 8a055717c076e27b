// Fails: the_last_roll_ends_it, each_roll_is_packed
// `else` runs only when all branches are disabled, so `pack` does not end while somebody could ask.
use std::mem;
use tokio::sync::{mpsc, oneshot};

pub async fn pack(
    mut rolls: mpsc::Receiver<u32>,
    mut questions: mpsc::Receiver<oneshot::Sender<usize>>,
) -> Vec<Vec<u32>> {
    let mut boxes = Vec::new();
    let mut open = Vec::new();
    loop {
        tokio::select! {
            Some(roll) = rolls.recv() => {
                open.push(roll);
                if open.len() == 3 {
                    boxes.push(mem::take(&mut open));
                }
            }
            Some(question) = questions.recv() => {
                let _ = question.send(boxes.len());
            }
            else => break,
        }
    }
    if !open.is_empty() {
        boxes.push(open);
    }
    boxes
}

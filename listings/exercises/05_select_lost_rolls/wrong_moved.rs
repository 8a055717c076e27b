// Fails: no_roll_is_lost, questions_do_not_wait, an_asker_leaves, each_roll_is_packed
// The open box is created before the loop, but it is moved into the future, and dropped together with the future.
use std::mem;
use tokio::sync::{mpsc, oneshot};

async fn fill(rolls: &mut mpsc::Receiver<u32>, mut open: Vec<u32>) -> (Vec<u32>, bool) {
    while open.len() < 3 {
        match rolls.recv().await {
            Some(roll) => open.push(roll),
            None => return (open, true),
        }
    }
    (open, false)
}

pub async fn pack(
    mut rolls: mpsc::Receiver<u32>,
    mut questions: mpsc::Receiver<oneshot::Sender<usize>>,
) -> Vec<Vec<u32>> {
    let mut boxes = Vec::new();
    let mut open = Vec::new();
    loop {
        tokio::select! {
            (packed, ended) = fill(&mut rolls, mem::take(&mut open)) => {
                if !packed.is_empty() {
                    boxes.push(packed);
                }
                if ended {
                    return boxes;
                }
            }
            Some(question) = questions.recv() => {
                let _ = question.send(boxes.len());
            }
        }
    }
}

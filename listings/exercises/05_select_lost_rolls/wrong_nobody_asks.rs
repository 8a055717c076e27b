// Fails: nobody_asks
// The loop ends as soon as one of the channels is closed, although rolls may still come through the other one.
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
            roll = rolls.recv() => {
                let Some(roll) = roll else { break };
                open.push(roll);
                if open.len() == 3 {
                    boxes.push(mem::take(&mut open));
                }
            }
            question = questions.recv() => {
                let Some(question) = question else { break };
                let _ = question.send(boxes.len());
            }
        }
    }
    if !open.is_empty() {
        boxes.push(open);
    }
    boxes
}

// Fails: no_roll_is_lost, questions_do_not_wait, an_asker_leaves, each_roll_is_packed
// `biased` gives the rolls priority. But a box still waits for its next roll, and a question then drops the box.
use tokio::sync::{mpsc, oneshot};

async fn next_box(rolls: &mut mpsc::Receiver<u32>) -> Option<Vec<u32>> {
    let mut packed = Vec::new();
    while packed.len() < 3 {
        match rolls.recv().await {
            Some(roll) => packed.push(roll),
            None if packed.is_empty() => return None,
            None => break,
        }
    }
    Some(packed)
}

pub async fn pack(
    mut rolls: mpsc::Receiver<u32>,
    mut questions: mpsc::Receiver<oneshot::Sender<usize>>,
) -> Vec<Vec<u32>> {
    let mut boxes = Vec::new();
    loop {
        tokio::select! {
            biased;
            next = next_box(&mut rolls) => match next {
                Some(packed) => boxes.push(packed),
                None => return boxes,
            },
            Some(question) = questions.recv() => {
                let _ = question.send(boxes.len());
            }
        }
    }
}

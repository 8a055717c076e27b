use tokio::sync::{mpsc, oneshot};

/// The next box: three rolls, or the last ones.
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

/// Packs all rolls, and answers each question with the number of boxes that are packed.
pub async fn pack(
    mut rolls: mpsc::Receiver<u32>,
    mut questions: mpsc::Receiver<oneshot::Sender<usize>>,
) -> Vec<Vec<u32>> {
    let mut boxes = Vec::new();
    loop {
        tokio::select! {
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

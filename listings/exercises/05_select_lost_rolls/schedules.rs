use answer::pack;
use tokio::sync::{mpsc, oneshot};

/// Each roll is packed, whenever the question is answered.
pub async fn each_roll_is_packed() {
    let (rolls, from_oven) = mpsc::channel(4);
    let (questions, asked) = mpsc::channel(1);
    let (reply, answer) = oneshot::channel();
    questions.send(reply).await.unwrap();
    let packing = tokio::spawn(pack(from_oven, asked));
    for roll in [1, 2, 3, 4] {
        rolls.send(roll).await.unwrap();
    }
    drop(rolls);
    assert_eq!(packing.await.unwrap(), [vec![1, 2, 3], vec![4]]);
    drop((questions, answer));
}

use answer::pack;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep, timeout};

const PAUSE: Duration = Duration::from_secs(10);

async fn ask(questions: &mpsc::Sender<oneshot::Sender<usize>>) -> usize {
    let (reply, answer) = oneshot::channel();
    questions.send(reply).await.expect("`pack` has ended");
    let asked = Instant::now();
    let answer = answer.await.expect("the question got no answer");
    assert_eq!(asked.elapsed(), Duration::ZERO, "the question had to wait");
    answer
}

/// A question during a box loses no roll.
pub async fn no_roll_is_lost() {
    let (rolls, from_oven) = mpsc::channel(8);
    let (questions, asked) = mpsc::channel(8);
    let packing = tokio::spawn(pack(from_oven, asked));
    for roll in 1..=7 {
        rolls.send(roll).await.unwrap();
        sleep(PAUSE).await;
        ask(&questions).await;
    }
    drop((rolls, questions));
    let boxes = packing.await.unwrap();
    assert_eq!(
        boxes,
        [vec![1, 2, 3], vec![4, 5, 6], vec![7]],
        "7 rolls came"
    );
}

/// A question is answered at once, even while a box is half full.
pub async fn questions_do_not_wait() {
    let (rolls, from_oven) = mpsc::channel(8);
    let (questions, asked) = mpsc::channel(8);
    tokio::spawn(pack(from_oven, asked));
    assert_eq!(ask(&questions).await, 0, "no roll has come");
    for (roll, packed) in [(1, 0), (2, 0), (3, 1), (4, 1), (5, 1), (6, 2)] {
        rolls.send(roll).await.unwrap();
        sleep(PAUSE).await;
        assert_eq!(ask(&questions).await, packed, "after {roll} rolls");
    }
}

/// The rolls are packed even if the channel of the questions is closed.
pub async fn nobody_asks() {
    let (rolls, from_oven) = mpsc::channel(8);
    let (questions, asked) = mpsc::channel(8);
    let packing = tokio::spawn(pack(from_oven, asked));
    drop(questions);
    for roll in 1..=6 {
        sleep(PAUSE).await;
        rolls.send(roll).await.expect("`pack` has ended too early");
    }
    drop(rolls);
    assert_eq!(packing.await.unwrap(), [[1, 2, 3], [4, 5, 6]]);
}

/// `pack` ends after the last roll, even if somebody could still ask.
pub async fn the_last_roll_ends_it() {
    for last in [0, 1, 3] {
        let (rolls, from_oven) = mpsc::channel(8);
        let (questions, asked) = mpsc::channel(8);
        let packing = tokio::spawn(pack(from_oven, asked));
        for roll in 0..last {
            rolls.send(roll).await.unwrap();
        }
        drop(rolls);
        let boxes = timeout(PAUSE, packing).await.expect("it still waits");
        let boxes = boxes.unwrap();
        assert_eq!(boxes.concat(), (0..last).collect::<Vec<u32>>());
        assert!(boxes.iter().all(|one| !one.is_empty()), "an empty box");
        drop(questions);
    }
}

/// Nothing is lost if an asker does not wait for the answer.
pub async fn an_asker_leaves() {
    let (rolls, from_oven) = mpsc::channel(8);
    let (questions, asked) = mpsc::channel(8);
    let packing = tokio::spawn(pack(from_oven, asked));
    for roll in [1, 2] {
        rolls.send(roll).await.unwrap();
        sleep(PAUSE).await;
        questions.send(oneshot::channel().0).await.unwrap();
        sleep(PAUSE).await;
    }
    drop((rolls, questions));
    let boxes = packing.await.expect("`pack` has panicked");
    assert_eq!(boxes, [[1, 2]]);
}

use answer::Topic;
use std::thread;

/// If two threads publish at the same time, all subscribers get the messages in the same order.
pub fn the_same_order_for_all() {
    let topic = Topic::new();
    let [first, second] = [topic.subscribe(2), topic.subscribe(2)];
    thread::scope(|scope| {
        scope.spawn(|| topic.publish(1));
        topic.publish(2);
    });
    let order = [first.recv(), first.recv()];
    assert_eq!(order, [second.recv(), second.recv()]);
}

/// A message is either received or missed, and no thread waits forever.
pub fn received_or_missed() {
    let topic = Topic::new();
    let subscription = topic.subscribe(1);
    let receives = thread::spawn(move || {
        let mut received = 0;
        while subscription.recv().is_some() {
            received += 1;
        }
        received + subscription.missed()
    });
    topic.publish("bread");
    topic.publish("rolls");
    topic.publish("cake");
    drop(topic);
    assert_eq!(receives.join().unwrap(), 3, "three were published");
}

/// A thread may subscribe, and leave, while another one publishes.
pub fn coming_and_going() {
    let topic = Topic::new();
    let leaves = topic.subscribe(1);
    let stays = topic.subscribe(1);
    let late = thread::scope(|scope| {
        scope.spawn(move || drop(leaves));
        let late = scope.spawn(|| topic.subscribe(1));
        topic.publish(1);
        late.join().unwrap()
    });
    drop(topic);
    assert_eq!([stays.recv(), stays.recv()], [Some(1), None]);
    assert!(matches!(late.recv(), Some(1) | None));
}

use answer::Topic;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Every subscriber gets every message that is published after it has subscribed.
pub fn everybody_gets_all() {
    let topic = Topic::new();
    assert_eq!(topic.publish("too early"), 0);
    let first = topic.subscribe(3);
    assert_eq!(topic.publish("bread"), 1);
    let second = topic.subscribe(3);
    assert_eq!(topic.publish("rolls"), 2);
    assert_eq!([first.recv(), first.recv()], [Some("bread"), Some("rolls")]);
    assert_eq!(second.recv(), Some("rolls"));
    assert_eq!([first.missed(), second.missed()], [0, 0]);
}

/// `publish` never waits for a slow subscriber. This subscriber misses the message and stays subscribed.
pub fn a_slow_subscriber() {
    let topic = Topic::new();
    let slow = topic.subscribe(1);
    let roomy = topic.subscribe(5);
    let stored = [1, 2, 3].map(|message| topic.publish(message));
    assert_eq!(stored, [2, 1, 1], "so many subscribers got each message");
    assert_eq!([slow.missed(), roomy.missed()], [2, 0]);
    assert_eq!(slow.recv(), Some(1));
    assert_eq!(topic.publish(4), 2, "there is room again");
    assert_eq!(slow.recv(), Some(4));
    assert_eq!([1, 2, 3, 4], [(); 4].map(|()| roomy.recv().unwrap()));
    assert_eq!([slow.missed(), roomy.missed()], [2, 0]);
}

/// After the topic is dropped, subscribers get what is in their queues, and then `None`.
pub fn the_topic_ends() {
    let topic = Topic::new();
    let subscription = topic.subscribe(2);
    topic.publish(1);
    topic.publish(2);
    drop(topic);
    assert_eq!(
        [subscription.recv(), subscription.recv()],
        [Some(1), Some(2)]
    );
    assert_eq!([subscription.recv(), subscription.recv()], [None, None]);
}

/// A message that counts its clones.
struct Counted(Arc<AtomicUsize>);

impl Clone for Counted {
    fn clone(&self) -> Self {
        self.0.fetch_add(1, Ordering::SeqCst);
        Counted(self.0.clone())
    }
}

/// A subscriber that has left is forgotten, and the others still get everything.
pub fn a_subscriber_leaves() {
    let topic = Topic::new();
    let [leaves, stays] = [topic.subscribe(2), topic.subscribe(2)];
    drop(leaves);
    let clones = Arc::new(AtomicUsize::new(0));
    assert_eq!(topic.publish(Counted(clones.clone())), 1);
    clones.store(0, Ordering::SeqCst);
    assert_eq!(topic.publish(Counted(clones.clone())), 1);
    let clones = clones.load(Ordering::SeqCst);
    assert!(clones <= 1, "there are {clones} clones for one subscriber");
    assert!(stays.recv().is_some() && stays.recv().is_some());
    assert_eq!(stays.missed(), 0);
}

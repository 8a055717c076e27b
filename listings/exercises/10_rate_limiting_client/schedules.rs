use answer::Client;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// Two calls at once do not get the same turn: the second one starts a period later.
pub async fn a_turn_is_for_one() {
    let (open, period) = (Instant::now(), Duration::from_millis(100));
    let client = Arc::new(Client::new(period, 1));
    let other = Arc::clone(&client);
    let other = tokio::spawn(async move { other.call(async || Ok(())).await });
    let one = client.call(async || Ok(())).await;
    assert_eq!(
        (one, other.await.unwrap()),
        (Some(()), Some(())),
        "both calls"
    );
    let elapsed = open.elapsed();
    assert!(
        elapsed >= period,
        "both requests started within {elapsed:?}"
    );
}

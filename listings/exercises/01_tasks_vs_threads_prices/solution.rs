use tokio::task::spawn_blocking;

/// Asks one shop for its price. The call blocks its thread until the shop has answered.
pub type Ask = Box<dyn FnOnce() -> u32 + Send>;

/// Asks all shops.
pub async fn prices(shops: Vec<Ask>) -> Vec<Option<u32>> {
    // `collect` starts all calls before the first one is awaited.
    let calls: Vec<_> = shops.into_iter().map(spawn_blocking).collect();
    let mut prices = Vec::new();
    for call in calls {
        prices.push(call.await.ok()); // `Err`: the call has panicked
    }
    prices
}

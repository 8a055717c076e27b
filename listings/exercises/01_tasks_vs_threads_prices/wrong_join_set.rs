// Fails: order_is_kept, each_has_its_place
// `join_next` returns the calls in the order in which they end, and not in the order of the shops.
use tokio::task::JoinSet;

pub type Ask = Box<dyn FnOnce() -> u32 + Send>;

pub async fn prices(shops: Vec<Ask>) -> Vec<Option<u32>> {
    let mut calls = JoinSet::new();
    for ask in shops {
        calls.spawn_blocking(ask);
    }
    let mut prices = Vec::new();
    while let Some(call) = calls.join_next().await {
        prices.push(call.ok());
    }
    prices
}

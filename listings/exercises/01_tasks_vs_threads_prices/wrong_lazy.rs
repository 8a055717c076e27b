// Fails: all_at_once, order_is_kept, each_has_its_place
// `map` is lazy without `collect`: each call starts only when the loop asks for it, and then the loop awaits it.
use tokio::task::spawn_blocking;

pub type Ask = Box<dyn FnOnce() -> u32 + Send>;

pub async fn prices(shops: Vec<Ask>) -> Vec<Option<u32>> {
    let calls = shops.into_iter().map(spawn_blocking);
    let mut prices = Vec::new();
    for call in calls {
        prices.push(call.await.ok());
    }
    prices
}

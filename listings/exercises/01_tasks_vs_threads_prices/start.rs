/// Asks one shop for its price. The call blocks its thread until the shop has answered.
pub type Ask = Box<dyn FnOnce() -> u32 + Send>;

/// Asks all shops.
pub async fn prices(shops: Vec<Ask>) -> Vec<Option<u32>> {
    let mut calls = Vec::new();
    for ask in shops {
        calls.push(tokio::spawn(async move { ask() }));
    }
    let mut prices = Vec::new();
    for call in calls {
        if let Ok(price) = call.await {
            prices.push(Some(price));
        }
    }
    prices
}

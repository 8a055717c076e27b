// Fails: other_tasks_run, all_at_once, order_is_kept, the_others_have_prices, each_has_its_place
// `join_all` polls its futures one after the other in one task, and each call blocks this task's thread.
use futures::future::join_all;

pub type Ask = Box<dyn FnOnce() -> u32 + Send>;

pub async fn prices(shops: Vec<Ask>) -> Vec<Option<u32>> {
    join_all(shops.into_iter().map(|ask| async move { Some(ask()) })).await
}

use crossbeam_channel::bounded;
use std::thread;

/// Adds up the prices of all orders, or returns the error of an order that has no price.
pub fn total<T: Send>(
    orders: impl Iterator<Item = T> + Send,
    workers: usize,
    price: impl Fn(T) -> Result<u64, String> + Sync,
) -> Result<u64, String> {
    let (to_workers, jobs) = bounded(1);
    let (to_desk, prices) = bounded(1);
    thread::scope(|pipeline| {
        pipeline.spawn(move || {
            for order in orders {
                if to_workers.send(order).is_err() {
                    return; // no worker is left
                }
            }
        });
        for _ in 0..workers {
            let (jobs, to_desk, price) = (jobs.clone(), to_desk.clone(), &price);
            pipeline.spawn(move || {
                for order in jobs {
                    if to_desk.send(price(order)).is_err() {
                        return; // nobody wants more prices
                    }
                }
            });
        }
        // Only the workers' clones are left. When the workers return, the source can no longer send.
        drop((jobs, to_desk));
        // The sum stops at the first error, and `into_iter` drops the receiver.
        prices.into_iter().sum()
    })
}

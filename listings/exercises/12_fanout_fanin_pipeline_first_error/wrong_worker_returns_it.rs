// Fails: an_error_ends_all
// The worker returns its error, but no channel closes as long as the others work, so nobody asks the worker for it.
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
        let mut threads = Vec::new();
        for _ in 0..workers {
            let (jobs, to_desk, price) = (jobs.clone(), to_desk.clone(), &price);
            threads.push(pipeline.spawn(move || {
                for order in jobs {
                    if to_desk.send(price(order)?).is_err() {
                        break; // nobody wants more prices
                    }
                }
                Ok::<(), String>(())
            }));
        }
        drop((jobs, to_desk));
        let sum = prices.iter().sum();
        for thread in threads {
            thread.join().unwrap()?;
        }
        Ok(sum)
    })
}

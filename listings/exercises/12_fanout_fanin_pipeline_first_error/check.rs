use answer::total;
use std::sync::Barrier;

/// An order for more than 100 loaves has no price.
fn price(loaves: u64) -> Result<u64, String> {
    if loaves > 100 {
        return Err(format!("{loaves} loaves are too many"));
    }
    Ok(3 * loaves)
}

/// The prices of all orders are added up.
pub fn all_prices_are_added() {
    for workers in 1..4 {
        let cents = total(1..=100, workers, price);
        assert_eq!(cents, Ok(15_150), "3 * (1 + 2 + ... + 100)");
    }
    assert_eq!(total(0..0, 2, price), Ok(0), "no orders");
}

/// An order without a price gives an error, and no sum of the other orders.
pub fn an_error_is_returned() {
    for workers in [2, 1, 3] {
        let orders = [1, 2, 3, 999, 5, 6, 7, 8, 9, 10];
        let cents = total(orders.into_iter(), workers, price);
        let error = Err("999 loaves are too many".to_owned());
        assert_eq!(cents, error, "with {workers} workers");
    }
}

/// After an error, all threads end, although there are many more orders.
pub fn an_error_ends_all() {
    for workers in [2, 1, 3] {
        let mut taken = 0;
        let orders = (1..=20_000).map(|number| {
            taken = number;
            if number == 9 { 999 } else { 1 }
        });
        let cents = total(orders, workers, price);
        let error = Err("999 loaves are too many".to_owned());
        assert_eq!(cents, error, "with {workers} workers");
        assert!(taken < 20_000, "all orders were taken after the error");
    }
}

/// If no order has a price, the error is one of theirs.
pub fn all_orders_may_fail() {
    let cents = total(101..20_101, 3, price);
    let error = cents.expect_err("no order has a price");
    assert!(
        error.ends_with("loaves are too many"),
        "another error: {error}"
    );
}

/// All workers work at the same time.
pub fn all_workers_work() {
    let meeting = Barrier::new(3);
    let cents = total(0..9, 3, |_| Ok(u64::from(meeting.wait().is_leader())));
    assert_eq!(cents, Ok(3), "three meetings of three workers");
}

use answer::total;

/// The first order has no price, and the others cost 1.
fn price(order: u64) -> Result<u64, String> {
    if order == 0 {
        return Err("no price".to_owned());
    }
    Ok(1)
}

/// When the only worker has met an error, the source and the worker end.
pub fn an_error_ends_one_worker() {
    let cents = total(0..3, 1, price);
    assert_eq!(
        cents,
        Err("no price".to_owned()),
        "the first order has none"
    );
}

/// When one of two workers has met an error, the other one ends, too.
pub fn an_error_ends_two_workers() {
    let cents = total(0..2, 2, price);
    assert_eq!(
        cents,
        Err("no price".to_owned()),
        "the first order has none"
    );
}

/// No price is lost.
pub fn no_price_is_lost() {
    assert_eq!(total(1..=2, 2, Ok), Ok(3), "1 + 2");
}

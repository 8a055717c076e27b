/// Calls `work` for the items on `workers` threads, and `output` for the results, in the order of the items.
pub fn ordered_map<T: Send, R: Send>(
    items: impl Iterator<Item = T> + Send,
    workers: usize,
    ahead: usize,
    work: impl Fn(T) -> R + Sync,
    output: impl FnMut(R),
) {
    todo!()
}

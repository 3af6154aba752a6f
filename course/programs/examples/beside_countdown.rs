//! The same as `countdown.py`.

fn countdown(mut left: u32) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let now = left;
        left = left.saturating_sub(1);
        (now > 0).then_some(now)
    })
}

fn main() {
    let mut numbers = countdown(2);
    for _ in 0..3 {
        match numbers.next() {
            Some(number) => println!("{number}"),
            None => println!("exhausted"),
        }
    }
}

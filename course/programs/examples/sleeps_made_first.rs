//! Two sleeps of a second, both made before the first is waited for.

use std::time::Duration;

use stage3_sleep::{clock, sleep::sleep};

fn main() {
    clock::simulate();
    let one = sleep(Duration::from_secs(1));
    let two = sleep(Duration::from_secs(1));

    one.chain(two).for_each(drop);
    println!("{} s", clock::now().as_secs());
}

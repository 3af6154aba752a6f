//! Predict: when does the line inside the generator run?

use std::iter::once_with;

fn main() {
    let mut generator = once_with(|| println!("inside"));
    println!("made");

    let first = generator.next();
    println!("{first:?}");

    let second = generator.next();
    println!("{second:?}");
}

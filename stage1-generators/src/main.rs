//! The article's review of generators.

use std::ops::Range;

use stage1_generators::{generator::generator, yield_from::another_generator};
use static_assertions::const_assert_eq;

fn main() {
    options::parse([]);

    let mut iterator = generator();
    println!("{}", iterator.next().expect("it has yielded nothing yet"));
    println!("{}", iterator.next().expect("it has yielded once"));
    if iterator.next().is_none() {
        println!("the generator is exhausted");
    }

    let mut outer = another_generator();
    println!("{}", outer.next().expect("it has yielded nothing yet"));

    let lazy: Range<u32> = 0..100_000_000;
    let list = size_of::<Vec<u32>>() + lazy.len() * size_of::<u32>();
    println!("{} numbers, one by one: {} bytes", lazy.len(), size_of_val(&lazy));
    println!("{} numbers, in a list: {list} bytes", lazy.len());
}

// A range holds where it is and where it ends, however far apart the two are.
const_assert_eq!(size_of::<Range<u32>>(), 2 * size_of::<u32>());

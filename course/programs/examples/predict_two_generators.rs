//! Predict: do two generators of one function share their place?

use stage1_generators::generator::generator;

fn main() {
    let mut one = generator();
    let mut two = generator();

    println!("{:?}", one.next());
    println!("{:?}", one.next());
    println!("{:?}", two.next());
    println!("{:?}", one.next());
}

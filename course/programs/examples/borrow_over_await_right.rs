//! The fix: borrow after the await, for one line.

use std::cell::RefCell;
use std::rc::Rc;

use jacobio::runtime::LocalRuntime;
use jacobio::task::{spawn_local, yield_now};

async fn add(total: Rc<RefCell<u32>>, amount: u32) {
    yield_now().await; // as if the amount had to be fetched
    *total.borrow_mut() += amount;
}

async fn async_main() {
    let total = Rc::new(RefCell::new(0));
    let one = spawn_local(add(Rc::clone(&total), 1));
    let two = spawn_local(add(Rc::clone(&total), 2));
    for task in [one, two] {
        match task.await {
            Ok(()) => println!("added"),
            Err(error) => println!("panicked: {}", error.is_panic()),
        }
    }
    println!("total: {}", total.borrow());
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}

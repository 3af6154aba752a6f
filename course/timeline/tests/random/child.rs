//! A random program, made from a seed: `child everything 7` runs all that the programs of the
//! parity tests do, `child simple 7` only what every loop can do.

use std::env;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use jacobio::runtime::LocalRuntime;
use jacobio::{task, time};
use program::{Op, Program};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngSeed, TestRunner};

#[path = "../../../../tests/parity/event.rs"]
mod event;
#[path = "../../../../tests/parity/interpreter.rs"]
mod interpreter;
#[expect(dead_code, reason = "the parity tests need more of it")]
#[path = "../../../../tests/parity/program.rs"]
mod program;

/// A block that is chosen while it runs. No program here has one.
mod every {
    use crate::program::Op;

    #[derive(Clone, Debug)]
    pub enum Open {}

    impl Open {
        pub fn choose(&self, _: usize, _: impl Iterator<Item = usize>) -> Option<Op> {
            match *self {}
        }
    }
}

/// Where the interpreter of the parity tests records.
mod trace {
    use std::cell::Cell;

    /// Prints each event.
    #[derive(Default)]
    pub struct Trace {
        closed: Cell<bool>,
    }

    impl Trace {
        pub fn is_open(&self) -> bool {
            !self.closed.get()
        }

        pub fn close(&self) {
            self.closed.set(true);
        }

        #[expect(clippy::unused_self, reason = "the interpreter calls a method")]
        pub fn record(&self, ms: u128, task: usize, event: &str) {
            println!("{ms} ms: {task} {event}");
        }
    }
}

/// What a `simple` program sleeps at most. The loops of stage 4 read the clock all the while.
const LONGEST: u64 = 65;

fn program(seed: u64) -> Program {
    let config = Config { rng_seed: RngSeed::Fixed(seed), ..Config::default() };
    let tree = program::programs().new_tree(&mut TestRunner::new(config));
    tree.expect("no program is rejected").current()
}

/// Runs what every loop can do. Only `main` joins, so no two tasks wait for each other.
fn simple(name: String, ops: Vec<Op>, is_main: bool) -> Pin<Box<dyn Future<Output = ()>>> {
    Box::pin(async move {
        let mut handles = Vec::new();
        for (step, op) in ops.into_iter().enumerate() {
            println!("{name} is at {step}");
            match op {
                Op::Yield(wakes) => event::yield_with(wakes).await,
                Op::Sleep(ms) => time::sleep(time::Duration::from_millis(ms.min(LONGEST))).await,
                Op::Spawn(ops) => {
                    let name = format!("{name}.{step}");
                    handles.push(task::spawn_local(simple(name, ops, false)));
                }
                Op::Join(_) if is_main && !handles.is_empty() => {
                    handles.remove(0).await.expect("no task panics");
                }
                _ => {}
            }
        }
    })
}

fn main() {
    let mut args = env::args().skip(1);
    let everything = args.next().as_deref() == Some("everything");
    let program = program(args.next().and_then(|seed| seed.parse().ok()).expect("a seed"));
    if args.next().is_some() {
        println!("{program}");
        return;
    }
    let runtime = LocalRuntime::new().expect("it never fails");
    if everything {
        let main = program::Main::InBlockOn;
        runtime.block_on(async move { interpreter::run(&program, main, Rc::default()).await });
    } else {
        runtime.block_on(simple("main".to_owned(), program.0, true));
    }
}

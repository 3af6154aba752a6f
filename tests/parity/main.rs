//! jacobio schedules as tokio does. Random programs run on both, on paused clocks, and every event
//! must happen in the same order and at the same virtual time, down to each poll and each drop of a
//! future. A tenth as many programs run on Python's asyncio too.
//!
//! A program that runs differently is shrunk and printed as code, for `regressions.rs`. For longer
//! runs, and other programs:
//!
//! ```sh
//! PARITY_PROGRAMS=100000 PARITY_SEED=7 cargo test --release -p tests --test parity
//! ```
//!
//! Two things are not compared: what differs on purpose (`rules.rs` has some of it), and the order
//! in which the tasks that are left when `main` ends are dropped.

mod asyncio;
#[path = "../child.rs"]
mod child;
mod event;
mod every;
mod on_jacobio;
mod on_tokio;
mod program;
mod regressions;
mod rules;
mod sets;
mod trace;
#[path = "../../stage4-await/jacobio/tests/watchdog/mod.rs"]
mod watchdog;

use std::env;
use std::fmt::Debug;

use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};

use program::{Main, Program};

/// On tokio `main` is spawned, since `block_on` polls its own future outside the queue. On jacobio
/// `main` is an ordinary task either way.
fn compare(program: &Program) -> Result<(), String> {
    compare_with(&on_tokio::trace(program, Main::Spawned), program)
}

fn compare_with(tokio: &str, program: &Program) -> Result<(), String> {
    [Main::InBlockOn, Main::Spawned].into_iter().try_for_each(|main| {
        trace::compare(("tokio", tokio), ("jacobio", &on_jacobio::trace(program, main)))
    })
}

fn from_env(name: &str, default: u32) -> u32 {
    env::var(name).map_or(default, |value| value.parse().expect("it is a number"))
}

fn runner() -> TestRunner {
    TestRunner::new(Config {
        cases: from_env("PARITY_PROGRAMS", 3000),
        rng_seed: RngSeed::Fixed(from_env("PARITY_SEED", 1).into()),
        max_shrink_iters: 100_000,
        failure_persistence: None,
        ..Config::default()
    })
}

fn report(result: Result<impl Debug, TestError<Program>>) {
    if let Err(TestError::Fail(difference, program)) = result {
        panic!("{program} runs differently:\n{difference}");
    }
    result.expect("no program is rejected");
}

#[test]
fn random_programs_run_as_on_tokio() {
    let test = |program| compare(&program).map_err(TestCaseError::fail);
    report(runner().run(&program::programs(), test));
}

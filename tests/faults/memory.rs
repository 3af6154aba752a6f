//! What forgetting costs. `scale` has the large numbers.

use std::future::pending;
use std::mem;

use allocation_counter::measure;
use jacobio::runtime::LocalRuntime;
use jacobio::task;

/// The bytes that `f` leaves allocated.
fn left_by(f: impl FnMut()) -> i64 {
    let mut f = f;
    // What is allocated once, by the first of all runtimes, is not the test's business.
    f();
    measure(f).bytes_current
}

#[test]
fn a_runtime_leaves_nothing_behind() {
    let left = left_by(|| {
        let runtime = LocalRuntime::new().unwrap();
        runtime.spawn_local(pending::<()>());
        runtime.block_on(async {
            task::spawn_local(async {}).await.unwrap();
            drop(task::spawn_local(pending::<()>()));
        });
    });
    assert_eq!(left, 0);
}

#[test]
fn a_forgotten_handle_keeps_its_own_memory_and_nobody_elses() {
    const OTHERS: usize = 1000;

    let left = left_by(|| {
        LocalRuntime::new().unwrap().block_on(async {
            mem::forget(task::spawn_local(async { [7_u8; 100] }));
            for _ in 0..OTHERS {
                task::spawn_local(async { [7_u8; 100] }).await.unwrap();
            }
        });
    });
    // The event loop that the handle keeps, and the one task: less than what ten tasks hold.
    assert!(left > 0, "a handle that is forgotten can't let go");
    assert!(left < 4096, "{left} bytes");
}

/// A loop that is never idle sorts no timers in while none waits.
#[test]
fn timers_cancelled_by_a_task_that_never_waits_do_not_pile_up() {
    use jacobio::{runtime::LocalRuntime, task, time};

    let runtime = LocalRuntime::new().unwrap();
    let counted = allocation_counter::measure(|| {
        runtime.block_on(async {
            for _ in 0..100_000 {
                let mut sleep = Box::pin(time::sleep(std::time::Duration::from_secs(1)));
                assert!(futures::poll!(&mut sleep).is_pending());
                drop(sleep);
                task::yield_now().await;
            }
        });
    });
    assert!(counted.bytes_max < 64 * 1024, "{} bytes", counted.bytes_max);
}

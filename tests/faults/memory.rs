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

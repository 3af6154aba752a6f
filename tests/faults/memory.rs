//! Memory that stays allocated. `scale` has the large numbers.

use std::future::pending;
use std::mem;
use std::time::Duration;

use allocation_counter::measure;
use jacobio::{task, time};

use crate::support::jacobio::new_runtime;

/// The bytes that `f` leaves allocated.
fn left_by(f: impl FnMut()) -> i64 {
    let mut f = f;
    // The first run makes the allocations that happen once in a process.
    f();
    measure(f).bytes_current
}

#[test]
fn a_runtime_leaves_nothing_behind() {
    let left = left_by(|| {
        let runtime = new_runtime();
        runtime.spawn_local(pending::<()>());
        runtime.block_on(async {
            task::spawn_local(async {}).await.unwrap();
            drop(task::spawn_local(pending::<()>()));
        });
    });
    assert_eq!(left, 0);
}

#[test]
fn a_forgotten_handle_keeps_the_memory_of_its_own_task_only() {
    const OTHERS: usize = 1000;

    let left = left_by(|| {
        new_runtime().block_on(async {
            mem::forget(task::spawn_local(async { [7_u8; 100] }));
            for _ in 0..OTHERS {
                task::spawn_local(async { [7_u8; 100] }).await.unwrap();
            }
        });
    });
    // The event loop and one task: less than ten tasks take.
    assert!(left > 0, "a forgotten handle is never dropped");
    assert!(left < 4096, "{left} bytes");
}

/// An event loop that is never idle inserts no pending timers while no timer is registered.
#[test]
fn cancelled_timers_do_not_accumulate_while_the_event_loop_is_never_idle() {
    let runtime = new_runtime();
    let counted = measure(|| {
        runtime.block_on(async {
            for _ in 0..100_000 {
                let mut sleep = Box::pin(time::sleep(Duration::from_secs(1)));
                assert!(futures::poll!(&mut sleep).is_pending());
                drop(sleep);
                task::yield_now().await;
            }
        });
    });
    assert!(counted.bytes_max < 64 * 1024, "{} bytes", counted.bytes_max);
}

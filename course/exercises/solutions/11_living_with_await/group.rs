//! A task group: the solution
//!
//! To abort a task is a request. The task ends when the runtime drops its future, and `join_next`
//! returns that as an error, which is neither a failure nor a panic. So the loop goes on until the
//! set is empty, whatever the result will be.
//!
//! A dropped `Group` drops its `JoinSet`, which aborts the children but can't wait for them: `drop`
//! isn't async. That's why safe Rust can't promise what Python's `async with` does.

use std::panic::resume_unwind;

use tokio::task::JoinSet;

/// Tasks that end before `join` returns.
pub struct Group<E> {
    children: JoinSet<Result<(), E>>,
}

impl<E: 'static> Group<E> {
    /// Returns a group without children.
    pub fn new() -> Self {
        Self { children: JoinSet::new() }
    }

    /// Starts a child.
    pub fn spawn(&mut self, child: impl Future<Output = Result<(), E>> + 'static) {
        self.children.spawn_local(child);
    }

    /// Waits until all children have ended. Returns the first error.
    pub async fn join(mut self) -> Result<(), E> {
        let (mut result, mut panic) = (Ok(()), None);
        while let Some(end) = self.children.join_next().await {
            match end {
                Ok(Ok(())) => continue,
                Ok(Err(error)) if result.is_ok() => result = Err(error),
                // A second error, or a child that was aborted.
                Ok(Err(_)) => {}
                Err(error) => panic = panic.or(error.try_into_panic().ok()),
            }
            self.children.abort_all();
        }
        if let Some(payload) = panic {
            resume_unwind(payload);
        }
        result
    }
}

impl<E: 'static> Default for Group<E> {
    fn default() -> Self {
        Self::new()
    }
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::future::pending;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::rc::Rc;

    use support::must_end;
    use tokio::runtime::Builder;
    use tokio::task::{LocalSet, yield_now};

    use super::*;

    const HANGS: &str = "`join` does not return.\n- Are the other children aborted after an error \
                         or a panic?\n- Does the loop end when the set is empty?";

    fn run<F: Future>(main: F) -> F::Output {
        let runtime = Builder::new_current_thread().build().expect("the system has what it needs");
        LocalSet::new().block_on(&runtime, main)
    }

    type Log = Rc<RefCell<Vec<&'static str>>>;

    /// Notes the end of a child, even of one that is aborted.
    struct End(&'static str, Log);

    impl Drop for End {
        fn drop(&mut self) {
            self.1.borrow_mut().push(self.0);
        }
    }

    #[track_caller]
    fn expect_ended(log: &Log, mut expected: Vec<&str>) {
        let mut seen = log.borrow().clone();
        seen.sort_unstable();
        expected.sort_unstable();
        assert!(
            seen == expected,
            "when `join` returned, these children had ended: {seen:?}, expected {expected:?}: what \
             does `join` wait for?"
        );
    }

    #[test]
    fn without_an_error_all_children_end_by_themselves() {
        must_end(HANGS, || {
            let log = Log::default();
            let mut group = Group::<&str>::new();
            let result = run(async {
                for (name, yields) in [("slow", 3), ("fast", 1)] {
                    let end = End(name, Rc::clone(&log));
                    group.spawn(async move {
                        for _ in 0..yields {
                            yield_now().await;
                        }
                        drop(end);
                        Ok(())
                    });
                }
                group.join().await
            });
            assert!(
                result == Ok(()),
                "no child has failed, and `join` returned {result:?}: which end is an error?"
            );
            expect_ended(&log, vec!["fast", "slow"]);
        });
    }

    #[test]
    fn the_first_error_ends_the_others_before_join_returns() {
        must_end(HANGS, || {
            let log = Log::default();
            let mut group = Group::new();
            let seen = run(async {
                for name in ["one", "two"] {
                    let end = End(name, Rc::clone(&log));
                    group.spawn(async move {
                        pending::<()>().await;
                        drop(end);
                        Ok(())
                    });
                }
                group.spawn(async { Err("failed") });
                let result = group.join().await;
                // Inside the runtime: at its end it drops what is left.
                expect_ended(&log, vec!["one", "two"]);
                result
            });
            assert!(
                seen == Err("failed"),
                "a child has failed, and `join` returned {seen:?}: where is its error kept?"
            );
        });
    }

    #[test]
    fn a_later_error_does_not_replace_the_first() {
        must_end(HANGS, || {
            let mut group = Group::new();
            let seen = run(async {
                group.spawn(async { Err("first") });
                group.spawn(async { Err("second") });
                // Both end before `join` looks.
                for _ in 0..3 {
                    yield_now().await;
                }
                group.join().await
            });
            assert!(
                seen == Err("first"),
                "two children have failed, and `join` returned {seen:?}, expected the error of the \
                 first: what does the second one overwrite?"
            );
        });
    }

    #[test]
    fn a_panic_ends_the_others_and_is_passed_on() {
        must_end(HANGS, || {
            let log = Log::default();
            let mut group = Group::<&str>::new();
            run(async {
                let end = End("other", Rc::clone(&log));
                group.spawn(async move {
                    pending::<()>().await;
                    drop(end);
                    Ok(())
                });
                group.spawn(async { panic!("the child's panic") });
                let mut join = Box::pin(group.join());
                let seen = std::future::poll_fn(|cx| {
                    match catch_unwind(AssertUnwindSafe(|| join.as_mut().poll(cx))) {
                        Ok(poll) => poll.map(Ok),
                        Err(payload) => std::task::Poll::Ready(Err(payload)),
                    }
                });
                let panic = seen.await;
                let panic = panic.expect_err("a child has panicked. What becomes of its panic?");
                assert!(
                    panic.downcast_ref() == Some(&"the child's panic"),
                    "a child has panicked, and `join` panicked with something else: what does it \
                     pass on?"
                );
                expect_ended(&log, vec!["other"]);
            });
        });
    }
}

//! Cancelling by drop
//!
//! To cancel a future is to drop it. In Python a cancelled coroutine gets an exception at its
//! `await` and can clean up in a `finally`. In Rust no line of it runs any more: it ends at the
//! `.await` where it is suspended, and its variables are dropped. So cleaning up is the work of
//! `Drop`.
//!
//! Here a worker takes jobs from a queue, one after the other, and does each with an async
//! function. If it is cancelled in the middle of a job, the job is lost: it has left the
//! queue, and not done either.
//!
//! Write it so that such a job goes back to the front of the queue, where it came from. A job that
//! was done does not. Two workers may share a queue, so a job that one of them does must not be in
//! the queue meanwhile. And two jobs may have the same text.
//!
//! Look up: `Drop`, and `Option::take` or `std::mem::forget` for "this is done". And how long a
//! borrow lives in `while let Some(job) = jobs.borrow_mut().pop_front() { … }`: until the `}`.

use std::cell::RefCell;
use std::collections::VecDeque;

/// Jobs to do, the next one in front.
pub type Jobs = RefCell<VecDeque<String>>;

/// Does all jobs, one after the other.
pub async fn work_off(jobs: &Jobs, do_job: impl AsyncFn(&str)) {
    loop {
        // The borrow ends with this statement.
        let job = jobs.borrow_mut().pop_front();
        let Some(job) = job else { return };
        // TODO: if the future is dropped here, the job is lost.
        do_job(&job).await;
    }
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;
    use std::task::Poll;

    use support::{Wakes, must_end, poll, yield_now};

    use super::*;

    const HANGS: &str = "The worker does not come to its end. Does a job go back into the queue \
                         although it was done, or before it is begun?";

    fn jobs(names: &[&str]) -> Rc<Jobs> {
        Rc::new(RefCell::new(names.iter().map(|&name| name.to_owned()).collect()))
    }

    type Log = Rc<RefCell<Vec<String>>>;

    /// A worker that needs two polls for a job, and writes it down when it is done.
    fn worker(jobs: &Rc<Jobs>, done: &Log) -> impl Future<Output = ()> + Unpin + use<> {
        let (jobs, done) = (Rc::clone(jobs), Rc::clone(done));
        Box::pin(async move {
            let do_job = async |job: &str| {
                yield_now().await;
                done.borrow_mut().push(job.to_owned());
            };
            work_off(&jobs, do_job).await;
        })
    }

    #[track_caller]
    fn expect(what: &str, seen: &[String], expected: &[&str], otherwise: &str) {
        assert!(seen == expected, "{what} are {seen:?}, expected {expected:?}: {otherwise}");
    }

    #[track_caller]
    fn expect_left(jobs: &Rc<Jobs>, expected: &[&str], otherwise: &str) {
        let seen: Vec<String> = jobs.borrow().iter().cloned().collect();
        expect("the jobs in the queue", &seen, expected, otherwise);
    }

    #[test]
    fn all_jobs_are_done_in_order() {
        must_end(HANGS, || {
            // Two jobs may have the same text.
            let (jobs, done) = (jobs(&["a", "b", "a"]), Log::default());
            let mut worker = worker(&jobs, &done);
            while poll(&mut worker, &Wakes::new().waker()).is_pending() {}
            drop(worker);
            expect(
                "the jobs done",
                &done.borrow(),
                &["a", "b", "a"],
                "each once, in order. Which job leaves the queue, and when?",
            );
            expect_left(&jobs, &[], "all were done. Does a job go back although it was done?");
        });
    }

    #[test]
    fn a_job_that_was_cancelled_is_the_next_one_again() {
        must_end(HANGS, || {
            let (jobs, done) = (jobs(&["a", "b", "c"]), Log::default());
            let mut worker = worker(&jobs, &done);
            let waker = Wakes::new().waker();
            // `a` is done and `b` is begun.
            assert!(
                poll(&mut worker, &waker).is_pending() && poll(&mut worker, &waker).is_pending(),
                "the worker has ended in its first two polls, expected Pending: three jobs take \
                 two polls each. Does it go on to the next job?"
            );
            drop(worker);
            expect(
                "the jobs done",
                &done.borrow(),
                &["a"],
                "each job takes two polls. Is each begun once?",
            );
            expect_left(
                &jobs,
                &["b", "c"],
                "the worker was dropped while it did b. Which `drop` puts b back, and where? Is \
                 what it drops alive over the whole `.await`?",
            );
        });
    }

    #[test]
    fn a_worker_that_was_never_polled_takes_no_job() {
        must_end(HANGS, || {
            let (jobs, done) = (jobs(&["a"]), Log::default());
            drop(worker(&jobs, &done));
            expect_left(&jobs, &["a"], "nothing has run. What takes a job before the first poll?");
        });
    }

    #[test]
    fn two_workers_do_each_job_once() {
        must_end(HANGS, || {
            let (jobs, done) = (jobs(&["a", "b", "c"]), Log::default());
            let (mut one, mut two) = (worker(&jobs, &done), worker(&jobs, &done));
            let waker = Wakes::new().waker();
            let (mut first, mut second) = (Poll::Pending, Poll::Pending);
            while first.is_pending() || second.is_pending() {
                if first.is_pending() {
                    first = poll(&mut one, &waker);
                }
                if second.is_pending() {
                    second = poll(&mut two, &waker);
                }
            }
            expect(
                "the jobs done",
                &done.borrow(),
                &["a", "b", "c"],
                "two workers share the queue. Is a job in it while a worker does it?",
            );
        });
    }
}

//! `JoinError`: its messages, and the payload of a panic.

use std::future::pending;
use std::io;
use std::panic::panic_any;

use crate::support::{caught, misuse};

both_runtimes! {
    /// The error of a task that panics by calling `f`. The panic itself is not shown.
    fn error_of(f: impl FnOnce() + 'static) -> task::JoinError {
        let mut error = None;
        let _ends_well = caught(|| {
            let joined = new_runtime().block_on(async {
                task::spawn_local(async { f() }).await
            });
            error = joined.err();
            panic!();
        });
        error.unwrap()
    }

    fn cancelled() -> task::JoinError {
        new_runtime().block_on(async {
            let handle = task::spawn_local(pending::<()>());
            handle.abort();
            handle.await.unwrap_err()
        })
    }

    #[test]
    fn the_error_of_an_aborted_task_says_that_it_was_cancelled() {
        let error = cancelled();
        assert!(error.is_cancelled() && !error.is_panic());
        assert_eq!(error.to_string(), format!("task {} was cancelled", error.id()));
        assert_eq!(format!("{error:?}"), format!("JoinError::Cancelled({:?})", error.id()));
        assert_eq!(io::Error::from(error).to_string(), "task was cancelled");
    }

    #[test]
    fn the_error_of_a_panic_quotes_its_message() {
        let literal = || panic!("a \"literal\"");
        let formatted = || panic!("{}", 6 * 7);
        for (error, message) in
            [(error_of(literal), r#""a \"literal\"""#), (error_of(formatted), r#""42""#)]
        {
            let id = error.id();
            assert!(error.is_panic() && !error.is_cancelled());
            assert_eq!(error.to_string(), format!("task {id} panicked with message {message}"));
            assert_eq!(format!("{error:?}"), format!("JoinError::Panic({id:?}, {message}, ...)"));
            assert_eq!(io::Error::from(error).to_string(), "task panicked");
        }
    }

    #[test]
    fn the_error_of_a_panic_without_a_message_shows_none() {
        let error = error_of(|| panic_any(7));
        assert_eq!(error.to_string(), format!("task {} panicked", error.id()));
        assert_eq!(format!("{error:?}"), format!("JoinError::Panic({:?}, ...)", error.id()));
    }

    #[test]
    fn into_panic_returns_the_payload_and_is_refused_for_a_cancelled_task() {
        let error = error_of(|| panic_any(7));
        assert_eq!(error.into_panic().downcast_ref(), Some(&7));

        let error = cancelled().try_into_panic().unwrap_err();
        let message = misuse(|| drop(error.into_panic()));
        assert!(message.starts_with("`JoinError` reason is not a panic."));
    }
}

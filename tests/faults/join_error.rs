//! What is shown of a task that gave no result.

use std::future::pending;
use std::io;
use std::panic::panic_any;

use crate::support::{caught, misuse};

both_runtimes! {
    /// The error of a task that panics by calling `f`. The panic itself is not shown.
    fn error_of(f: impl FnOnce() + 'static) -> task::JoinError {
        let mut error = None;
        let _ends_well = caught(|| {
            let joined = LocalRuntime::new().unwrap().block_on(async {
                task::spawn_local(async { f() }).await
            });
            error = joined.err();
            panic!();
        });
        error.unwrap()
    }

    fn cancelled() -> task::JoinError {
        LocalRuntime::new().unwrap().block_on(async {
            let handle = task::spawn_local(pending::<()>());
            handle.abort();
            handle.await.unwrap_err()
        })
    }

    #[test]
    fn an_aborted_task_reads_as_cancelled() {
        let error = cancelled();
        assert!(error.is_cancelled() && !error.is_panic());
        assert_eq!(error.to_string(), format!("task {} was cancelled", error.id()));
        assert_eq!(format!("{error:?}"), format!("JoinError::Cancelled({:?})", error.id()));
        assert_eq!(io::Error::from(error).to_string(), "task was cancelled");
    }

    #[test]
    fn a_panics_message_is_read_out_quoted() {
        let said = || panic!("a \"constant\"");
        let formatted = || panic!("{}", 6 * 7);
        for (error, message) in
            [(error_of(said), r#""a \"constant\"""#), (error_of(formatted), r#""42""#)]
        {
            let id = error.id();
            assert!(error.is_panic() && !error.is_cancelled());
            assert_eq!(error.to_string(), format!("task {id} panicked with message {message}"));
            assert_eq!(format!("{error:?}"), format!("JoinError::Panic({id:?}, {message}, ...)"));
            assert_eq!(io::Error::from(error).to_string(), "task panicked");
        }
    }

    #[test]
    fn a_panic_without_words_is_reported_without() {
        let error = error_of(|| panic_any(7));
        assert_eq!(error.to_string(), format!("task {} panicked", error.id()));
        assert_eq!(format!("{error:?}"), format!("JoinError::Panic({:?}, ...)", error.id()));
    }

    #[test]
    fn the_payload_can_be_had_once_it_is_a_panic() {
        let error = error_of(|| panic_any(7));
        assert_eq!(error.into_panic().downcast_ref(), Some(&7));

        let error = cancelled().try_into_panic().unwrap_err();
        let message = misuse(|| drop(error.into_panic()));
        assert!(message.starts_with("`JoinError` reason is not a panic."));
    }
}

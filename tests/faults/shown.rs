//! What is shown of tasks and runtimes: ids, and the `Debug` output of handles.

use std::future::pending;

both_runtimes! {
    #[test]
    fn an_elapsed_time_is_padded_and_an_id_is_shown_on_lines_of_its_own() {
        paused().block_on(async {
            let elapsed = time::timeout(time::Duration::ZERO, std::future::pending::<()>()).await;
            let elapsed = elapsed.unwrap_err();
            assert_eq!(format!("{elapsed:>24}|{elapsed:.5}"), "    deadline has elapsed|deadl");
            let id = task::spawn_local(async {}).id();
            assert_eq!(format!("{id:#?}"), format!("Id(\n    {id},\n)"));
        });
    }

    #[test]
    fn handles_show_the_id_of_their_task() {
        let runtime = new_runtime();
        let task = runtime.spawn_local(pending::<()>());
        let id = task.id();
        assert_eq!(format!("{id:?}"), format!("Id({id})"));
        assert_eq!(format!("{task:?}"), format!("JoinHandle {{ id: {id:?} }}"));
        assert_eq!(format!("{:?}", task.abort_handle()), format!("AbortHandle {{ id: {id:?} }}"));
    }

    #[test]
    fn the_id_of_a_handle_is_that_of_its_task() {
        new_runtime().block_on(async {
            let task = task::spawn_local(async { task::id() });
            let (joined, aborts) = (task.id(), task.abort_handle().id());
            assert_eq!(task.await.unwrap(), joined);
            assert_eq!(aborts, joined);
        });
    }
}

/// Tokio numbers the tasks of all runtimes together.
#[test]
fn ids_count_the_tasks_of_their_runtime_and_main_is_one() {
    use crate::support::jacobio::new_runtime;
    use jacobio::task;

    let runtime = new_runtime();
    let first = runtime.spawn_local(async {});
    assert_eq!(first.id().to_string(), "1");
    runtime.block_on(async {
        assert_eq!(task::id().to_string(), "2");
        first.await.unwrap();
        // A reused slot doesn't reuse its number.
        assert_eq!(task::spawn_local(async {}).id().to_string(), "3");
    });
    assert_eq!(runtime.spawn_local(async {}).id().to_string(), "4");
}

/// Tokio shows all of its state.
#[test]
fn a_runtime_shows_its_name_only() {
    let runtime = crate::support::jacobio::new_runtime();
    assert_eq!(format!("{runtime:?}"), "LocalRuntime { .. }");
}

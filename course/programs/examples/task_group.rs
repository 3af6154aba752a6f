//! A task group: the first error cancels the siblings, and the scope ends when all have ended.

use jacobio::runtime::LocalRuntime;
use jacobio::task::JoinSet;
use jacobio::time::{Duration, pause, sleep};

/// Tells when its task is cancelled.
struct Works(&'static str);

impl Drop for Works {
    fn drop(&mut self) {
        println!("{} ends", self.0);
    }
}

async fn works(name: &'static str, seconds: u64) -> Result<(), String> {
    let _works = Works(name);
    sleep(Duration::from_secs(seconds)).await;
    println!("{name} done");
    Ok(())
}

async fn fails() -> Result<(), String> {
    sleep(Duration::from_secs(2)).await;
    Err("no bread".to_owned())
}

/// Waits for all tasks. After the first error it cancels the others, and still waits for them.
async fn all<E: 'static>(mut tasks: JoinSet<Result<(), E>>) -> Result<(), E> {
    let mut result = Ok(());
    while let Some(ended) = tasks.join_next().await {
        let error = match ended {
            Ok(Err(error)) => error,
            // A child's panic goes on in the parent, and dropping the set aborts the others.
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            // Done, or aborted after the first error.
            Ok(Ok(())) | Err(_) => continue,
        };
        if result.is_ok() {
            result = Err(error);
            tasks.abort_all();
        }
    }
    result
}

async fn async_main() {
    pause();
    let mut tasks = JoinSet::new();
    tasks.spawn_local(works("quick", 1));
    tasks.spawn_local(works("slow", 3));
    tasks.spawn_local(fails());
    println!("failed: {:?}", all(tasks).await);
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}

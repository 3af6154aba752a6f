//! `tower`: services and the layers around them, but for those that use tokio's timer.

use std::cell::Cell;
use std::future::ready;

use futures::future::join_all;
use tower::{BoxError, ServiceBuilder, ServiceExt, service_fn};

use super::{MS, Rc, after, run};

#[test]
fn a_concurrency_limit_lets_requests_wait() {
    let (answers, took) = run(async {
        let service = ServiceBuilder::new()
            .concurrency_limit(3)
            .service(service_fn(async |n| Ok::<_, BoxError>(after(10, n).await)));
        join_all((0..9).map(|n| service.clone().oneshot(n))).await
    });
    let answers: Vec<_> = answers.into_iter().map(Result::unwrap).collect();
    assert_eq!((answers, took), ((0..9).collect(), 30 * MS));
}

#[test]
fn layers_map_requests_and_results() {
    let calls = Rc::new(Cell::new(0));
    let counted = Rc::clone(&calls);
    let (answer, _) = run(async move {
        ServiceBuilder::new()
            .map_request(|text: &str| text.len())
            .map_result(|length: Result<usize, BoxError>| length.map(|length| length * 2))
            .service(service_fn(move |length| {
                counted.set(counted.get() + 1);
                ready(Ok::<usize, BoxError>(length))
            }))
            .oneshot("four")
            .await
    });
    assert_eq!((answer.unwrap(), calls.get()), (8, 1));
}

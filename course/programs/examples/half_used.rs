//! A stream that is left after its first item.

use std::pin::pin;

use async_stream::stream;
use futures::StreamExt;
use jacobio::runtime::LocalRuntime;

struct File;

impl Drop for File {
    fn drop(&mut self) {
        println!("closed");
    }
}

async fn async_main() {
    let lines = stream! {
        let _file = File;
        for number in 1..=3 {
            yield number;
        }
        println!("read to its end");
    };
    {
        let mut lines = pin!(lines);
        println!("{:?}", lines.next().await);
    }
    println!("main goes on");
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}

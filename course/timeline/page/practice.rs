//! Random programs: `practice 7` runs one. The page asks about them.

use std::env;
use std::time::Duration;

use jacobio::runtime::LocalRuntime;
use jacobio::task::{spawn_local, yield_now};
use jacobio::time::sleep;

mod p0 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
}

async fn c() {
    sleep(Duration::from_millis(2)).await;
    println!("c 1");
    println!("c 2");
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
    println!("a 1");
    println!("a 2");
}

pub async fn main() {
    let a = spawn_local(a());
    a.await.unwrap();
    sleep(Duration::from_millis(5)).await;
}
}

mod p1 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    sleep(Duration::from_millis(1)).await;
}

async fn a() {
    spawn_local(b());
    println!("a 1");
    sleep(Duration::from_millis(1)).await;
}

async fn c() {
    println!("c 1");
}

pub async fn main() {
    println!("main 1");
    sleep(Duration::from_millis(2)).await;
    println!("main 2");
    let a = spawn_local(a());
    spawn_local(c());
    a.await.unwrap();
}
}

mod p2 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    println!("b 1");
}

async fn a() {
    println!("a 1");
    spawn_local(b());
    sleep(Duration::from_millis(2)).await;
}

async fn c() {
    println!("c 1");
    println!("c 2");
}

pub async fn main() {
    let a = spawn_local(a());
    yield_now().await;
    spawn_local(c());
    a.await.unwrap();
}
}

mod p3 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
    println!("b 2");
}

async fn a() {
    spawn_local(b());
}

async fn c() {
    println!("c 1");
    println!("c 2");
    sleep(Duration::from_millis(3)).await;
}

pub async fn main() {
    let a = spawn_local(a());
    let c = spawn_local(c());
    a.await.unwrap();
    c.await.unwrap();
}
}

mod p4 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
    println!("b 2");
    sleep(Duration::from_millis(1)).await;
    sleep(Duration::from_millis(1)).await;
    sleep(Duration::from_millis(1)).await;
}

async fn a() {
    println!("a 1");
    spawn_local(b());
    sleep(Duration::from_millis(2)).await;
}

pub async fn main() {
    spawn_local(a());
    println!("main 1");
}
}

mod p5 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
    println!("b 2");
}

async fn c() {
    println!("c 1");
    println!("c 2");
    sleep(Duration::from_millis(1)).await;
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    println!("main 1");
    let a = spawn_local(a());
    sleep(Duration::from_millis(1)).await;
    a.await.unwrap();
}
}

mod p6 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    println!("b 1");
}

async fn a() {
    println!("a 1");
    spawn_local(b());
    sleep(Duration::from_millis(3)).await;
}

pub async fn main() {
    yield_now().await;
    println!("main 1");
    sleep(Duration::from_millis(1)).await;
    let a = spawn_local(a());
    println!("main 2");
    a.await.unwrap();
}
}

mod p7 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    println!("b 1");
}

async fn c() {
    println!("c 1");
    sleep(Duration::from_millis(2)).await;
    println!("c 2");
    yield_now().await;
}

async fn a() {
    let b = spawn_local(b());
    b.await.unwrap();
    spawn_local(c());
    println!("a 1");
}

pub async fn main() {
    spawn_local(a());
}
}

mod p8 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    println!("b 1");
    println!("b 2");
    yield_now().await;
}

async fn c() {
    yield_now().await;
    yield_now().await;
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
    sleep(Duration::from_millis(1)).await;
    println!("a 1");
}

pub async fn main() {
    spawn_local(a());
    println!("main 1");
}
}

mod p9 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    yield_now().await;
    println!("b 1");
    sleep(Duration::from_millis(1)).await;
}

async fn c() {
    println!("c 1");
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
    sleep(Duration::from_millis(4)).await;
    sleep(Duration::from_millis(1)).await;
}

pub async fn main() {
    spawn_local(a());
    println!("main 1");
    println!("main 2");
}
}

mod p10 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    println!("b 1");
    yield_now().await;
}

async fn a() {
    println!("a 1");
    spawn_local(b());
}

async fn c() {
    println!("c 1");
    println!("c 2");
    sleep(Duration::from_millis(4)).await;
}

pub async fn main() {
    let a = spawn_local(a());
    let c = spawn_local(c());
    a.await.unwrap();
    c.await.unwrap();
}
}

mod p11 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    println!("b 1");
    sleep(Duration::from_millis(2)).await;
}

async fn a() {
    spawn_local(b());
    println!("a 1");
}

async fn c() {
    println!("c 1");
    println!("c 2");
    yield_now().await;
    println!("c 3");
}

pub async fn main() {
    let a = spawn_local(a());
    spawn_local(c());
    a.await.unwrap();
}
}

mod p12 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
}

async fn c() {
    sleep(Duration::from_millis(3)).await;
    println!("c 1");
}

async fn a() {
    println!("a 1");
    println!("a 2");
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    sleep(Duration::from_millis(2)).await;
    let a = spawn_local(a());
    a.await.unwrap();
}
}

mod p13 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    yield_now().await;
    sleep(Duration::from_millis(3)).await;
    yield_now().await;
}

async fn c() {
    println!("c 1");
    println!("c 2");
}

async fn a() {
    spawn_local(b());
    println!("a 1");
    spawn_local(c());
    println!("a 2");
}

pub async fn main() {
    let a = spawn_local(a());
    a.await.unwrap();
}
}

mod p14 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    println!("b 1");
    println!("b 2");
    sleep(Duration::from_millis(3)).await;
}

async fn c() {
    sleep(Duration::from_millis(4)).await;
    println!("c 1");
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    spawn_local(a());
    yield_now().await;
    println!("main 1");
}
}

mod p15 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
    println!("b 2");
    println!("b 3");
    println!("b 4");
}

async fn a() {
    sleep(Duration::from_millis(1)).await;
    spawn_local(b());
}

pub async fn main() {
    let a = spawn_local(a());
    a.await.unwrap();
    sleep(Duration::from_millis(5)).await;
}
}

mod p16 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn a() {
    sleep(Duration::from_millis(1)).await;
    println!("a 1");
    yield_now().await;
}

async fn b() {
    println!("b 1");
    println!("b 2");
}

pub async fn main() {
    println!("main 1");
    sleep(Duration::from_millis(4)).await;
    let a = spawn_local(a());
    spawn_local(b());
    a.await.unwrap();
    sleep(Duration::from_millis(5)).await;
}
}

mod p17 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    sleep(Duration::from_millis(4)).await;
    println!("b 1");
}

async fn c() {
    sleep(Duration::from_millis(4)).await;
    yield_now().await;
    println!("c 1");
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
    println!("a 1");
}

pub async fn main() {
    println!("main 1");
    spawn_local(a());
    println!("main 2");
}
}

mod p18 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    sleep(Duration::from_millis(2)).await;
    println!("b 1");
}

async fn c() {
    sleep(Duration::from_millis(4)).await;
    println!("c 1");
    println!("c 2");
}

async fn a() {
    spawn_local(b());
    println!("a 1");
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    a.await.unwrap();
}
}

mod p19 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    yield_now().await;
}

async fn c() {
    sleep(Duration::from_millis(1)).await;
    println!("c 1");
    println!("c 2");
}

async fn a() {
    let b = spawn_local(b());
    spawn_local(c());
    b.await.unwrap();
}

pub async fn main() {
    println!("main 1");
    let a = spawn_local(a());
    println!("main 2");
    a.await.unwrap();
}
}

mod p20 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
    println!("b 2");
    println!("b 3");
}

async fn a() {
    sleep(Duration::from_millis(4)).await;
    spawn_local(b());
    println!("a 1");
}

pub async fn main() {
    sleep(Duration::from_millis(3)).await;
    let a = spawn_local(a());
    sleep(Duration::from_millis(5)).await;
    a.await.unwrap();
}
}

mod p21 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    yield_now().await;
    println!("b 1");
    println!("b 2");
}

async fn c() {
    println!("c 1");
    sleep(Duration::from_millis(1)).await;
}

async fn a() {
    spawn_local(b());
    println!("a 1");
    spawn_local(c());
}

pub async fn main() {
    yield_now().await;
    let a = spawn_local(a());
    a.await.unwrap();
}
}

mod p22 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
    sleep(Duration::from_millis(3)).await;
    println!("b 2");
}

async fn c() {
    println!("c 1");
    println!("c 2");
    sleep(Duration::from_millis(3)).await;
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    a.await.unwrap();
    sleep(Duration::from_millis(5)).await;
}
}

mod p23 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
}

async fn c() {
    println!("c 1");
}

async fn a() {
    let b = spawn_local(b());
    spawn_local(c());
    println!("a 1");
    b.await.unwrap();
}

pub async fn main() {
    let a = spawn_local(a());
    sleep(Duration::from_millis(2)).await;
    println!("main 1");
    a.await.unwrap();
}
}

mod p24 {
use super::{Duration, sleep, spawn_local};

async fn a() {
    sleep(Duration::from_millis(2)).await;
    println!("a 1");
}

async fn c() {
    println!("c 1");
    println!("c 2");
    println!("c 3");
    sleep(Duration::from_millis(1)).await;
}

async fn b() {
    println!("b 1");
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    a.await.unwrap();
    spawn_local(b());
}
}

mod p25 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    sleep(Duration::from_millis(2)).await;
}

async fn a() {
    println!("a 1");
    spawn_local(b());
    println!("a 2");
}

async fn c() {
    sleep(Duration::from_millis(3)).await;
    sleep(Duration::from_millis(3)).await;
}

pub async fn main() {
    let a = spawn_local(a());
    println!("main 1");
    spawn_local(c());
    println!("main 2");
    a.await.unwrap();
}
}

mod p26 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    println!("b 1");
    yield_now().await;
    yield_now().await;
    println!("b 2");
}

async fn c() {
    println!("c 1");
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
    println!("a 1");
}

pub async fn main() {
    let a = spawn_local(a());
    sleep(Duration::from_millis(5)).await;
    a.await.unwrap();
}
}

mod p27 {
use super::{Duration, sleep, spawn_local};

async fn a() {
    println!("a 1");
    println!("a 2");
}

async fn c() {
    println!("c 1");
    sleep(Duration::from_millis(4)).await;
    println!("c 2");
}

async fn b() {
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    let b = spawn_local(b());
    a.await.unwrap();
    b.await.unwrap();
}
}

mod p28 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    sleep(Duration::from_millis(2)).await;
    sleep(Duration::from_millis(3)).await;
}

async fn c() {
    sleep(Duration::from_millis(2)).await;
    println!("c 1");
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
    println!("a 1");
}

pub async fn main() {
    spawn_local(a());
    println!("main 1");
    println!("main 2");
}
}

mod p29 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    sleep(Duration::from_millis(3)).await;
    println!("b 1");
}

async fn c() {
    println!("c 1");
    sleep(Duration::from_millis(2)).await;
    println!("c 2");
}

async fn a() {
    spawn_local(b());
    println!("a 1");
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    a.await.unwrap();
}
}

mod p30 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    println!("b 1");
}

async fn c() {
    println!("c 1");
    yield_now().await;
}

async fn a() {
    spawn_local(b());
    sleep(Duration::from_millis(3)).await;
    spawn_local(c());
}

pub async fn main() {
    println!("main 1");
    let a = spawn_local(a());
    println!("main 2");
    a.await.unwrap();
    sleep(Duration::from_millis(5)).await;
}
}

mod p31 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    sleep(Duration::from_millis(3)).await;
    println!("b 1");
}

async fn c() {
    println!("c 1");
    sleep(Duration::from_millis(3)).await;
    println!("c 2");
    println!("c 3");
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    spawn_local(a());
    yield_now().await;
    yield_now().await;
}
}

mod p32 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    sleep(Duration::from_millis(3)).await;
}

async fn c() {
    println!("c 1");
    println!("c 2");
}

async fn a() {
    let b = spawn_local(b());
    b.await.unwrap();
    let c = spawn_local(c());
    c.await.unwrap();
}

pub async fn main() {
    println!("main 1");
    sleep(Duration::from_millis(1)).await;
    println!("main 2");
    spawn_local(a());
}
}

mod p33 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    println!("b 1");
    println!("b 2");
}

async fn c() {
    sleep(Duration::from_millis(2)).await;
}

async fn a() {
    println!("a 1");
    spawn_local(b());
    sleep(Duration::from_millis(4)).await;
    spawn_local(c());
    println!("a 2");
}

pub async fn main() {
    spawn_local(a());
    yield_now().await;
    sleep(Duration::from_millis(2)).await;
}
}

mod p34 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
    println!("b 2");
    sleep(Duration::from_millis(2)).await;
}

async fn c() {
    println!("c 1");
    println!("c 2");
}

async fn a() {
    sleep(Duration::from_millis(3)).await;
    spawn_local(b());
    sleep(Duration::from_millis(2)).await;
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    a.await.unwrap();
}
}

mod p35 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    println!("b 1");
    sleep(Duration::from_millis(4)).await;
    yield_now().await;
}

async fn c() {
    sleep(Duration::from_millis(2)).await;
    println!("c 1");
}

async fn a() {
    println!("a 1");
    spawn_local(b());
    println!("a 2");
    spawn_local(c());
}

pub async fn main() {
    spawn_local(a());
    sleep(Duration::from_millis(1)).await;
}
}

mod p36 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    println!("b 1");
    println!("b 2");
}

async fn c() {
    yield_now().await;
    println!("c 1");
}

async fn a() {
    let b = spawn_local(b());
    b.await.unwrap();
    sleep(Duration::from_millis(3)).await;
    spawn_local(c());
}

pub async fn main() {
    spawn_local(a());
    println!("main 1");
}
}

mod p37 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    println!("b 1");
    println!("b 2");
    println!("b 3");
    sleep(Duration::from_millis(2)).await;
}

async fn c() {
    sleep(Duration::from_millis(1)).await;
    sleep(Duration::from_millis(2)).await;
    yield_now().await;
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    println!("main 1");
    spawn_local(a());
}
}

mod p38 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    println!("b 1");
    println!("b 2");
    println!("b 3");
    sleep(Duration::from_millis(3)).await;
}

async fn c() {
    sleep(Duration::from_millis(4)).await;
    sleep(Duration::from_millis(4)).await;
    println!("c 1");
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
    yield_now().await;
}

pub async fn main() {
    spawn_local(a());
}
}

mod p39 {
use super::{spawn_local, yield_now};

async fn b() {
    println!("b 1");
}

async fn c() {
    println!("c 1");
    yield_now().await;
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
    println!("a 1");
    yield_now().await;
}

pub async fn main() {
    let a = spawn_local(a());
    println!("main 1");
    a.await.unwrap();
}
}

mod p40 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    sleep(Duration::from_millis(3)).await;
    println!("b 1");
}

async fn c() {
    println!("c 1");
}

async fn a() {
    spawn_local(b());
    sleep(Duration::from_millis(2)).await;
    spawn_local(c());
    println!("a 1");
    println!("a 2");
}

pub async fn main() {
    spawn_local(a());
    sleep(Duration::from_millis(2)).await;
    yield_now().await;
}
}

mod p41 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    sleep(Duration::from_millis(3)).await;
    println!("b 1");
}

async fn c() {
    println!("c 1");
    println!("c 2");
}

async fn a() {
    sleep(Duration::from_millis(1)).await;
    println!("a 1");
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    a.await.unwrap();
}
}

mod p42 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    yield_now().await;
    println!("b 1");
    println!("b 2");
    sleep(Duration::from_millis(3)).await;
}

async fn c() {
    println!("c 1");
    sleep(Duration::from_millis(2)).await;
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    println!("main 1");
    let a = spawn_local(a());
    a.await.unwrap();
}
}

mod p43 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    println!("b 1");
    yield_now().await;
    sleep(Duration::from_millis(2)).await;
    println!("b 2");
}

async fn c() {
    println!("c 1");
    sleep(Duration::from_millis(3)).await;
    println!("c 2");
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    spawn_local(a());
}
}

mod p44 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    sleep(Duration::from_millis(3)).await;
    println!("b 1");
}

async fn c() {
    println!("c 1");
    sleep(Duration::from_millis(1)).await;
    sleep(Duration::from_millis(3)).await;
}

async fn a() {
    spawn_local(b());
    println!("a 1");
    spawn_local(c());
}

pub async fn main() {
    println!("main 1");
    let a = spawn_local(a());
    a.await.unwrap();
}
}

mod p45 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    sleep(Duration::from_millis(3)).await;
    sleep(Duration::from_millis(2)).await;
    println!("b 1");
    println!("b 2");
}

async fn c() {
    println!("c 1");
}

async fn a() {
    println!("a 1");
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    a.await.unwrap();
}
}

mod p46 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    yield_now().await;
}

async fn c() {
    println!("c 1");
    println!("c 2");
    yield_now().await;
    println!("c 3");
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    sleep(Duration::from_millis(3)).await;
    spawn_local(a());
    println!("main 1");
}
}

mod p47 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    sleep(Duration::from_millis(3)).await;
    println!("b 1");
    println!("b 2");
}

async fn a() {
    yield_now().await;
    sleep(Duration::from_millis(1)).await;
    spawn_local(b());
}

pub async fn main() {
    println!("main 1");
    println!("main 2");
    let a = spawn_local(a());
    a.await.unwrap();
    sleep(Duration::from_millis(5)).await;
}
}

mod p48 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    sleep(Duration::from_millis(1)).await;
    println!("b 1");
}

async fn c() {
    sleep(Duration::from_millis(1)).await;
    sleep(Duration::from_millis(4)).await;
    println!("c 1");
    println!("c 2");
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
    yield_now().await;
    println!("a 1");
}

pub async fn main() {
    spawn_local(a());
}
}

mod p49 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
    println!("b 2");
}

async fn c() {
    println!("c 1");
    sleep(Duration::from_millis(1)).await;
    sleep(Duration::from_millis(2)).await;
    println!("c 2");
}

async fn a() {
    let b = spawn_local(b());
    b.await.unwrap();
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    a.await.unwrap();
}
}

mod p50 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    yield_now().await;
}

async fn c() {
    println!("c 1");
    println!("c 2");
    println!("c 3");
}

async fn a() {
    let b = spawn_local(b());
    b.await.unwrap();
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    println!("main 1");
    a.await.unwrap();
    sleep(Duration::from_millis(5)).await;
}
}

mod p51 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    println!("b 1");
}

async fn c() {
    sleep(Duration::from_millis(4)).await;
    println!("c 1");
    yield_now().await;
}

async fn a() {
    println!("a 1");
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    println!("main 1");
    sleep(Duration::from_millis(5)).await;
    a.await.unwrap();
}
}

mod p52 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    println!("b 1");
    println!("b 2");
}

async fn c() {
    sleep(Duration::from_millis(2)).await;
    println!("c 1");
    yield_now().await;
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
    println!("a 1");
}

pub async fn main() {
    let a = spawn_local(a());
    sleep(Duration::from_millis(3)).await;
    a.await.unwrap();
}
}

mod p53 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    sleep(Duration::from_millis(3)).await;
    println!("b 1");
    println!("b 2");
}

async fn c() {
    println!("c 1");
}

async fn a() {
    spawn_local(b());
    println!("a 1");
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    sleep(Duration::from_millis(3)).await;
    a.await.unwrap();
    println!("main 1");
}
}

mod p54 {
use super::{spawn_local, yield_now};

async fn b() {
    println!("b 1");
}

async fn c() {
    println!("c 1");
    println!("c 2");
}

async fn a() {
    let b = spawn_local(b());
    b.await.unwrap();
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    println!("main 1");
    a.await.unwrap();
    yield_now().await;
}
}

mod p55 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
}

async fn a() {
    println!("a 1");
    let b = spawn_local(b());
    b.await.unwrap();
}

async fn c() {
    sleep(Duration::from_millis(1)).await;
    sleep(Duration::from_millis(3)).await;
}

pub async fn main() {
    spawn_local(a());
    spawn_local(c());
    println!("main 1");
    println!("main 2");
}
}

mod p56 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    println!("b 1");
    yield_now().await;
    println!("b 2");
}

async fn a() {
    spawn_local(b());
}

pub async fn main() {
    println!("main 1");
    println!("main 2");
    let a = spawn_local(a());
    println!("main 3");
    yield_now().await;
    a.await.unwrap();
    sleep(Duration::from_millis(5)).await;
}
}

mod p57 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
}

async fn c() {
    println!("c 1");
    println!("c 2");
    sleep(Duration::from_millis(4)).await;
}

async fn a() {
    let b = spawn_local(b());
    spawn_local(c());
    println!("a 1");
    b.await.unwrap();
}

pub async fn main() {
    let a = spawn_local(a());
    a.await.unwrap();
}
}

mod p58 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
}

async fn c() {
    println!("c 1");
}

async fn a() {
    sleep(Duration::from_millis(1)).await;
    let b = spawn_local(b());
    spawn_local(c());
    b.await.unwrap();
    println!("a 1");
}

pub async fn main() {
    println!("main 1");
    let a = spawn_local(a());
    a.await.unwrap();
    sleep(Duration::from_millis(5)).await;
}
}

mod p59 {
use super::{Duration, sleep, spawn_local};

async fn a() {
    println!("a 1");
    sleep(Duration::from_millis(3)).await;
}

async fn c() {
    println!("c 1");
    println!("c 2");
}

async fn b() {
    println!("b 1");
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    sleep(Duration::from_millis(1)).await;
    let b = spawn_local(b());
    a.await.unwrap();
    b.await.unwrap();
}
}

mod p60 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    yield_now().await;
    println!("b 1");
    println!("b 2");
    sleep(Duration::from_millis(1)).await;
}

async fn a() {
    println!("a 1");
    spawn_local(b());
}

pub async fn main() {
    sleep(Duration::from_millis(3)).await;
    println!("main 1");
    yield_now().await;
    let a = spawn_local(a());
    a.await.unwrap();
}
}

mod p61 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
    sleep(Duration::from_millis(3)).await;
}

async fn a() {
    println!("a 1");
    sleep(Duration::from_millis(2)).await;
    spawn_local(b());
}

async fn c() {
    println!("c 1");
}

pub async fn main() {
    println!("main 1");
    let a = spawn_local(a());
    spawn_local(c());
    a.await.unwrap();
}
}

mod p62 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    sleep(Duration::from_millis(3)).await;
    println!("b 1");
    println!("b 2");
}

async fn c() {
    println!("c 1");
    sleep(Duration::from_millis(2)).await;
}

async fn a() {
    spawn_local(b());
    sleep(Duration::from_millis(1)).await;
    spawn_local(c());
    println!("a 1");
}

pub async fn main() {
    sleep(Duration::from_millis(3)).await;
    spawn_local(a());
}
}

mod p63 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    sleep(Duration::from_millis(2)).await;
    sleep(Duration::from_millis(3)).await;
}

async fn c() {
    println!("c 1");
    println!("c 2");
    sleep(Duration::from_millis(2)).await;
    println!("c 3");
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    spawn_local(a());
    println!("main 1");
    sleep(Duration::from_millis(5)).await;
}
}

mod p64 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    sleep(Duration::from_millis(1)).await;
    println!("b 1");
}

async fn c() {
    yield_now().await;
    println!("c 1");
}

async fn a() {
    sleep(Duration::from_millis(1)).await;
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    println!("main 1");
    println!("main 2");
    let a = spawn_local(a());
    a.await.unwrap();
}
}

mod p65 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    sleep(Duration::from_millis(1)).await;
    println!("b 1");
}

async fn c() {
    println!("c 1");
}

async fn a() {
    spawn_local(b());
    println!("a 1");
    spawn_local(c());
    yield_now().await;
}

pub async fn main() {
    let a = spawn_local(a());
    println!("main 1");
    sleep(Duration::from_millis(5)).await;
    a.await.unwrap();
}
}

mod p66 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    sleep(Duration::from_millis(4)).await;
    println!("b 1");
    yield_now().await;
}

async fn a() {
    spawn_local(b());
}

pub async fn main() {
    println!("main 1");
    let a = spawn_local(a());
    a.await.unwrap();
    println!("main 2");
    println!("main 3");
    sleep(Duration::from_millis(2)).await;
}
}

mod p67 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    println!("b 1");
    sleep(Duration::from_millis(2)).await;
    println!("b 2");
    yield_now().await;
}

async fn c() {
    println!("c 1");
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
    sleep(Duration::from_millis(4)).await;
    sleep(Duration::from_millis(3)).await;
}

pub async fn main() {
    println!("main 1");
    spawn_local(a());
}
}

mod p68 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    println!("b 1");
    println!("b 2");
    println!("b 3");
    sleep(Duration::from_millis(3)).await;
}

async fn c() {
    yield_now().await;
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    println!("main 1");
    sleep(Duration::from_millis(3)).await;
    let a = spawn_local(a());
    a.await.unwrap();
}
}

mod p69 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
    sleep(Duration::from_millis(2)).await;
    println!("b 2");
}

async fn c() {
    sleep(Duration::from_millis(2)).await;
    println!("c 1");
}

async fn a() {
    spawn_local(b());
    println!("a 1");
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    sleep(Duration::from_millis(2)).await;
    a.await.unwrap();
}
}

mod p70 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
    sleep(Duration::from_millis(2)).await;
}

async fn c() {
    println!("c 1");
    println!("c 2");
    sleep(Duration::from_millis(3)).await;
}

async fn a() {
    let b = spawn_local(b());
    b.await.unwrap();
    println!("a 1");
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    a.await.unwrap();
}
}

mod p71 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
    println!("b 2");
}

async fn c() {
    println!("c 1");
    sleep(Duration::from_millis(2)).await;
    println!("c 2");
}

async fn a() {
    let b = spawn_local(b());
    spawn_local(c());
    b.await.unwrap();
}

pub async fn main() {
    let a = spawn_local(a());
    println!("main 1");
    a.await.unwrap();
}
}

mod p72 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    sleep(Duration::from_millis(2)).await;
    println!("b 1");
}

async fn c() {
    println!("c 1");
}

async fn a() {
    println!("a 1");
    spawn_local(b());
    println!("a 2");
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    a.await.unwrap();
    sleep(Duration::from_millis(1)).await;
}
}

mod p73 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    println!("b 1");
    yield_now().await;
}

async fn c() {
    println!("c 1");
    println!("c 2");
}

async fn a() {
    println!("a 1");
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    a.await.unwrap();
    yield_now().await;
    sleep(Duration::from_millis(4)).await;
}
}

mod p74 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    yield_now().await;
    println!("b 1");
}

async fn c() {
    println!("c 1");
    println!("c 2");
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    spawn_local(a());
    sleep(Duration::from_millis(2)).await;
    sleep(Duration::from_millis(2)).await;
    println!("main 1");
}
}

mod p75 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
}

async fn c() {
    println!("c 1");
    sleep(Duration::from_millis(3)).await;
}

async fn a() {
    println!("a 1");
    spawn_local(b());
    println!("a 2");
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    println!("main 1");
    a.await.unwrap();
    sleep(Duration::from_millis(5)).await;
}
}

mod p76 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    sleep(Duration::from_millis(4)).await;
    yield_now().await;
}

async fn c() {
    println!("c 1");
    println!("c 2");
    println!("c 3");
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    println!("main 1");
    a.await.unwrap();
}
}

mod p77 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    println!("b 1");
    println!("b 2");
}

async fn c() {
    println!("c 1");
}

async fn a() {
    let b = spawn_local(b());
    spawn_local(c());
    b.await.unwrap();
}

pub async fn main() {
    println!("main 1");
    sleep(Duration::from_millis(1)).await;
    yield_now().await;
    let a = spawn_local(a());
    a.await.unwrap();
}
}

mod p78 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    sleep(Duration::from_millis(1)).await;
    println!("b 1");
}

async fn c() {
    yield_now().await;
}

async fn a() {
    spawn_local(b());
    println!("a 1");
    println!("a 2");
    println!("a 3");
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    a.await.unwrap();
}
}

mod p79 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    sleep(Duration::from_millis(1)).await;
    sleep(Duration::from_millis(4)).await;
    println!("b 1");
    sleep(Duration::from_millis(1)).await;
    println!("b 2");
    println!("b 3");
}

async fn a() {
    spawn_local(b());
}

pub async fn main() {
    println!("main 1");
    let a = spawn_local(a());
    sleep(Duration::from_millis(2)).await;
    a.await.unwrap();
}
}

mod p80 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
    println!("b 2");
    sleep(Duration::from_millis(4)).await;
}

async fn c() {
    println!("c 1");
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    a.await.unwrap();
    println!("main 1");
    sleep(Duration::from_millis(5)).await;
}
}

mod p81 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    sleep(Duration::from_millis(2)).await;
}

async fn a() {
    spawn_local(b());
}

async fn c() {
    println!("c 1");
    println!("c 2");
}

pub async fn main() {
    println!("main 1");
    let a = spawn_local(a());
    println!("main 2");
    let c = spawn_local(c());
    sleep(Duration::from_millis(5)).await;
    a.await.unwrap();
    c.await.unwrap();
}
}

mod p82 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    println!("b 1");
    println!("b 2");
}

async fn c() {
    yield_now().await;
    sleep(Duration::from_millis(1)).await;
    println!("c 1");
    println!("c 2");
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    sleep(Duration::from_millis(3)).await;
    let a = spawn_local(a());
    a.await.unwrap();
}
}

mod p83 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    sleep(Duration::from_millis(4)).await;
    println!("b 1");
}

async fn c() {
    println!("c 1");
    sleep(Duration::from_millis(1)).await;
    println!("c 2");
    println!("c 3");
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
    println!("a 1");
}

pub async fn main() {
    spawn_local(a());
    sleep(Duration::from_millis(2)).await;
}
}

mod p84 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
    sleep(Duration::from_millis(1)).await;
    sleep(Duration::from_millis(2)).await;
}

async fn a() {
    println!("a 1");
    spawn_local(b());
    println!("a 2");
}

pub async fn main() {
    spawn_local(a());
    sleep(Duration::from_millis(4)).await;
    println!("main 1");
}
}

mod p85 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
    println!("b 2");
    sleep(Duration::from_millis(3)).await;
}

async fn c() {
    println!("c 1");
    println!("c 2");
}

async fn a() {
    sleep(Duration::from_millis(2)).await;
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    sleep(Duration::from_millis(2)).await;
    a.await.unwrap();
}
}

mod p86 {
use super::{Duration, sleep, spawn_local};

async fn a() {
    println!("a 1");
}

async fn c() {
    sleep(Duration::from_millis(1)).await;
}

async fn b() {
    let c = spawn_local(c());
    println!("b 1");
    println!("b 2");
    sleep(Duration::from_millis(3)).await;
    c.await.unwrap();
}

pub async fn main() {
    let a = spawn_local(a());
    println!("main 1");
    spawn_local(b());
    a.await.unwrap();
}
}

mod p87 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    sleep(Duration::from_millis(2)).await;
    println!("b 1");
    sleep(Duration::from_millis(1)).await;
}

async fn c() {
    println!("c 1");
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
    println!("a 1");
}

pub async fn main() {
    println!("main 1");
    let a = spawn_local(a());
    a.await.unwrap();
}
}

mod p88 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
    sleep(Duration::from_millis(1)).await;
}

async fn c() {
    println!("c 1");
}

async fn a() {
    spawn_local(b());
    println!("a 1");
    spawn_local(c());
    sleep(Duration::from_millis(1)).await;
}

pub async fn main() {
    println!("main 1");
    let a = spawn_local(a());
    a.await.unwrap();
}
}

mod p89 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    sleep(Duration::from_millis(1)).await;
    sleep(Duration::from_millis(2)).await;
}

async fn c() {
    println!("c 1");
    println!("c 2");
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    sleep(Duration::from_millis(2)).await;
    spawn_local(a());
    println!("main 1");
    println!("main 2");
}
}

mod p90 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    sleep(Duration::from_millis(3)).await;
    println!("b 1");
    sleep(Duration::from_millis(1)).await;
}

async fn c() {
    println!("c 1");
}

async fn a() {
    spawn_local(b());
    yield_now().await;
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    println!("main 1");
    println!("main 2");
    a.await.unwrap();
}
}

mod p91 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    yield_now().await;
    println!("b 1");
    println!("b 2");
}

async fn a() {
    spawn_local(b());
    sleep(Duration::from_millis(3)).await;
    println!("a 1");
}

pub async fn main() {
    let a = spawn_local(a());
    println!("main 1");
    a.await.unwrap();
}
}

mod p92 {
use super::{spawn_local, yield_now};

async fn b() {
    println!("b 1");
    println!("b 2");
}

async fn c() {
    yield_now().await;
    println!("c 1");
    yield_now().await;
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    println!("main 1");
    a.await.unwrap();
}
}

mod p93 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    sleep(Duration::from_millis(3)).await;
    println!("b 1");
    println!("b 2");
}

async fn c() {
    sleep(Duration::from_millis(1)).await;
    println!("c 1");
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    println!("main 1");
    a.await.unwrap();
}
}

mod p94 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
}

async fn c() {
    println!("c 1");
    println!("c 2");
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    sleep(Duration::from_millis(4)).await;
    sleep(Duration::from_millis(4)).await;
    println!("main 1");
    a.await.unwrap();
    sleep(Duration::from_millis(5)).await;
}
}

mod p95 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    sleep(Duration::from_millis(2)).await;
}

async fn c() {
    sleep(Duration::from_millis(2)).await;
    println!("c 1");
    println!("c 2");
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    println!("main 1");
    println!("main 2");
    spawn_local(a());
    sleep(Duration::from_millis(5)).await;
}
}

mod p96 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
}

async fn c() {
    sleep(Duration::from_millis(3)).await;
    println!("c 1");
    println!("c 2");
    sleep(Duration::from_millis(3)).await;
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    println!("main 1");
    sleep(Duration::from_millis(5)).await;
    a.await.unwrap();
}
}

mod p97 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    sleep(Duration::from_millis(2)).await;
    println!("b 1");
}

async fn c() {
    println!("c 1");
    println!("c 2");
    println!("c 3");
}

async fn a() {
    sleep(Duration::from_millis(3)).await;
    sleep(Duration::from_millis(1)).await;
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    spawn_local(a());
    sleep(Duration::from_millis(5)).await;
}
}

mod p98 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    println!("b 1");
    println!("b 2");
}

async fn c() {
    println!("c 1");
    println!("c 2");
    sleep(Duration::from_millis(3)).await;
}

async fn a() {
    yield_now().await;
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    spawn_local(a());
    sleep(Duration::from_millis(3)).await;
    yield_now().await;
}
}

mod p99 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    sleep(Duration::from_millis(3)).await;
    println!("b 1");
    println!("b 2");
}

async fn c() {
    println!("c 1");
    sleep(Duration::from_millis(1)).await;
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
    println!("a 1");
    println!("a 2");
}

pub async fn main() {
    spawn_local(a());
    sleep(Duration::from_millis(2)).await;
}
}

mod p100 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
}

async fn a() {
    println!("a 1");
    spawn_local(b());
}

async fn c() {
    println!("c 1");
    println!("c 2");
}

pub async fn main() {
    let a = spawn_local(a());
    let c = spawn_local(c());
    a.await.unwrap();
    sleep(Duration::from_millis(2)).await;
    sleep(Duration::from_millis(4)).await;
    c.await.unwrap();
}
}

mod p101 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
}

async fn c() {
    sleep(Duration::from_millis(2)).await;
    println!("c 1");
    println!("c 2");
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    println!("main 1");
    sleep(Duration::from_millis(5)).await;
    a.await.unwrap();
}
}

mod p102 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    sleep(Duration::from_millis(2)).await;
    sleep(Duration::from_millis(4)).await;
    yield_now().await;
}

async fn c() {
    println!("c 1");
    println!("c 2");
    println!("c 3");
}

async fn a() {
    println!("a 1");
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    a.await.unwrap();
}
}

mod p103 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    println!("b 1");
    println!("b 2");
    println!("b 3");
}

async fn c() {
    println!("c 1");
    yield_now().await;
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
    sleep(Duration::from_millis(1)).await;
}

pub async fn main() {
    yield_now().await;
    let a = spawn_local(a());
    a.await.unwrap();
}
}

mod p104 {
use super::{spawn_local, yield_now};

async fn b() {
    yield_now().await;
    println!("b 1");
    println!("b 2");
}

async fn c() {
    yield_now().await;
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
    println!("a 1");
}

pub async fn main() {
    let a = spawn_local(a());
    println!("main 1");
    a.await.unwrap();
}
}

mod p105 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    yield_now().await;
    println!("b 1");
    println!("b 2");
    sleep(Duration::from_millis(4)).await;
}

async fn c() {
    println!("c 1");
    sleep(Duration::from_millis(2)).await;
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
    println!("a 1");
}

pub async fn main() {
    spawn_local(a());
}
}

mod p106 {
use super::{Duration, sleep, spawn_local, yield_now};

async fn b() {
    sleep(Duration::from_millis(2)).await;
    yield_now().await;
    yield_now().await;
}

async fn c() {
    println!("c 1");
    println!("c 2");
    sleep(Duration::from_millis(3)).await;
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    println!("main 1");
    spawn_local(a());
    println!("main 2");
}
}

mod p107 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
}

async fn c() {
    sleep(Duration::from_millis(1)).await;
    sleep(Duration::from_millis(3)).await;
    println!("c 1");
}

async fn a() {
    println!("a 1");
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    let a = spawn_local(a());
    a.await.unwrap();
    println!("main 1");
}
}

mod p108 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    println!("b 1");
}

async fn a() {
    println!("a 1");
    spawn_local(b());
    println!("a 2");
    println!("a 3");
}

async fn c() {
    sleep(Duration::from_millis(1)).await;
}

pub async fn main() {
    let a = spawn_local(a());
    let c = spawn_local(c());
    a.await.unwrap();
    c.await.unwrap();
}
}

mod p109 {
use super::{Duration, sleep, spawn_local};

async fn b() {
    sleep(Duration::from_millis(4)).await;
    sleep(Duration::from_millis(1)).await;
}

async fn c() {
    println!("c 1");
    sleep(Duration::from_millis(2)).await;
    println!("c 2");
    println!("c 3");
}

async fn a() {
    spawn_local(b());
    spawn_local(c());
}

pub async fn main() {
    println!("main 1");
    let a = spawn_local(a());
    a.await.unwrap();
}
}

fn main() {
    let number = env::args().nth(1).expect("a number");
    LocalRuntime::new().unwrap().block_on(async move {
        match &*number {
            "0" => p0::main().await,
            "1" => p1::main().await,
            "2" => p2::main().await,
            "3" => p3::main().await,
            "4" => p4::main().await,
            "5" => p5::main().await,
            "6" => p6::main().await,
            "7" => p7::main().await,
            "8" => p8::main().await,
            "9" => p9::main().await,
            "10" => p10::main().await,
            "11" => p11::main().await,
            "12" => p12::main().await,
            "13" => p13::main().await,
            "14" => p14::main().await,
            "15" => p15::main().await,
            "16" => p16::main().await,
            "17" => p17::main().await,
            "18" => p18::main().await,
            "19" => p19::main().await,
            "20" => p20::main().await,
            "21" => p21::main().await,
            "22" => p22::main().await,
            "23" => p23::main().await,
            "24" => p24::main().await,
            "25" => p25::main().await,
            "26" => p26::main().await,
            "27" => p27::main().await,
            "28" => p28::main().await,
            "29" => p29::main().await,
            "30" => p30::main().await,
            "31" => p31::main().await,
            "32" => p32::main().await,
            "33" => p33::main().await,
            "34" => p34::main().await,
            "35" => p35::main().await,
            "36" => p36::main().await,
            "37" => p37::main().await,
            "38" => p38::main().await,
            "39" => p39::main().await,
            "40" => p40::main().await,
            "41" => p41::main().await,
            "42" => p42::main().await,
            "43" => p43::main().await,
            "44" => p44::main().await,
            "45" => p45::main().await,
            "46" => p46::main().await,
            "47" => p47::main().await,
            "48" => p48::main().await,
            "49" => p49::main().await,
            "50" => p50::main().await,
            "51" => p51::main().await,
            "52" => p52::main().await,
            "53" => p53::main().await,
            "54" => p54::main().await,
            "55" => p55::main().await,
            "56" => p56::main().await,
            "57" => p57::main().await,
            "58" => p58::main().await,
            "59" => p59::main().await,
            "60" => p60::main().await,
            "61" => p61::main().await,
            "62" => p62::main().await,
            "63" => p63::main().await,
            "64" => p64::main().await,
            "65" => p65::main().await,
            "66" => p66::main().await,
            "67" => p67::main().await,
            "68" => p68::main().await,
            "69" => p69::main().await,
            "70" => p70::main().await,
            "71" => p71::main().await,
            "72" => p72::main().await,
            "73" => p73::main().await,
            "74" => p74::main().await,
            "75" => p75::main().await,
            "76" => p76::main().await,
            "77" => p77::main().await,
            "78" => p78::main().await,
            "79" => p79::main().await,
            "80" => p80::main().await,
            "81" => p81::main().await,
            "82" => p82::main().await,
            "83" => p83::main().await,
            "84" => p84::main().await,
            "85" => p85::main().await,
            "86" => p86::main().await,
            "87" => p87::main().await,
            "88" => p88::main().await,
            "89" => p89::main().await,
            "90" => p90::main().await,
            "91" => p91::main().await,
            "92" => p92::main().await,
            "93" => p93::main().await,
            "94" => p94::main().await,
            "95" => p95::main().await,
            "96" => p96::main().await,
            "97" => p97::main().await,
            "98" => p98::main().await,
            "99" => p99::main().await,
            "100" => p100::main().await,
            "101" => p101::main().await,
            "102" => p102::main().await,
            "103" => p103::main().await,
            "104" => p104::main().await,
            "105" => p105::main().await,
            "106" => p106::main().await,
            "107" => p107::main().await,
            "108" => p108::main().await,
            "109" => p109::main().await,
            _ => panic!("no such program"),
        }
    });
}

//! A future holds the futures that it awaits, so sizes add up, layer by layer.

async fn leaf() {
    let buffer = [0_u8; 1000];
    std::future::ready(()).await;
    std::hint::black_box(&buffer);
}

async fn branch() {
    leaf().await;
}

async fn tree() {
    branch().await;
    branch().await;
}

async fn forest() {
    futures::join!(tree(), tree());
}

fn main() {
    println!("leaf {}", size_of_val(&leaf()) / 1000);
    println!("branch {}", size_of_val(&branch()) / 1000);
    println!("tree {}", size_of_val(&tree()) / 1000);
    println!("forest {}", size_of_val(&forest()) / 1000);
}

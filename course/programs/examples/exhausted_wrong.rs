//! The bug: this generator forgets that it has ended.

struct Countdown {
    left: u32,
}

impl Iterator for Countdown {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        self.left -= 1;
        if self.left == 0 { None } else { Some(self.left) }
    }
}

fn main() {
    let mut countdown = Countdown { left: 3 };
    for _ in 0..4 {
        println!("{:?}", countdown.next());
    }
}

//! The fix: the end is a place like the others, and the generator stays there.

enum Countdown {
    Left(u32),
    Finished,
}

impl Iterator for Countdown {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        match self {
            Self::Left(left @ 2..) => {
                *left -= 1;
                Some(*left)
            }
            Self::Left(_) | Self::Finished => {
                *self = Self::Finished;
                None
            }
        }
    }
}

fn main() {
    let mut countdown = Countdown::Left(3);
    for _ in 0..4 {
        println!("{:?}", countdown.next());
    }
}

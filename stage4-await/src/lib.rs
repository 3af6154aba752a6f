#![doc = include_str!("../README.md")]

pub mod busy;
mod clock;
pub mod reacting;
pub mod waking;

/// The pages beside the README, so that their code is tested, too.
#[cfg(doctest)]
mod pages {
    #[doc = include_str!("../futures.md")]
    struct Futures;
    #[doc = include_str!("../busy.md")]
    struct Busy;
    #[doc = include_str!("../waking.md")]
    struct Waking;
    #[doc = include_str!("../reacting.md")]
    struct Reacting;
}

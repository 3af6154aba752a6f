//! The stages' own files. Their `crate::clock` is the one of this crate.

#[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "in the stage it is public")]
#[path = "../../../../stage4-await/src/busy.rs"]
pub mod busy;
#[path = "../../../../stage4-await/src/clock.rs"]
pub mod clock;
#[path = "../../../../stage3-sleep/src/event_loop.rs"]
pub mod event_loop;
#[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "in the stage it is public")]
#[path = "../../../../stage4-await/src/reacting.rs"]
pub mod reacting;
#[path = "../../../../stage3-sleep/src/sleep.rs"]
pub mod sleep;
#[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "in the stage it is public")]
#[path = "../../../../stage4-await/src/waking.rs"]
pub mod waking;

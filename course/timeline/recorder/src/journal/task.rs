//! A task as the recorder knows it: its state, and what changes that.

use std::collections::{BTreeSet, VecDeque};
use std::mem;
use std::time::Duration;

use crate::event::{Effect, Why};
use crate::on::options;

/// What is known of a task.
pub(super) struct Task {
    pub(super) name: String,
    pub(super) state: State,
    /// Why it is in the ready queue more than once. Only the waking loop has it there so.
    again: VecDeque<Why>,
    /// How often it was polled.
    pub(super) polls: u64,
    /// The waits that are pending.
    pub(super) on: BTreeSet<usize>,
    /// What its last `pending` event says.
    pub(super) said: Option<(Vec<usize>, Vec<usize>)>,
    /// When it ends, if it is the task of a sleep, on the stages' clock.
    pub(super) deadline: Option<Duration>,
    /// Set when an abort is requested.
    pub(super) abort_requested: bool,
    /// Whether the program's own code keeps a waker.
    pub(super) kept: bool,
}

pub(super) enum State {
    /// In the ready queue. Set when it is spawned or woken, and after a poll in which it was woken.
    Scheduled(Why),
    /// Set at the start of a poll; `woken` once it is woken in it.
    Running { woken: Option<Why> },
    /// Set at the end of a poll that was pending.
    Idle,
    /// Set when it is ready, has panicked, or is dropped.
    Ended,
}

impl Task {
    pub(super) fn new(name: String, deadline: Option<Duration>) -> Self {
        Self {
            name,
            state: State::Scheduled(Why::New),
            again: VecDeque::new(),
            polls: 0,
            on: BTreeSet::new(),
            said: None,
            deadline,
            abort_requested: false,
            kept: false,
        }
    }

    /// Whether it is in the ready queue, or polled.
    pub(super) fn is_ready(&self) -> bool {
        !matches!(self.state, State::Idle | State::Ended)
    }

    pub(super) fn has_ended(&self) -> bool {
        matches!(self.state, State::Ended)
    }

    /// Starts a poll. Returns why the loop polls it.
    pub(super) fn start(&mut self) -> Why {
        self.polls += 1;
        let running = State::Running { woken: self.again.pop_front() };
        match mem::replace(&mut self.state, running) {
            State::Scheduled(why) => why,
            _ => Why::Unscheduled,
        }
    }

    /// Ends a poll that was pending.
    pub(super) fn suspend(&mut self) {
        let scheduled = match mem::replace(&mut self.state, State::Idle) {
            _ if options().on.polls_all() => Some(Why::Round),
            State::Running { woken: Some(why) } => Some(why),
            _ => self.abort_requested.then_some(Why::Unscheduled),
        };
        if let Some(why) = scheduled {
            self.state = State::Scheduled(why);
        }
    }

    /// Requests an abort. The loop drops the future where it would poll it next.
    pub(super) fn abort(&mut self) {
        self.abort_requested = true;
        if matches!(self.state, State::Idle) {
            self.state = State::Scheduled(Why::Unscheduled);
        }
    }

    /// Wakes it. Returns what that does.
    pub(super) fn wake(&mut self, why: Why) -> Effect {
        // The waking loop has a task in its queue as often as it was woken.
        let queues_each = options().on.queues_each_wake();
        match &mut self.state {
            State::Idle => {
                self.state = State::Scheduled(why);
                Effect::Scheduled
            }
            State::Running { woken: woken @ None } => {
                *woken = Some(why);
                if queues_each { Effect::Scheduled } else { Effect::WhileRunning }
            }
            State::Running { .. } | State::Scheduled(_) if queues_each => {
                self.again.push_back(why);
                Effect::QueuedAgain
            }
            State::Running { .. } | State::Scheduled(_) => Effect::AlreadyScheduled,
            State::Ended => Effect::AfterEnd,
        }
    }
}

//! The events of a record, as `course/timeline/SCHEMA.md` documents them.

use serde::{Deserialize, Serialize};

use crate::on::Loop;

/// The version of the schema. It changes with every change of what follows.
pub const SCHEMA: u32 = 1;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The place in the record, from 0.
    pub seq: usize,
    /// Microseconds on the clock of the run.
    pub time: u64,
    /// The task that the event is about. The thread's own events have none.
    pub task: Option<usize>,
    /// What happened.
    #[serde(flatten)]
    pub kind: Kind,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Kind {
    /// A new task went into the ready queue.
    Spawned {
        /// As the views call it. No other task of the run has this name.
        name: String,
        /// The deadline, if this is the task that a sleep of the busy loop spawns. Such a task does
        /// nothing but read the clock.
        sleep_until: Option<u64>,
        /// The task that spawned it.
        by: Option<usize>,
        /// Where the program spawned it.
        at: Option<Position>,
    },
    /// The event loop polls the task.
    Polled {
        /// Why it does.
        why: Why,
    },
    /// The task polls, for the first time, something to wait for.
    Awaits {
        /// Identifies it. Other events refer to it by this number.
        wait: usize,
        /// What it is.
        on: On,
        /// Where the program awaits it, or else where it was made.
        at: Option<Position>,
    },
    /// What the task waited for is there.
    Resolved {
        /// The number of its `awaits`.
        wait: usize,
    },
    /// The task has read from a socket, or written to it.
    Moved {
        /// The number of the socket.
        socket: usize,
        /// `read` or `write`.
        to: Operation,
        /// How many bytes.
        bytes: usize,
    },
    /// What the task waited for was dropped.
    Cancelled {
        /// The number of its `awaits`.
        wait: usize,
    },
    /// A clone of the task's waker was kept past a poll.
    WakerKept {
        /// What keeps it: the number of an `awaits`, or `null` if it is the program's own code.
        wait: Option<usize>,
    },
    /// The last clone that was kept there is gone.
    WakerDropped {
        /// What kept it.
        wait: Option<usize>,
    },
    /// The task's waker was called.
    Woken {
        /// From where.
        by: By,
        /// What had kept the waker.
        wait: Option<usize>,
        /// What it does.
        effect: Effect,
    },
    /// The poll ended, the task has not.
    Pending {
        /// What it waits for: the numbers of `awaits`. Empty if that is the program's own code.
        on: Vec<usize>,
        /// What it has begun to await and didn't poll this time. A wake-up of these is of no use
        /// until it polls them again.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        left: Vec<usize>,
    },
    /// The task was polled several times, together with others, and nothing happened but that each
    /// poll was pending as the one before.
    Repeated {
        /// Each task and the number of its polls.
        polls: Vec<Repeat>,
        /// The time of the last of these polls.
        until: u64,
        /// How often wakers were called meanwhile. Only on loops that poll what was woken.
        #[serde(default, skip_serializing_if = "is_zero")]
        wakes: u64,
    },
    /// The program printed a line.
    Printed {
        /// The line, without its end.
        text: String,
    },
    /// The task has ended.
    Ready,
    /// The task has panicked.
    Panicked {
        /// With these words.
        message: String,
    },
    /// The program asked for the task to end. It does when it is next scheduled.
    AbortRequested {
        /// The task that asked.
        by: Option<usize>,
    },
    /// The task's future was dropped before it had ended.
    Dropped {
        /// Whether because of an abort. If not, the runtime has ended before the task.
        aborted: bool,
    },
    /// The thread waits: no task is ready.
    Parked {
        /// The next deadline.
        until: Option<u64>,
    },
    /// The thread goes on.
    Unparked {
        /// What woke it.
        by: By,
    },
    /// From here on the clock moves only when it is read, or when no task is ready.
    ClockPaused,
    /// The run can't go on: no task is ready, and no timer or other holder has a waker.
    Stuck,
    /// The recorder ended the program, which would never end.
    Stopped {
        /// What it did.
        why: Stop,
    },
    /// The program ended.
    Exited {
        /// Its exit code, if it has one.
        code: Option<i32>,
    },
}

/// Why the recorder ended a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stop {
    /// It went on for too long, or was silent for too long.
    TooLong,
    /// A poll of the event's task blocked the thread for seconds.
    NeverReturned,
    /// Tasks were woken and polled again and again, and nothing came of it.
    Spins,
}

/// Why a task is polled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It is new.
    New,
    /// The loop polls every task, round after round.
    Round,
    /// It was woken.
    Woken {
        /// From where.
        by: By,
        /// What had kept the waker.
        wait: Option<usize>,
    },
    /// The loop polls it although it isn't scheduled.
    Unscheduled,
}

/// Where a waker was called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// In a poll of this task, or because it ended.
    Task(usize),
    /// In the loop, because a deadline has passed.
    Timer,
    /// In the loop, because a socket is ready.
    Socket,
    /// In the loop, for another reason.
    Loop,
    /// In another thread, of this name.
    Thread(String),
}

/// What a wake-up does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// The task goes into the ready queue.
    Scheduled,
    /// Nothing: it is there already.
    AlreadyScheduled,
    /// The task goes into the ready queue once more. The waking loop has it there as often as it
    /// was woken.
    QueuedAgain,
    /// It goes there after the poll that is under way.
    WhileRunning,
    /// Nothing: the task has ended.
    AfterEnd,
    /// Nothing: a library stands between, as a `FuturesUnordered` does, and has woken the task
    /// already.
    Absorbed,
}

/// What a task can wait for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum On {
    /// A sleep.
    Sleep {
        /// In microseconds.
        duration: u64,
        /// The deadline.
        until: u64,
    },
    /// The time limit of another future.
    Timeout {
        /// In microseconds.
        duration: u64,
        /// The deadline.
        until: u64,
    },
    /// The next tick of an interval.
    Tick {
        /// In microseconds.
        period: u64,
        /// When it is due.
        until: u64,
    },
    /// Another task.
    Join {
        /// Its number.
        task: usize,
    },
    /// A message from a channel.
    Receive,
    /// Room in a channel.
    Send,
    /// A lock.
    Lock,
    /// A permit of a semaphore.
    Permit,
    /// A notification.
    Notification,
    /// A new value in a watch channel.
    Change,
    /// A socket, by its number.
    Socket {
        /// Sockets are numbered as the program makes them.
        socket: usize,
        /// What the task wants to do with it.
        to: Operation,
    },
    /// Nothing: it lets the others go on.
    Yield,
}

impl On {
    /// Its deadline, if it has one.
    pub fn deadline(&self) -> Option<u64> {
        match self {
            Self::Sleep { until, .. } | Self::Timeout { until, .. } | Self::Tick { until, .. } => {
                Some(*until)
            }
            _ => None,
        }
    }
}

/// What a task can do with a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// A listener accepts a connection.
    Accept,
    /// A stream connects to its peer.
    Connect,
    /// It reads what the peer has written.
    Read,
    /// It writes to the peer.
    Write,
}

impl Operation {
    /// As a verb.
    pub fn verb(self) -> &'static str {
        match self {
            Self::Accept => "accept from",
            Self::Connect => "connect",
            Self::Read => "read from",
            Self::Write => "write to",
        }
    }
}

/// A run of polls that are all alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeat {
    /// The task.
    pub task: usize,
    /// How often it was polled.
    pub times: u64,
}

/// A place in the program's source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The path from the workspace's root.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// From 1.
    pub column: u32,
}

/// The first line of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The name of the program.
    pub program: String,
    /// The path of its source from the workspace's root.
    pub source: String,
    /// The loop that it ran on.
    pub on: Loop,
    /// The clock that it ran on.
    pub clock: Clock,
}

/// Which clock a program ran on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Clock {
    /// The record is the same each time.
    Simulated,
    /// It is not.
    Real,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

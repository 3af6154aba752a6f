//! From one state to the next.

use recorder::event::{By, Effect, Event, Kind, On, Position, Repeat};
use recorder::on::Loop;

use super::{Kept, State, Task, TaskState, Thread, Wait};

impl State {
    /// Goes on to the state after `event`.
    pub fn apply(&mut self, event: &Event) {
        self.time = event.time;
        match (event.task, &event.kind) {
            (Some(task), Kind::Spawned { name, at, sleep_until, .. }) => {
                debug_assert_eq!(task, self.tasks.len(), "tasks are numbered in order");
                self.tasks.push(Task::new(name, at.as_ref(), *sleep_until));
                self.schedule(task);
            }
            (Some(task), Kind::Polled { .. }) => {
                self.tasks[task].state = self.next(task);
                self.tasks[task].polls += 1;
                self.thread = Thread::Polls(task);
            }
            (Some(task), Kind::Awaits { wait, on, at }) => {
                self.awaits(task, *wait, on, at.as_ref());
            }
            (Some(_), Kind::Resolved { wait } | Kind::Cancelled { wait }) => {
                self.waits.remove(wait);
                for task in &mut self.tasks {
                    task.on.retain(|on| on != wait);
                    task.left.retain(|left| left != wait);
                }
            }
            (Some(task), Kind::WakerKept { wait }) => {
                self.wakers.push(Kept { task, wait: *wait });
            }
            (Some(task), Kind::WakerDropped { wait }) => {
                let kept = Kept { task, wait: *wait };
                self.wakers.retain(|&other| other != kept);
            }
            (Some(task), Kind::Woken { by, wait, effect }) => self.woken(task, by, *wait, *effect),
            (Some(task), Kind::Pending { on, left }) => self.pending(task, on, left),
            (_, Kind::Repeated { polls, until, .. }) => self.repeated(polls, *until),
            (_, Kind::Printed { .. }) => self.printed += 1,
            (Some(task), Kind::Ready) => self.end(task, TaskState::Complete),
            (Some(task), Kind::Panicked { .. }) => self.end(task, TaskState::Panicked),
            (Some(task), Kind::Dropped { .. }) => self.end(task, TaskState::Dropped),
            (Some(task), Kind::AbortRequested { .. }) => {
                self.tasks[task].aborted = true;
                if self.tasks[task].state == TaskState::Idle {
                    self.schedule(task);
                }
            }
            (_, Kind::Parked { until }) => self.thread = Thread::Parked(*until),
            (_, Kind::Unparked { .. }) => self.thread = Thread::Loop,
            (_, Kind::Stuck | Kind::Stopped { .. } | Kind::Exited { .. }) => {
                self.thread = Thread::Ended;
            }
            _ => {}
        }
    }

    fn awaits(&mut self, task: usize, wait: usize, on: &On, at: Option<&Position>) {
        if at.is_some() {
            self.tasks[task].at = at.cloned();
        }
        self.waits.insert(
            wait,
            Wait { task, on: on.clone(), at: at.cloned(), fired: false, called: false },
        );
    }

    fn woken(&mut self, task: usize, by: &By, wait: Option<usize>, effect: Effect) {
        self.tasks[task].wakes += 1;
        if let Some(wait) = wait.and_then(|wait| self.waits.get_mut(&wait)) {
            wait.called = true;
            wait.fired |= *by == By::Timer;
        }
        match effect {
            // Woken while it runs, a task of the waking loop is in the queue at once.
            Effect::Scheduled if self.thread == Thread::Polls(task) => {
                self.ready.push_back(task);
                self.tasks[task].state = TaskState::Notified;
            }
            Effect::Scheduled => self.schedule(task),
            Effect::QueuedAgain => self.ready.push_back(task),
            Effect::WhileRunning => self.tasks[task].state = TaskState::Notified,
            Effect::AlreadyScheduled | Effect::AfterEnd | Effect::Absorbed => {}
        }
    }

    fn pending(&mut self, task: usize, on: &[usize], left: &[usize]) {
        self.tasks[task].on = on.to_vec();
        self.tasks[task].left = left.to_vec();
        for number in on {
            if let Some(wait) = self.waits.get_mut(number) {
                (wait.task, wait.called) = (task, wait.fired);
            }
        }
        let place = on.iter().find_map(|wait| self.waits.get(wait)?.at.clone());
        if place.is_some() {
            self.tasks[task].at = place;
        }
        let again = self.tasks[task].state == TaskState::Notified;
        if again && self.ready.contains(&task) {
            self.set_scheduled(task);
        } else if again || self.tasks[task].aborted || self.on.polls_all() {
            self.schedule(task);
        } else {
            self.tasks[task].state = TaskState::Idle;
        }
        self.thread = Thread::Loop;
    }

    fn repeated(&mut self, polls: &[Repeat], until: u64) {
        for repeat in polls {
            self.tasks[repeat.task].polls += repeat.times;
        }
        // The round has ended where the polls are one less.
        let most = polls.iter().map(|repeat| repeat.times).max();
        let more = polls.iter().filter(|repeat| Some(repeat.times) == most).count();
        if more < polls.len() {
            self.ready.rotate_left(more.min(self.ready.len()));
        }
        self.time = until;
    }

    fn end(&mut self, task: usize, state: TaskState) {
        self.ready.retain(|&scheduled| scheduled != task);
        self.tasks[task].state = state;
        self.tasks[task].on.clear();
        self.tasks[task].left.clear();
        if self.thread == Thread::Polls(task) {
            self.thread = Thread::Loop;
        }
    }

    fn schedule(&mut self, task: usize) {
        self.set_scheduled(task);
        // Tokio has `main` outside of its queue.
        if self.on != Loop::Tokio || task != 0 {
            self.ready.push_back(task);
        }
    }

    fn set_scheduled(&mut self, task: usize) {
        self.tasks[task].state = TaskState::Scheduled;
        if !self.on.polls_all() {
            self.tasks[task].on.clear();
        }
    }

    /// Takes `task` out of the queue, where it may be once more.
    fn next(&mut self, task: usize) -> TaskState {
        if let Some(place) = self.ready.iter().position(|&scheduled| scheduled == task) {
            self.ready.remove(place);
        }
        if self.ready.contains(&task) { TaskState::Notified } else { TaskState::Running }
    }
}

impl Task {
    fn new(name: &str, at: Option<&Position>, sleep_until: Option<u64>) -> Self {
        Self {
            name: name.to_owned(),
            state: TaskState::Scheduled,
            on: Vec::new(),
            left: Vec::new(),
            at: at.cloned(),
            polls: 0,
            wakes: 0,
            sleep_until,
            aborted: false,
        }
    }
}

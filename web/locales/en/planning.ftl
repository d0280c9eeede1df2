plans-title = Plans
plans-nothing = No plan. Run the planner: it makes a draft that you compare before you publish it.
plans-running = The planner is at work: see its progress
plans-plan = Plan
plans-state = State
plans-origin = Origin
plans-when = Date
plans-status = Proof
plans-runs = Recent runs
plans-back = Back to the plans
plan-title = Plan
plan-version = Version { $n }
plan-draft-of = Draft of { $at }
plan-state-draft = Draft
plan-state-published = Published
plan-state-superseded = Replaced
plan-state-discarded = Discarded
plan-origin-run = Planner
plan-origin-edit = Changed by hand
plan-origin-return = Brought back
plan-origin-upload = Uploaded
plan-origin-grant = First come
plan-status-optimal = Optimal, proven
plan-status-first-optimal = Number of meetings proven optimal
plan-status-feasible = Keeps every rule
plan-n-placed =
    { $n ->
        [one] { $n } meeting placed
       *[other] { $n } meetings placed
    }
plan-n-unplaced = { $n } without a place
plan-no-difference = Nothing differs from the published plan.
plan-n-added = { $n } added
plan-n-moved = { $n } moved
plan-n-dropped = { $n } dropped
plan-n-people =
    { $n ->
        [one] { $n } person concerned
       *[other] { $n } people concerned
    }
run-title = Run of the planner
run-start-title = Run the planner
run-what-may-change = What may change
run-mode-free = Everything but what is pinned
run-mode-keep = Nothing: only add
run-mode-replan = At most some meetings
run-changes = Meetings that may move
run-seconds = Seconds that it may take
run-start = Run
run-budget =
    { $n ->
        [one] at most { $n } second
       *[other] at most { $n } seconds
    }
run-elapsed = Time elapsed
run-stop-keep = Stop and keep the best plan
run-stop-discard = Discard
run-see-draft = See the draft
run-state-queued = Waiting
run-state-running = Running
run-state-done = Done
run-state-failed = Failed
run-state-cancelled = Stopped
run-phase-bound = Proving what is possible
run-phase-place = Placing meetings
run-phase-polish = Improving agendas
run-phase-prove = Looking for the proof
run-phase-seat = Numbering tables
done-stopping = The run is stopping.
failure-not-plannable = The event cannot be planned as it is.
failure-too-few-changes = More meetings would have to move than you allowed.
failure-break-limit-too-tight = No plan keeps the limit on breaks beside the pins.
failure-planner-failed = The planner failed; the log of the server says why.
failure-plan-does-not-fit = The published plan does not hold any more: give the planner a freer hand.
scores-title = Quality of the plan
scores-criterion = Criterion
scores-value = Value
scores-bound = Proven minimum
scores-proven = Optimal
scores-yes = yes
criterion-unplaced = Without a place
criterion-shortfall = Promises not kept
criterion-order = Order of arrival
criterion-changes = Changes
criterion-idle = Idle slots
criterion-breaks = Breaks
criterion-max-idle = Longest wait
criterion-moves = Changes of table
criterion-alternates = Substitutes
publish-title = Publish this draft
publish-help = Those concerned are told, and nobody else.
publish-do = Publish
done-published = The plan is published.
done-moved = The plan was changed.
move-nowhere = There is no free place for this meeting.
move-drop = Take out of the plan
move-others = { $who } would have to move
grid-title = Tables by slot
grid-table = Table
grid-pinned = pinned
unplaced-title = Without a place
unplaced-nobody = Every meeting has a place.
reason-no-common-slot = Never free at the same time.
reason-participant-full = Agendas or quotas are full.
reason-rooms-full = No free table in their common slots.
reason-blocked-by-pin = A pinned meeting stands where it would have to go.
reason-precedence = The meetings before or after it leave no slot.
reason-break-limit = It would break the limit on breaks.
reason-not-reached = Nobody decided yet: run the planner again.

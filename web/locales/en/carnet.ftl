## layout
layout-skip = Skip to content
layout-account = Account
layout-language = English
layout-sign-in = Sign in
layout-sign-out = Sign out
layout-footer = Planned with Carnet, free software.
word-to = to
word-table = table { $n }
faults-title = Please correct

## errors
error-title = This page is not available
error-not-found = There is nothing at this address, or nothing that you may see.
error-invalid = The request is not complete. Go back and check it.
error-conflict = Somebody else was faster. Load the page again and retry.
error-throttled = Too many attempts. Wait a few minutes.
error-throttled-minutes =
    { $n ->
        [one] Too many attempts. Try again in a minute.
       *[other] Too many attempts. Try again in { $n } minutes.
    }
error-internal = Something went wrong on our side. Nothing was saved. Try again in a moment.
error-home = Back to the first page

## home
home-title = Business meetings
home-lead = Meet the right people: ask for a meeting, the agenda plans itself.
home-own = Your events
home-public = Open events
home-nothing = No event is open at the moment.
phase-project = Project
phase-preparation = In preparation
phase-open = Open
phase-planning = Planning
phase-live = Under way
phase-closed = Over
phase-archived = Archived

## account
sign-in-title = Sign in
sign-in-email = E-mail address
sign-in-password = Password
factor-title = Verification code
factor-code = Code
factor-help = The six digits of your app, or a recovery code.
factor-go-on = Go on
account-title = Your account
account-name = Name
done-signed-out = You are signed out.

## event
event-nav-welcome = Welcome
event-nav-programme = Programme
event-nav-catalogue = Participants
event-nav-agenda = My agenda
event-nav-requests = My requests
event-nav-desk = Planning
event-over = This event is over. Thank you all.
event-register-until = Registration is open until { $at }.
event-practical = Practical information
event-where = Where
event-hosts = Organised by
event-contact = Contact
host-organiser = Organiser
host-co-organiser = Co-organiser
host-partner = Partner
host-sponsor = Sponsor
programme-title = Programme
programme-nothing = The programme will be published soon.
programme-places =
    { $n ->
        [one] { $n } place left
       *[other] { $n } places left
    }
activity-conference = Conference
activity-workshop = Workshop
activity-round-table = Round table
activity-training = Training
activity-visit = Visit
activity-meal = Meal
activity-other = Activity
activity-state-draft = Draft
activity-state-open = Open for sign-up
activity-state-closed = Sign-up closed
activity-state-postponed = Postponed
activity-state-cancelled = Cancelled

## catalogue
catalogue-title = Participants
catalogue-words = Search for a company, an offer, a keyword
catalogue-search = Search
catalogue-filters = Filters
catalogue-apply = Apply
catalogue-clear = Clear all
catalogue-country = Country
catalogue-sector = Sector
catalogue-keyword = Keyword
catalogue-found =
    { $n ->
        [one] One company
       *[other] { $n } companies
    }
catalogue-nothing = Nothing fits. Remove a filter or try another word.
catalogue-expert = Expert
catalogue-offers =
    { $n ->
        [one] { $n } offer
       *[other] { $n } offers
    }
catalogue-wants =
    { $n ->
        [one] { $n } want
       *[other] { $n } wants
    }
catalogue-pages = Pages
catalogue-before = Previous page
catalogue-after = Next page
catalogue-back = Back to the participants
entry-offers = Offers
entry-wants = Looks for
entry-people = People
ask-title = Ask for a meeting
ask-whom = With whom?
ask-anybody = Anybody of the company
ask-message = Your message
ask-send = Send the request
placeability-placeable = There are slots left for you both.
placeability-tight = Few slots are left: ask soon.
placeability-not-today = No slot at the moment.
hindrance-asking-full = You have all the meetings that you may have.
hindrance-asked-full = This person has no place left.
hindrance-no-common-slot = You are never free at the same time.
hindrance-agendas-full = Your agendas leave no common slot.
hindrance-tables-full = All tables are taken.

## requests
requests-title = My requests
requests-nothing = No request yet.
requests-to-catalogue = Find whom to meet
requests-waiting = Waiting for you
requests-received = Received
requests-sent = Sent
request-accept = Accept
request-decline = Decline
request-confirm = Confirm
request-withdraw = Withdraw
request-cancel = Cancel
request-reschedule = Ask for another time
request-attending = Who comes?
request-state-pending = Pending
request-state-accepted = Accepted
request-state-confirmed = Agreed
request-state-declined = Declined
request-state-withdrawn = Withdrawn
request-state-expired = Expired
request-state-cancelled = Cancelled
done-asked = Your request was sent.
done-agreed = The meeting is agreed.
done-accepted = Request accepted.
done-declined = Request declined.
done-withdrawn = Request withdrawn.
done-cancelled = Meeting cancelled.
done-rescheduled = Another time will be looked for.

## agenda
agenda-title = My agenda
agenda-version = Last changed: { $at }
agenda-nothing-yet = Nothing has been published yet.
agenda-empty = Your agenda is empty.
agenda-waiting = On the waiting list
agenda-unplaced = Meetings without a time
agenda-unplaced-why = These meetings are agreed, but no slot could be given to them so far.

## planning
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
move-title = Move: { $who }
move-where = New place
move-nowhere = There is no free place for this meeting.
move-do = Move
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

## faults
fault-required = This field is needed.
fault-too-long = The text is too long.
fault-unknown-choice = There is no such choice.
fault-out-of-range = The value is out of range.
fault-not-an-email-address = This is not an e-mail address, such as name@example.org.
fault-control-characters = The text has characters that are not allowed.
fault-weak-password = The password is too weak.
fault-wrong-password = The password is not right.
fault-wrong-code = The code is not right.
fault-not-a-country = This is not a country code, such as FR.
fault-duplicate = It occurs twice.
fault-unknown-reference = There is no such thing in this event.
fault-not-placed = The meeting has no place.
fault-breaks-rule = It would break a rule: somebody is busy, or the table does not suit.
fault-not-plannable = The event cannot be planned like this.
fault-not-in-format = The file is not in the format.
fault-not-a-slug = Only small letters, digits and hyphens.
fault-unknown-time-zone = There is no such time zone.
fault-no-such-time = There is no such time on that day.
fault-end-before-start = The end must be after the start.
fault-outside-the-event = This is on none of the event’s days.
fault-too-short = There is no room for one slot.
fault-overlaps = Something else is there at that time.
fault-no-tables = The room has no tables.
fault-in-use = It is still in use.
fault-experts-meet-experts = Experts never meet each other.
fault-too-few-characters = The text is too short.
fault-too-few = There are too few.
fault-too-many = There are too many.
fault-too-large = The file is too large.
fault-wrong-kind = The file is of the wrong kind.
fault-wrong-format = It is not written as expected.
fault-unknown-field = There is no such field.
fault-not-asked = It is not asked for here.
fault-loop = It leads back to itself.
fault-outdated = There is a newer version.
fault-not-readable = The file cannot be read.
fault-ambiguous = Several fit.
fault-closed = It was cancelled and does not change any more.
fault-out-of-scope = It is beyond your reach.

## refusals
refusal-sign-in-needed = Sign in first.
refusal-not-allowed = Your rights do not cover this.
refusal-second-factor-needed = Enrol a second factor for your account first.
refusal-wrong-credentials = Address and password do not belong together.
refusal-token-not-valid = This link was used or has expired.
refusal-address-taken = This address is taken.
refusal-second-factor-enrolled = There is a second factor already.
refusal-no-second-factor = There is no second factor.
refusal-role-exists = The account has that role already.
refusal-last-principal = An event keeps at least one principal administrator.
refusal-run-under-way = A run is under way already.
refusal-run-ended = The run has ended.
refusal-not-a-draft = The plan is no draft any more.
refusal-nothing-published = There is no published plan.
refusal-too-few-changes = More meetings must change than may.
refusal-break-limit-too-tight = No plan keeps the limit on breaks.
refusal-planner-failed = The planner failed.
refusal-phase-forbids = The phase of the event does not allow it.
refusal-not-the-next-phase = The event cannot go into that phase.
refusal-not-ready = Something that is needed is missing.
refusal-times-exist = There are times already.
refusal-meetings-exist = Meetings are planned in it.
refusal-request-answered = The request was accepted before.
refusal-request-closed = The request is closed.
refusal-request-confirmed = Both sides have agreed already.
refusal-request-exists = There is an open request between you already.
refusal-request-expired = The time for an answer is over.
refusal-request-mirrored = The other side asked for another time: its request needs an answer.
refusal-request-not-accepted = The request is not accepted yet.
refusal-request-not-confirmed = The meeting is not agreed yet.
refusal-request-not-due = Its time is not over yet.
refusal-may-not-book = Your company may not ask for meetings yet.
refusal-own-company = People of one company do not ask each other.
refusal-category-may-not-ask = Your category may not ask this one.
refusal-quota-reached = You have all the meetings that you may have.
refusal-other-side-full = The other side has all the meetings that it may have.
refusal-too-many-pending = Too many requests wait for an answer.
refusal-no-free-slot = In no slot are you both free while a table is.
refusal-meeting-begun = The meeting has begun.
refusal-messages-not-allowed = The two may not write to each other.
refusal-registration-closed = Registration is closed.
refusal-registration-state = The state of the registration does not allow it.
refusal-terms-cannot-merge = These terms cannot be merged.
refusal-in-use = It is still in use.
refusal-too-many-already = There are as many as there may be.
refusal-consent-needed = This consent is needed.
refusal-last-person = A registration keeps at least one person.
refusal-activity-not-in-state = The state of the activity does not allow it.
refusal-activity-not-open = Nobody can sign up for the activity now.
refusal-activity-full = The activity is full.
refusal-sign-up-not-needed = No sign-up is needed.
refusal-invitation-needed = The activity is by invitation.
refusal-already-signed-up = Already signed up.
refusal-clashes-with-activity = There is another activity at that time.
refusal-clashes-with-meeting = There is a meeting at that time.
refusal-sign-up-cancelled = The sign-up was cancelled.
refusal-not-taking-part = The person does not take part.

## countries
country-fr = France
country-de = Germany
country-be = Belgium
country-es = Spain
country-it = Italy
country-pt = Portugal
country-nl = Netherlands
country-lu = Luxembourg
country-ch = Switzerland
country-gb = United Kingdom
country-ie = Ireland
country-at = Austria
country-pl = Poland
country-cz = Czechia
country-se = Sweden
country-dk = Denmark
country-no = Norway
country-fi = Finland
country-ma = Morocco
country-tn = Tunisia
country-dz = Algeria
country-sn = Senegal
country-ci = Ivory Coast
country-ca = Canada
country-us = United States

# Messages: a subject and a text for each kind, then the words that fill them in.
# A line of which a variable has nothing to say is left out.
mail-footer = Automatic message from Carnet, { $address }
mail-footer-event = Automatic message from the organisers of “{ $event }”.
mail-organisers = the organisers
mail-account-created-subject = Your account is ready
mail-account-created-body =
    Hello { $name },

    an account was made for you. You sign in with the address { $email }.

    Choose your password by this link, which holds for 24 hours:
    { $link }
mail-account-exists-subject = You have an account already
mail-account-exists-body =
    Hello { $name },

    somebody, probably you, asked for an account for the address { $email }. You have one already.

    If you forgot your password, choose a new one by this link, which holds for 24 hours:
    { $link }

    Otherwise there is nothing to do.
mail-password-recovery-subject = New password
mail-password-recovery-body =
    Hello { $name },

    choose a new password for { $email } by this link, which holds for 24 hours:
    { $link }

    If you did not ask for it, do nothing: your password stays as it is.
mail-password-changed-subject = Your password has changed
mail-password-changed-body =
    Hello { $name },

    the password of your account was changed just now. If that was not you, ask for a new one at once:
    { $link }
mail-email-to-confirm-subject = Confirm your new address
mail-email-to-confirm-body =
    Hello { $name },

    confirm by this link, which holds for 24 hours, that this address is to be the one of your account:
    { $link }

    If you did not ask for it, do nothing.
mail-email-in-use-subject = Somebody asked for your address
mail-email-in-use-body =
    Hello { $name },

    somebody wanted to use your address for another account. Nothing has changed. If it was you, sign in with the account that you have:
    { $link }
mail-email-changed-subject = The address of your account has changed
mail-email-changed-body =
    Hello { $name },

    your account has another address now, and you can no longer sign in with this one. If that was not you, write to the organisers at once.

    { $link }
mail-second-factor-changed-subject = The protection of your account has changed
mail-second-factor-changed-body =
    Hello { $name },

    two-step sign-in of your account was { $change } just now. If that was not you, change your password at once:
    { $link }
mail-factor-enrolled = turned on
mail-factor-removed = turned off
mail-role-granted-subject = { $event }: you are { $role }
mail-role-granted-body =
    Hello { $name },

    you are now { $role } of “{ $event }”. You sign in with the address { $email }.

    Go on here; if your account is new, you choose a password first:
    { $link }

    Did somebody else register you, and you do not want to take part? You can leave at any time from your registration.
mail-role-principal = principal administrator
mail-role-secondary = secondary administrator
mail-role-check-in-desk = member of the check-in desk
mail-role-expert = expert
mail-role-participant = participant
mail-phase-changed-subject = { $event }: { $phase }
mail-phase-changed-body =
    Hello { $name },

    “{ $event }” is in another phase now: { $phase }.

    { $link }
mail-registration-received-subject = { $event }: your registration
mail-registration-received-body =
    Hello { $name },

    we have received the registration of { $company } for “{ $event }”. { $state }

    You sign in with the address { $email }. This is the way to your space; if your account is new, you choose a password first:
    { $link }
mail-registration-submitted = The organisers are looking at it and will answer.
mail-registration-validated = It is validated.
mail-registration-refused = It was not accepted.
mail-registration-cancelled = It is cancelled.
mail-already-takes-part-subject = { $event }: you take part already
mail-already-takes-part-body =
    Hello { $name },

    { $company } registered you for “{ $event }”, but you take part in it already. Your registration stays as it is.

    { $link }
mail-registration-came-in-subject = { $event }: registration of { $company }
mail-registration-came-in-body =
    Hello { $name },

    { $company } has registered for “{ $event }”.

    { $link }
mail-registration-validated-subject = { $event }: registration validated
mail-registration-validated-body =
    Hello { $name },

    the registration of { $company } for “{ $event }” is validated. You can complete your profile and prepare your meetings:
    { $link }
mail-registration-refused-subject = { $event }: registration not accepted
mail-registration-refused-body =
    Hello { $name },

    the registration of { $company } for “{ $event }” was not accepted.

    Reason: { $reason }

    { $link }
mail-registration-cancelled-subject = { $event }: registration cancelled
mail-registration-cancelled-body =
    Hello { $name },

    the registration of { $company } for “{ $event }” is cancelled. What was planned for you in this event is free again.

    { $link }
mail-participant-removed-subject = { $event }: you are no longer registered
mail-participant-removed-body =
    Hello { $name },

    you are no longer part of the registration of { $company } for “{ $event }”.

    { $link }
mail-participants-left-subject = { $event }: { $company } has fewer people
mail-participants-left-body =
    Hello { $name },

    { $people } of { $company } will not take part in “{ $event }” any more.

    Cancelled: { $lost }.

    { $link }
mail-lost-meetings =
    { $n ->
        [one] one meeting
       *[other] { $n } meetings
    }
mail-lost-sign-ups =
    { $n ->
        [one] one place in an activity
       *[other] { $n } places in activities
    }
mail-sign-up-confirmed-subject = { $event }: your place in “{ $activity }”
mail-sign-up-confirmed-body =
    Hello { $name },

    you have a place in “{ $activity }”.

    { $when }
    { $place }

    { $link }
mail-sign-up-waiting-subject = { $event }: waiting list of “{ $activity }”
mail-sign-up-waiting-body =
    Hello { $name },

    “{ $activity }” is full: you are on its waiting list, and we will write as soon as there is a place.

    { $when }
    { $place }

    { $link }
mail-sign-up-moved-up-subject = { $event }: a place for you in “{ $activity }”
mail-sign-up-moved-up-body =
    Hello { $name },

    a place has become free: you take part in “{ $activity }”.

    { $when }
    { $place }

    { $link }
mail-sign-up-cancelled-subject = { $event }: place in “{ $activity }” cancelled
mail-sign-up-cancelled-body =
    Hello { $name },

    your place in “{ $activity }” is cancelled.

    It was planned: { $when }
    Place: { $place }

    { $link }
mail-sign-up-transferred-subject = { $event }: “{ $activity }” instead of “{ $before }”
mail-sign-up-transferred-body =
    Hello { $name },

    instead of “{ $before }” you are now signed up for “{ $activity }”. { $state }

    { $when }
    { $place }

    { $link }
mail-sign-up-confirmed = You have a place.
mail-sign-up-waiting = You are on its waiting list.
mail-sign-up-cancelled = It is cancelled.
mail-activity-changed-subject = { $event }: “{ $activity }” has changed
mail-activity-changed-body =
    Hello { $name },

    “{ $activity }”, for which you are signed up, has changed. This is how it is now:

    { $when }
    { $place }

    { $link }
mail-activity-postponed-subject = { $event }: “{ $activity }” is put off
mail-activity-postponed-body =
    Hello { $name },

    “{ $activity }”, for which you are signed up, is put off. Your place stays yours.

    New time: { $when }
    Place: { $place }
    Reason: { $reason }

    { $link }
mail-activity-cancelled-subject = { $event }: “{ $activity }” is cancelled
mail-activity-cancelled-body =
    Hello { $name },

    “{ $activity }”, for which you are signed up, will not take place.

    It was planned: { $when }
    Reason: { $reason }

    { $link }
mail-request-received-subject = { $event }: { $with } would like to meet you
mail-request-received-body =
    Hello { $name },

    { $with } asks you for a meeting.

    Their message: { $message }

    Accept or decline here:
    { $link }
mail-request-accepted-subject = { $event }: { $with } accepts
mail-request-accepted-body =
    Hello { $name },

    { $with } is willing to meet you. Confirm it, so that the meeting is planned:
    { $link }
mail-request-declined-subject = { $event }: { $with } declines
mail-request-declined-body =
    Hello { $name },

    { $with } declines to meet you.

    Reason: { $reason }

    The catalogue suggests others to meet:
    { $link }
mail-request-withdrawn-subject = { $event }: request taken back
mail-request-withdrawn-body =
    Hello { $name },

    { $with } has taken the request for a meeting back.

    { $link }
mail-request-expired-subject = { $event }: request expired
mail-request-expired-body =
    Hello { $name },

    the request for a meeting with { $with } was not answered in time and has expired.

    { $link }
mail-meeting-agreed-subject = { $event }: meeting with { $with }
mail-meeting-agreed-body =
    Hello { $name },

    your meeting with { $with } is agreed.

    When: { $when }
    Where: { $place }

    Your agenda has the time and the place of all your meetings as soon as they are set:
    { $link }
mail-meeting-cancelled-subject = { $event }: meeting cancelled, { $with }
mail-meeting-cancelled-body =
    Hello { $name },

    this meeting is cancelled: { $with }.

    It was planned: { $when }
    Reason: { $reason }

    { $link }
mail-reschedule-asked-subject = { $event }: another time asked for, { $with }
mail-reschedule-asked-body =
    Hello { $name },

    another time is asked for this meeting: { $with }. It stays agreed, and you will get a new time.

    Reason: { $reason }

    { $link }
mail-slot-given-subject = { $event }: the time you wanted is free, { $with }
mail-slot-given-body =
    Hello { $name },

    the time that you waited for is yours, for your meeting with { $with }.

    When: { $when }
    Where: { $place }

    { $link }
mail-message-received-subject = { $event }: message from { $with }
mail-message-received-body =
    Hello { $name },

    a message from { $with } is waiting for you:
    { $link }
mail-reminder-subject = { $event }: reminder, { $subject }
mail-reminder-body =
    Hello { $name },

    this is to remind you: { $subject }.

    When: { $when }
    Where: { $place }

    Your agenda:
    { $link }
mail-reminder-day = your meetings and activities of the day
mail-agenda-published-subject = { $event }: your agenda
mail-agenda-published-body =
    Hello { $name },

    your agenda for “{ $event }” is ready.

    { $agenda }

    It is kept up to date here:
    { $link }
mail-agenda-changed-subject = { $event }: your agenda has changed
mail-agenda-changed-body =
    Hello { $name },

    your agenda for “{ $event }” has changed.

    { $agenda }

    Your whole agenda:
    { $link }
mail-change-new = New: { $what }
mail-change-moved = Moved: { $what } (before: { $was })
mail-change-gone = No longer at this time: { $when }
mail-test-subject = Test message from Carnet
mail-test-body = If you read this, Carnet can send messages.

# The area of mails
desk-nav-mails = Mails
mails-nav-outbox = Outbox
mails-nav-templates = Texts
mails-nav-reminders = Reminders
outbox-title = Messages sent and to be sent
outbox-nothing-sends = Nothing that sends messages is configured in this installation: they wait here.
outbox-empty = No messages yet. As soon as a registration, a request or a plan concerns somebody, the message that is owed to them stands here.
outbox-none-in-state = No messages in this state.
outbox-states = Filter by state
outbox-all = All ({ $n })
outbox-to = To
outbox-about = About
outbox-state = State
outbox-due = due { $when }
outbox-next = next attempt { $when }
outbox-retry = Try again now
outbox-retry-to = Try again now: { $name }
outbox-older = Older
outbox-newest = Newest
delivery-waiting = Waiting
delivery-retrying = To be tried again
delivery-given-up = Given up
delivery-sent = Sent
mail-failure-too-late = It was too late: the moment had passed.
done-retried = The message is on its way again.
mail-templates-title = Texts of messages
mail-templates-lead = Each message comes with a text. You can write your own for this event, for each language.
mail-templates-languages = Texts
mail-template-own = own text
mail-template-subject = Subject
mail-template-body = Text
mail-template-help = An empty line separates paragraphs. A line of which a placeholder has nothing to say is left out.
mail-template-save = Save
mail-template-look = Preview
mail-template-back = All texts
mail-template-reset = Back to the text that came with it
mail-template-placeholders = Placeholders
mail-template-preview = Preview
mail-template-preview-help = With people and times that are made up.
done-mail-template-saved = The text is saved.
done-mail-template-reset = The text that came with it is back.
placeholder-name = whom the message is for
placeholder-email = the address that they sign in with
placeholder-event = the event
placeholder-link = the link to go on
placeholder-company = the company
placeholder-state = how far the registration is
placeholder-role = the role
placeholder-phase = the phase of the event
placeholder-change = turned on or off
placeholder-reason = the reason, if there is one
placeholder-people = who left
placeholder-lost = what was cancelled with them
placeholder-activity = the activity
placeholder-before = the activity before
placeholder-when = the day and the time
placeholder-place = the place, down to the table
placeholder-with = the other party
placeholder-message = the message that came with it
placeholder-subject = what is about to begin
placeholder-agenda = the agenda, or what changed in it
reminders-title = Reminders
reminders-empty = No reminders. Add one, for example on the eve of each day.
reminder-add = Add a reminder
reminder-add-verb = Add
reminder-before = How long before
reminder-unit = Unit
reminder-anchor = Before what
reminder-audience = For whom
reminder-channel = How
reminder-withdraw = Remove
reminder-withdraw-what = Remove: { $what }
done-reminder-added = The reminder is added.
done-reminder-withdrawn = The reminder is removed.
reminder-n-minutes = { $n } min
reminder-n-hours = { $n } h
reminder-n-days =
    { $n ->
        [one] { $n } day
       *[other] { $n } days
    }
reminder-rule-event = before the event begins
reminder-rule-day = before each person’s day begins
reminder-rule-meeting = before each meeting
reminder-rule-activity = before each activity
anchor-event = the event
anchor-day = each person’s day
anchor-meeting = each meeting
anchor-activity = each activity
unit-minutes = minutes
unit-hours = hours
unit-days = days
audience-everybody = everybody
audience-participants = all but experts
audience-experts = experts
channel-mail = by mail
channel-sms = by text message
channel-both = by mail and by text message
mail-kind-account-created = Account made
mail-kind-account-exists = Account there already
mail-kind-password-recovery = Forgotten password
mail-kind-password-changed = Password changed
mail-kind-email-to-confirm = Address to confirm
mail-kind-email-in-use = Address in use
mail-kind-email-changed = Address changed
mail-kind-second-factor-changed = Two-step sign-in changed
mail-kind-role-granted = Role granted
mail-kind-phase-changed = Change of phase
mail-kind-registration-received = Registration received
mail-kind-already-takes-part = Takes part already
mail-kind-registration-came-in = New registration (organisers)
mail-kind-registration-validated = Registration validated
mail-kind-registration-refused = Registration not accepted
mail-kind-registration-cancelled = Registration cancelled
mail-kind-participant-removed = Person removed
mail-kind-participants-left = People left (organisers)
mail-kind-sign-up-confirmed = Place in an activity
mail-kind-sign-up-waiting = Waiting list of an activity
mail-kind-sign-up-moved-up = Place that became free in an activity
mail-kind-sign-up-cancelled = Place in an activity cancelled
mail-kind-sign-up-transferred = Another activity
mail-kind-activity-changed = Activity changed
mail-kind-activity-postponed = Activity put off
mail-kind-activity-cancelled = Activity cancelled
mail-kind-request-received = Meeting request
mail-kind-request-accepted = Request accepted
mail-kind-request-declined = Request declined
mail-kind-request-withdrawn = Request taken back
mail-kind-request-expired = Request expired
mail-kind-meeting-agreed = Meeting agreed
mail-kind-meeting-cancelled = Meeting cancelled
mail-kind-reschedule-asked = Another time asked for
mail-kind-slot-given = Awaited time given
mail-kind-message-received = Message received
mail-kind-reminder = Reminder
mail-kind-agenda-published = Agenda published
mail-kind-agenda-changed = Agenda changed
mail-example-person = Camille Aubreuil
mail-example-other = Sacha Lindermark
mail-example-company = Brise & Marée
mail-example-activity = Workshop “Exporting”
mail-example-activity-before = Welcome breakfast
mail-example-site = Corn Exchange
mail-example-room = Room B
mail-example-reason = something came up
mail-example-message = Let us talk about what you make.
sms-reminder =
    { $event }: { $subject }
    { $when }
    { $place }
mail-failure-no-gateway = No gateway for text messages is configured.
mail-failure-no-number = No telephone number is known.
outbox-by-sms = by text message
mail-footer-stop = No more reminders: { $address }
mail-copy-subject = Copy: { $subject }
mails-nav-copies = My copies
copies-title = My copies of messages about registrations
copies-lead = This choice is for you alone, and for this event.
copies-which = Messages to get
copies-none = none
copies-news = news: who registers, who leaves
copies-all = news, and a copy of each confirmation that registrants get
copies-save = Save
done-copies-chosen = Your choice is saved.
stop-title = No more reminders
stop-lead = You will get no more reminders of this event. Messages about your meetings and your agenda go on. In your space of the event you can take reminders up again whenever you like.
stop-verb = Stop reminders
done-reminders-stopped = You will get no more reminders of this event.
space-nav-reminders = Reminders
space-about-reminders = Whether you are told before the event, your meetings and your activities.
reminders-wanted = You get the reminders of this event.
reminders-not-wanted = You do not get the reminders of this event.
reminders-means = Reminders tell of the event, your meetings and your activities, where the organiser has set them. Messages about your meetings and your agenda reach you in any case.
reminders-resume = Get reminders again
done-reminders-resumed = You will get the reminders of this event again.

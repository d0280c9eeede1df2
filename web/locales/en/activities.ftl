desk-nav-activities = Activities
desk-somebody = somebody
done-desk-signed-up = Signed up.
done-desk-waiting = On the waiting list.
done-desk-transferred = Transferred.
activities-title = Activities
activities-new = New activity
activities-edit = Edit the activity
activities-nothing = There is no activity yet. A new one is a draft, which only organisers see until it is opened.
activities-name = Name
activities-text = What it is about
activities-kind = Kind
activities-coming = Coming
activities-waiting = Waiting
activities-audience = For whom
activity-audience-open = Everybody may sign up
activity-audience-invited = Organisers sign people up
activity-audience-everybody = Everybody attends, without signing up
activities-capacity = Places
activities-when-full = When it is full
when-full-close = Nobody can sign up any more
when-full-wait = People wait, and move up
activities-reference = Reference
activities-in-charge = In charge
activities-speakers = Speakers
activities-speaker =
    { $n ->
        [one] Speaker { $n }
       *[other] Speaker { $n }
    }
activities-topic = Topic
activities-contact = Contact (organisers only)
activities-reason = Reason
activities-reason-help = Needed for all but opening.
activities-to-draft = Draft
activities-to-open = Open
activities-to-closed = Close
activities-to-postponed = Put off
activities-to-cancelled = Cancel
activities-put-off = Put off to another time
activities-put-off-help = Those who signed up stay so, and are told.
activities-starts = From
activities-ends = Until
activities-when-where = When and where
activities-no-room = no room
activities-blocks = Who comes has no meetings at that time
activities-sign-ups = Signing up
activities-look = Preview, and whom it concerns
activities-n-concerned =
    { $n ->
        [one] { $n } person has a place and would be told.
       *[other] { $n } people have a place and would be told.
    }
activities-n-moving-up =
    { $n ->
        [one] { $n } would move up from the waiting list.
       *[other] { $n } would move up from the waiting list.
    }
activities-with-other = With another activity at that time:
activities-with-meeting = With a meeting at that time:
activities-nobody = Nobody yet.
activities-sign-up = Sign somebody up
activities-who = Name or company
activities-nobody-found = Nobody fits who has not signed up.
activities-take-out = Take out
activities-transfer = Transfer
activities-transfer-to = Transfer to

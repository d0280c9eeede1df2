desk-nav-requests = Requests
desk-requests-title = Requests of everybody
desk-requests-ask = Ask for somebody
desk-requests-experts = Over-asked experts
desk-requests-all = All
desk-requests-of = Requests of { $whom }.
desk-requests-nothing = There is no such request yet.
desk-requests-asking = Who asks
desk-requests-asked = Who is asked
desk-requests-when = Asked
desk-requests-expires = Expires
desk-requests-placeable = Could be placed
desk-requests-waits = waits for its slot
desk-requests-rescheduled = another time wanted
desk-requests-message = Message
desk-requests-find-help = Type a part of a name or company on both sides.
desk-request = Request for a meeting
desk-request-answer = Act on it
desk-request-on-behalf = You act for the side whose turn it is. This is recorded, and both sides are told.
desk-request-reason = Reason (for what ends or moves a meeting)
done-desk-request-asked = The request was sent.
done-desk-request-accepted = Accepted.
done-desk-request-declined = Declined.
done-desk-request-agreed = The meeting is agreed.
done-desk-request-withdrawn = Withdrawn.
done-desk-request-cancelled = The meeting is cancelled.
done-desk-request-rescheduled = Another time will be looked for.
experts-help = Where more meetings are agreed with an expert than have a place, you decide who is seen.
experts-nothing = No meeting with an expert is agreed yet.
experts-agreed = Agreed
experts-placed = With a place
experts-over = over-asked
experts-choose-help = The ticked meetings get a place and are pinned, the others lose theirs. The plan is published at once, and those concerned are told.
experts-who = Whom the expert sees
experts-choose = Decide and publish
on-spot-published = { $version } is published.
on-spot-told =
    { $n ->
        [one] { $n } person is told.
       *[other] { $n } people are told.
    }
on-spot-nothing = Nothing moved: the plan stays as it is.
on-spot-placed = With a place
on-spot-left-out = Without a place
today-no-place = no place
today-not-published = There is no published plan yet.

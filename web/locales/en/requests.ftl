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
demand-title = Who asks for you
demand-over = More meetings are agreed than you can hold: the organiser decides whom you see.
demand-nothing = No meeting is agreed with you yet.
demand-who = Meeting agreed with
demand-where = When and where
demand-no-place = no place yet
demand-asking =
    { $n ->
        [one] { $n } request for you
       *[other] { $n } requests for you
    }
demand-agreed =
    { $n ->
        [one] { $n } meeting agreed
       *[other] { $n } meetings agreed
    }
demand-slots =
    { $n ->
        [one] { $n } slot in which you are there
       *[other] { $n } slots in which you are there
    }
demand-placed =
    { $n ->
        [one] { $n } has a place
       *[other] { $n } have a place
    }
demand-most =
    { $n ->
        [one] { $n } meeting at most
       *[other] { $n } meetings at most
    }

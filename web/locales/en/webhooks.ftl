desk-nav-webhooks = Webhooks
webhooks-title = Webhooks
webhooks-lead = What happens in the event is told to a program of yours, by a short signed message that says what to fetch.
webhooks-empty = No program is told anything yet. Add one with the form on this page.
webhooks-added = The webhook is added
webhooks-secret = Secret
webhooks-secret-help = Copy it now into your program, which checks with it that messages come from here: it is shown this once only.
webhooks-new = New webhook
webhooks-url = Address
webhooks-url-help = For example https://example.org/carnet. It must be reachable from the internet.
webhooks-kinds = What should be told?
webhooks-add = Add the webhook
webhooks-gone = The program says that it is gone
webhooks-paused = Paused since { $when }
webhook-title = Webhook
webhook-test = Send a test message
webhook-pause = Pause
webhook-resume = Take up again
webhook-paused-help = What happens waits for at most 30 days, and is told when you take the webhook up again.
webhook-withdraw = Withdraw
webhook-log = What was told
webhook-log-empty = Nothing yet. Send a test message to see whether your program takes it.
webhook-when = When
webhook-what = What
webhook-state = State
webhook-answer = Answer
done-webhook-tested = The test message is on its way. Load this page again in a moment to see the answer.
done-webhook-paused = The webhook is paused: what happens waits.
done-webhook-resumed = The webhook is taken up again. What waited is on its way.
done-webhook-withdrawn = The webhook is withdrawn: its program is told nothing more.
delivery-state-owed =
    { $n ->
        [0] to be sent
        [one] tried once, to be repeated
       *[other] tried { $n } times, to be repeated
    }
delivery-state-delivered =
    { $n ->
        [one] taken
       *[other] taken at attempt { $n }
    }
delivery-state-given-up =
    { $n ->
        [one] given up after one attempt
       *[other] given up after { $n } attempts
    }
happening-registration-received = Registration received
happening-registration-validated = Registration validated
happening-registration-refused = Registration refused
happening-registration-cancelled = Registration given up
happening-request-received = Meeting requested
happening-request-accepted = Request accepted
happening-request-declined = Request declined
happening-request-withdrawn = Request taken back
happening-request-expired = Request expired
happening-meeting-agreed = Meeting agreed
happening-meeting-cancelled = Meeting cancelled
happening-sign-up-created = Sign-up for an activity
happening-sign-up-cancelled = Sign-up cancelled
happening-activity-changed = Activity changed
happening-run-ended = Run of the planner ended
happening-plan-published = Plan published
happening-webhook-test = Test message

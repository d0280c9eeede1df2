event-nav-welcome = Welcome
event-nav-programme = Programme
event-nav-catalogue = Catalogue
event-nav-desk = Desk
event-over = This event is over. Thank you all.
event-register-until = Registration is open until { $at }.
event-where = Where
event-hosts = Organised by
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

event-nav-space = My space
space-title = My space
space-nav = My space
space-nav-home = Overview
space-nav-agenda = Agenda
space-nav-requests = Requests
space-nav-profile = My profile
space-nav-company = My company
space-about-agenda = Your meetings and activities, day by day, with place and table.
space-about-requests = Requests received and sent: answer, confirm, cancel.
space-about-profile = What other participants know of you, and how to reach you.
space-about-company = The company’s profile, its offers and wants, and who comes.
space-not-validated = The organiser has not validated your registration yet. You can complete your profile already.
space-not-present = You are marked as absent: nobody can ask you for a meeting. Write to the organiser if you come.
space-may-not-book = The organiser has not opened asking for meetings to you yet.
space-waiting = Waiting for you
space-waiting-nothing = Nothing waits for your answer at the moment.
space-to-answer =
    { $n ->
        [one] One request waits for your answer
       *[other] { $n } requests wait for your answer
    }
space-to-confirm =
    { $n ->
        [one] One accepted meeting waits for you to confirm it
       *[other] { $n } accepted meetings wait for you to confirm them
    }
space-gaps = To be found more easily
space-gaps-profile =
    { $n ->
        [one] Your profile: one answer is missing
       *[other] Your profile: { $n } answers are missing
    }
space-gaps-company =
    { $n ->
        [one] The company’s profile: one answer is missing
       *[other] The company’s profile: { $n } answers are missing
    }
space-gaps-offerings =
    { $n ->
       *[other] Say what you offer and what you look for
    }
space-next = Next meeting
space-next-nothing = Nothing ahead in your agenda.
space-to-agenda = See the whole agenda
space-areas = All of your space
answer-when = To be filled in if “{ $field }” is: { $answers }.
edit-save = Save
edit-leave = Go back without saving
edit-conflict = Somebody changed this page meanwhile. Check what you typed, then save again.
done-saved = Saved.
profile-intro = What you say here is in the catalogue where the organiser wants it to be; the rest serves to reach you.
profile-email = Your e-mail address is { $address }. It is changed in your account.
person-name = Name
person-email = E-mail address
person-email-help = They get a link to open their account.
person-admin = Manages the company
person-admin-tick = May edit the company’s profile, its offers and its people
person-you = You
person-not-validated = Being validated
person-add-intro = Each person has an own agenda and own meetings.
person-edit-intro = The e-mail address is that of the person’s account, and is changed only there.
person-remove = Remove this person
person-remove-title = Remove { $name }?
person-remove-what = Their requests, meetings and sign-ups for activities end. The other parties and the organiser are told.
person-remove-final = This cannot be undone.
done-person-added = The person is added.
done-person-removed = The person is removed.
company-edit = Edit the profile
company-name = Name of the company
company-country = Country
company-region = Region
company-intro = The profile is that of all people of the company.
company-read-only = Only those who manage the company edit this page.
company-offers = What we offer
company-offers-nothing = No offer yet. By offers you are found.
company-wants = What we look for
company-wants-nothing = No want yet. By wants others are suggested to you.
company-add-offer = Add an offer
company-add-want = Add a want
company-people = Our people
company-add-person = Add a person
company-to-registration = State of the registration, files, giving up
offering-title = In one line
offering-offer-help = For example: packaging of recycled cardboard for food.
offering-want-help = For example: a distributor of medical equipment in Morocco.
offering-text = In full
offering-not-validated = Being validated
offering-remove = Delete
offering-remove-title = Delete “{ $title }”?
offering-remove-what = Its files are deleted with it.
done-offering-removed = Deleted.
consent-title = Consents
consent-nothing = No consent was given.
consent-given = Given on { $at }
consent-withdrawn = Taken back on { $at }
consent-withdraw = Take this consent back
done-consent-withdrawn = The consent is taken back.
space-nav-suggestions = Suggestions
space-nav-availability = Availability
space-about-suggestions = The companies to meet, and why.
space-about-availability = The slots in which you are there: no meeting goes anywhere else.
availability-title = My availability
availability-intro = Tick the slots in which you are there. With a mouse, drag to tick or untick several.
availability-time = Time
availability-taken = A slot in which you have a meeting cannot be unticked: cancel the meeting or ask for another time, from your requests.
availability-nothing = The slots for meetings are not set yet. Come back later.
availability-in-use = { $at }: a meeting is held then. Cancel it or ask for another time first.
suggestions-title = Suggestions
suggestions-intro = These companies offer what you look for, or look for what you offer, and slots are left for the two of you.
suggestions-nothing = No suggestion so far: they come from your offers and wants.
suggestions-to-company = Complete what you offer and look for
suggestions-all = All suggestions
suggestion-they-offer = Offers what you look for: { $terms }
suggestion-they-want = Looks for what you offer: { $terms }
suggestion-in-common = In common: { $terms }
suggestion-slots =
    { $n ->
        [one] One free slot for the two of you
       *[other] { $n } free slots for the two of you
    }
suggestion-left =
    { $n ->
        [one] Only one meeting left
       *[other] Only { $n } meetings left
    }
catalogue-all = All participants
ask-when = When?
ask-when-help = Without a slot, the planner finds the best time at which both of you are there.
ask-whenever = Whenever both of us are there
requests-filter = Filter by state
requests-all = All
request-slot = For the slot: { $at }
request-slot-waiting = On the waiting list for the slot: { $at }
request-reason = Reason:
request-reason-field = Reason (optional)
request-other-time = Another time asked for
request-decline-means = The other party is told that you do not want this meeting.
request-withdraw-means = You do not want this meeting any more: the other party is told.
request-cancel-means = The meeting will not take place, for good. The other party and the organiser are told.
request-reschedule-means = You still want to meet, but not at this time. The present time is given back and the planner looks for another.
request-back = Back to the requests
request-to-entry = See the company
request-history = History
request-was-asked = Request sent
request-was-accepted = Request accepted
request-was-declined = Request declined
request-ends-pending = Expires where nobody has answered
request-ends-accepted = Time to confirm
done-placed = The meeting is agreed and placed: see your agenda.
done-asked-waiting = Your request was sent. This slot is taken already: you are on the waiting list.
space-nav-messages = Messages
space-nav-programme = Activities
space-about-messages = Write to the organiser and to those whom you meet.
space-about-programme = Conferences, workshops, visits: sign up on the programme.
space-to-read =
    { $n ->
        [one] One unread message
       *[other] { $n } unread messages
    }
messages-title = Messages
messages-organisers = The organiser
messages-to-organisers = Write to the organiser
messages-nothing = No message so far. Once a meeting is agreed, write to the other party from the request.
messages-unread =
    { $n ->
        [one] One unread
       *[other] { $n } unread
    }
messages-back = Back to the messages
messages-text = Your message
messages-send = Send
messages-write = Write a message
done-written = Your message was sent.
sign-up-state-confirmed = You are signed up
sign-up-state-waiting = You are on the waiting list
activity-sign-up = Sign up
activity-wait = Join the waiting list
activity-sign-out = Sign out
activity-for-everybody = For everybody, without signing up: it is in your agenda already.
activity-for-invited = By invitation of the organiser.
activity-clash = You are taken already: { $what }.
activity-full-wait =
    { $n ->
        [0] It is full: you would be first on the waiting list.
        [one] It is full: one person waits already.
       *[other] It is full: { $n } people wait already.
    }
done-signed-up = You are signed up.
done-sign-up-waiting = You are on the waiting list; you are told when a place becomes free.
done-signed-out-of = You are signed out.
consent-needed = needed to register
company-registration = Registration and consents
availability-company = Meetings of companies
availability-expert = Meetings with experts
availability-any = All meetings

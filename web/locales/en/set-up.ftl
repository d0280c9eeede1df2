desk-nav-set-up = Set-up
done-desk-sessions-made = The sessions and slots are made.
done-desk-published = The text is published.
done-desk-merged = The terms are merged.
done-desk-copied = The event is copied.
done-desk-created = The event is set up: go on with what is missing.
done-desk-phase = The event is in another phase.
set-up-title = Set-up
set-up-details = Name and dates
set-up-about-details = What the event is called, on which days it takes place, until when people register.
set-up-texts = Texts
set-up-about-texts = What the public pages say, in French and English. A language that is left empty shows the other.
set-up-hosts = Hosts
set-up-about-hosts = Who holds the event, in which role, and what each says about itself.
set-up-places = Places
set-up-about-places = Sites with their rooms and tables. A room without tables is for activities.
set-up-travel = Ways between sites
set-up-about-travel = How many minutes each way takes. Nobody is planned to be in two places at once.
set-up-categories = Categories
set-up-about-categories = Kinds of participants, how many meetings each may have, and who may ask whom.
set-up-rules = Rules of meetings
set-up-about-rules = How meetings come about, and what makes a good plan.
set-up-sessions = Sessions and slots
set-up-about-sessions = When meetings are held: made in one go, and changed afterwards.
set-up-terms = Lists of terms
set-up-about-terms = Sectors, keywords and key figures, which the form and the catalogue use.
set-up-form = Registration form
set-up-about-form = What is asked of companies, people, offers and wants, beside what every form has.
set-up-registration = Registration
set-up-about-registration = What is validated by itself, what the catalogue shows, and how much may be attached.
set-up-consents = Consents
set-up-about-consents = The texts that people agree to when they register, in versions.
set-up-phase = Phase
set-up-about-phase = How far the event is: each phase opens and closes what can be done.
set-up-copy = Copy the event
set-up-about-copy = Everything that is set, at other dates, without people.
set-up-rows-help = Leave the last part empty if nothing is to be added; saving makes room for one more.
set-up-name = Name
set-up-slug = Name in addresses
set-up-slug-help = Small letters, digits and hyphens, such as forum-2027.
set-up-days = Days
set-up-days-help = In one or several pieces; empty a day to take it out.
set-up-day = Day
set-up-deadlines = Deadlines
set-up-time-zone = Time zone
set-up-time-zone-help = Such as Europe/Paris. All times are those of the place.
set-up-registration-closes = Registration until
set-up-closes = Public pages until
set-up-closes-help = Afterwards the pages only say that the event is over.
set-up-text-summary = In short
set-up-text-welcome = Welcome
set-up-text-practical = Practical information
set-up-text-contact = Contact
set-up-text-legal-notice = Legal notice
set-up-text-privacy = Privacy
set-up-text-accessibility = Accessibility
set-up-site =
    { $n ->
        [one] Site { $n }
       *[other] Site { $n }
    }
set-up-new-site = A further site
set-up-address = Address
set-up-room = Room
set-up-tables = Tables
set-up-remove-site = Remove the site with its rooms
set-up-one-site = There is only one site: no way is needed.
set-up-category =
    { $n ->
        [one] Category { $n }
       *[other] Category { $n }
    }
set-up-new-category = A further category
set-up-kind = For whom
set-up-may-ask = May ask
category-kind-company = Companies that offer
category-kind-visitor = Visitors
category-kind-expert = Experts
rules-requests = Requests
rules-acceptance = Whether the asked side has to accept
acceptance-needed = It accepts or declines
acceptance-automatic = What is asked is accepted
rules-confirms = The asking side confirms once more
rules-confirm-hours = Within how many hours
rules-when-over = What happens then
when-over-confirm = It counts as confirmed
when-over-expire = It expires
rules-expiry = A request expires after how many hours
rules-expiry-help = Empty: never.
rules-pending = Most requests that may wait
rules-none-help = Empty: no limit.
rules-meetings = Meetings
rules-experts = Meetings with experts
expert-mode-first-come = Granted as they are asked for
expert-mode-pre-assigned = Assigned by the planner, validated by the organiser
rules-places = Where they are held
meeting-places-tables = At any free table
meeting-places-booths = At the booth of the exhibitor (a room, chosen on the page of the registration)
rules-messages = Who may write to each other
messages-rule-never = Nobody
messages-rule-once-agreed = Those who agreed on a meeting
messages-rule-always = Those who may ask each other
rules-plan = A good plan
rules-criteria-help = The first criterion decides; the next counts among equals.
rules-criterion =
    { $n ->
        [one] Criterion { $n }
       *[other] Criterion { $n }
    }
rules-spread = Largest difference of breaks between two people
rules-blocked-idle = A blocked hour counts as waiting
set-up-host =
    { $n ->
        [one] Host { $n }
       *[other] Host { $n }
    }
set-up-new-host = A further host
set-up-organisation = Organisation
set-up-role = Role
set-up-pitch = What it says about itself
set-up-phase-here = here
set-up-go-on-to = Go on to “{ $phase }”
set-up-go-back-to = Go back to “{ $phase }”
phase-means-project = An idea: nobody else sees it.
phase-means-preparation = Administrators set it up, and may enter or import participants already.
phase-means-open = The public pages are there; people register, sign up and ask for meetings.
phase-means-planning = Meetings are planned and published; requests still come in.
phase-means-live = It takes place: nobody registers alone any more, the plan is changed on the spot.
phase-means-closed = It is over; the pages stay for a while.
phase-means-archived = Only its figures are looked at; nothing changes any more.
set-up-session = Session
set-up-when = When
set-up-where = Where
set-up-slots = Slots
set-up-n-slots =
    { $n ->
        [one] { $n } slot
       *[other] { $n } slots
    }
set-up-n-tables =
    { $n ->
        [one] { $n } table
       *[other] { $n } tables
    }
set-up-n-meetings =
    { $n ->
        [one] room for { $n } meeting
       *[other] room for { $n } meetings
    }
set-up-no-sessions = There is no session yet. Fill in a usual day below and look at what it makes.
set-up-delete-sessions = Delete the ticked sessions
set-up-session-help = Its slots stay as they are; to change them, make a grid that replaces the session.
slot-grid-title = Make slots
slot-grid-no-tables = A room with tables is needed first.
slot-grid-preview = What would be made
slot-grid-names = Name of the sessions
slot-grid-days = Days
slot-grid-rooms = Rooms of one site
slot-grid-kind = For meetings
meeting-kind-company = of companies
meeting-kind-expert = with experts
meeting-kind-any = of either kind
slot-grid-start = First slot at
slot-grid-end = End
slot-grid-slot = Minutes of a slot
slot-grid-pause = Minutes between slots
slot-grid-lunch-from = Break from
slot-grid-lunch-to = Break until
slot-grid-replaces = In place of these sessions
slot-grid-look = Look first
slot-grid-make = Make the slots
settings-automatic = Validated by itself
settings-automatic-help = What is not ticked waits until an organiser has looked at it.
settings-company = Companies
settings-people = People
settings-offerings = Offers and wants
settings-validated = Once validated
settings-list = Shown in the catalogue at once
settings-book = May ask for meetings at once
settings-public = The catalogue also shows
public-part-region = the region
public-part-people = the names of people
public-part-offerings = offers and wants
public-part-attachments = files
settings-limits = Limits
settings-most-people = Most people per registration
settings-most-offerings = Most offers and wants
settings-kinds = Files that may be attached
file-kind-pdf = PDF
file-kind-image = Pictures
file-kind-video = Films
settings-most-files = Most files
settings-most-kilobytes = Most kilobytes of a file
consent-required = required
consent-optional = optional
consent-new = Publish a text or a new version
consent-new-help = Who agreed before stays agreed to the version of then.
consent-purpose = What for
consent-purpose-help = A stable name such as privacy; the same name again makes a new version.
consent-text = Text
consent-is-required = Nobody registers without it
consent-publish = Publish
form-block-company = Company
form-block-person = Person
form-block-offering = Offer or want
form-fixed-company = Always asked: name, country, region.
form-fixed-person = Always asked: name, e-mail address, language.
form-fixed-offering = Always asked: offer or want, title, description.
form-no-fields = No further field yet.
field-new = Add a field
field-edit = Edit a field
field-label = Label
field-hint = Help
field-kind = Takes
field-for = For
field-for-all = All categories
field-marks = Marks
field-order = Order
field-up = One up
field-down = One down
field-required = required
field-public = public
field-hidden = hidden
field-conditional = conditional
field-block = Part of the form
field-name = Stable name
field-name-help = Small letters, digits and hyphens, such as turnover. Imports use it; it stays.
field-takes = What it takes
field-kind-line = A line of text
field-kind-text = Several lines of text
field-kind-number = A whole number
field-kind-yes-no = Yes or no
field-kind-date = A day
field-kind-email = An e-mail address
field-kind-phone = A telephone number
field-kind-web = An address on the web
field-kind-choice = One of several choices
field-kind-choices = Several choices
field-kind-terms = Terms of a list
field-choices = Choices
field-choices-help = One a line: value | French | English.
field-list = List of terms
field-least = At least
field-least-help = Of a number itself, of text its characters, of choices their count.
field-most = At most
field-is-shown = People see it
field-is-required = Must be answered
field-is-public = The catalogue shows it to everybody
field-when = Only after certain answers
field-when-help = Asked where an earlier field of the same part has one of these answers, one a line.
field-when-field = Earlier field
field-when-is = Answers
terms-lists = Which lists there are
terms-list =
    { $n ->
        [one] List { $n }
       *[other] List { $n }
    }
terms-new-list = A further list
terms-nothing = There is no list yet: name one below.
terms-empty = The list is empty: add a term, or import a table.
terms-n =
    { $n ->
        [one] { $n } term
       *[other] { $n } terms
    }
terms-role = What it is for
terms-role-sector = Sectors: a filter of the catalogue
terms-role-keyword = Keywords: what offers and wants are matched by
terms-role-key-figure = Key figures
terms-role-other = Something else
terms-code = Code
terms-code-help = A code that is there already changes that term.
terms-parent = Code of the term above
terms-parent-help = Empty: at the top.
terms-french = French
terms-english = English
terms-add = Add or change a term
terms-file = Table (CSV or XLSX)
terms-file-help = Columns: code, parent, fr, en. Known codes are changed, new ones added. Nothing is kept yet: you see first what would happen.
terms-merge = Merge two terms
terms-merge-help = Whoever chose the first has the second from now on.
terms-from = This term
terms-into = becomes this one
set-up-first-day = First day
set-up-first-day-help = Everything else is shifted by as many days.
set-up-new-event = New event
set-up-new-event-help = The preset makes categories and rules; everything can be changed afterwards.
set-up-preset = Preset
preset-two-sided = Two sides: exhibitors and visitors
preset-any-to-any = Everybody meets everybody
preset-expert-clinic = Companies consult experts
preset-brokerage = Brokerage of cooperation
preset-fair = Fair with booths
terms-added =
    { $n ->
        [one] { $n } new term:
       *[other] { $n } new terms:
    }
terms-changed =
    { $n ->
        [one] { $n } changed term:
       *[other] { $n } changed terms:
    }
terms-unchanged =
    { $n ->
        [one] { $n } unchanged term
       *[other] { $n } unchanged terms
    }

desk-nav-participants = Participants
desk-conflict = Somebody else changed this in the meantime. What you typed is still here: look at what is there now, then save again to replace it.
desk-on-behalf = You are acting for { $whom }. This is recorded in the history.
desk-save = Save
desk-cancel = Cancel
desk-edit = Edit
desk-remove = Remove
desk-history = History
desk-yes = yes
desk-no = no
desk-language-fr = French
desk-language-en = English
done-desk-saved = Saved.
done-desk-removed = Removed.
done-desk-entered = Entered.
done-desk-imported = The import is done.
done-desk-absent = Noted: this person does not come.
done-desk-back = Noted: this person is there.
done-desk-registration-validated = The registration is validated.
done-desk-registration-refused = The registration is refused.
done-desk-registration-cancelled = The registration is cancelled.
desk-registration-submitted = To be looked at
desk-registration-validated = Validated
desk-registration-refused = Refused
desk-registration-cancelled = Cancelled
desk-registrations-submitted = To be looked at
desk-registrations-validated = Validated
desk-registrations-refused = Refused
desk-registrations-cancelled = Cancelled
desk-offering-offer = Offer
desk-offering-want = Want
participants-title = Participants
participants-new = Enter a company
participants-new-expert = Enter an expert
participants-import = Import
participants-by-state = By state
participants-all = All
participants-waiting = Something to validate
participants-words = Search for a company, a person, an address
participants-any = Any
participants-found =
    { $n ->
        [one] { $n } registration
       *[other] { $n } registrations
    }
participants-nothing = No registration fits. Clear the search, enter a company by hand, or import a table.
participants-choose = Choose
participants-company = Company
participants-state = State
participants-people = People
participants-category = Category
participants-country = Country
participants-country-code = Country (code of two letters, such as FR)
participants-region = Region
participants-flags = Marks
participants-co-organiser = Co-organiser
participants-more-people =
    { $n ->
        [one] { $n } more
       *[other] { $n } more
    }
participants-n-waiting =
    { $n ->
        [one] { $n } to validate
       *[other] { $n } to validate
    }
participants-listed = listed
participants-paid = paid
participants-may-book = may ask
participants-flag-listed = Shown in the catalogue
participants-flag-paid = Paid
participants-flag-may-book = May ask for meetings
participants-with-chosen = With the ticked ones
participants-go-on = Continue…
participants-first-page = First page
participants-by-rule = By the rules of assignment
participants-assign-to = Assigned by hand to
participants-represents = Represents
participants-represents-none = No known organisation
participants-since = Registered
participants-kilobytes =
    { $n ->
        [one] { $n } kB
       *[other] { $n } kB
    }
participants-consent-version =
    { $n ->
        [one] version { $n }
       *[other] version { $n }
    }
participants-consent-ended = withdrawn { $at }
participants-edit-company = Edit the company
participants-good = Validated
participants-not-validated = to validate
participants-offerings = Offers and wants
participants-no-offerings = None so far.
participants-add-offering = Add an offer or a want
participants-edit-offering = Edit an offer or a want
participants-offering-kind = Offered or looked for
participants-offering-title = Title
participants-offering-text = Description
participants-files = Files
participants-consents = Consents
participants-withdraw-consent = Withdraw
participants-decide = Validation
participants-decide-help = Company, people and offers are validated apart: tick what is good.
participants-validate-everything = Validate everything
participants-validate-ticked = Validate the company and what is ticked
participants-save-ticks = Save the ticks only
participants-give-up = Cancel the registration
participants-give-up-help = Final: all meetings, requests and sign-ups of its people end, and everybody concerned is told.
participants-give-up-why = Reason, which its people are told
participants-enter = Enter
participants-new-help = Everybody entered gets an account and a mail with a link to set a password. Further people, offers and wants are added afterwards.
participants-new-expert-help = An expert is validated and listed at once. Availability is painted afterwards.
participants-category-first = The category decides what is asked below.
participants-first-person = First person
desk-person-name = Name
desk-person-email = E-mail address
desk-person-language = Language to write in
desk-person-same = As the company
desk-person-admin = edits the company
desk-person-company-admin = May edit what is the company’s
desk-person-add = Add a person
desk-person-quota = Meetings
desk-person-no-limit = no limit
desk-person-max-meetings = Most meetings
desk-person-quota-help = Empty: as the category says.
desk-person-promised = Promised meetings
desk-person-promised-help = The planner gives these before others get more.
desk-person-availability = Availability
desk-person-availability-help = Ticked slots are those in which a meeting can be held.
desk-person-no-slots = There is no slot yet: make them in the set-up first.
desk-person-attendance = Attendance
desk-person-absent = absent
desk-person-absent-since = Does not come (noted { $at }).
desk-person-absent-help = Nobody can ask an absent person any more, and no new plan counts on them.
desk-person-mark-absent = Does not come
desk-person-back-help = From now on this person can be asked and planned again.
desk-person-mark-back = Is there after all
desk-person-remove = Remove from the registration
desk-person-remove-help = Final: all that the person had in the event ends.
bulk-validate = Validate everything
bulk-refuse = Refuse
bulk-list = Show in the catalogue
bulk-unlist = Take out of the catalogue
bulk-paid = Mark as paid
bulk-unpaid = Mark as not paid
bulk-may-book = Let them ask for meetings
bulk-may-not-book = Do not let them ask for meetings
bulk-assign = Assign to a co-organiser
bulk-what-validate =
    { $n ->
        [one] This registration is validated with its people, offers and wants; its people are told.
       *[other] These { $n } registrations are validated with their people, offers and wants; their people are told.
    }
bulk-what-refuse =
    { $n ->
        [one] This registration is refused; its people are told why.
       *[other] These { $n } registrations are refused; their people are told why.
    }
bulk-what-list =
    { $n ->
        [one] This registration is shown in the catalogue.
       *[other] These { $n } registrations are shown in the catalogue.
    }
bulk-what-unlist =
    { $n ->
        [one] This registration is taken out of the catalogue.
       *[other] These { $n } registrations are taken out of the catalogue.
    }
bulk-what-paid =
    { $n ->
        [one] This registration is marked as paid.
       *[other] These { $n } registrations are marked as paid.
    }
bulk-what-unpaid =
    { $n ->
        [one] This registration is marked as not paid.
       *[other] These { $n } registrations are marked as not paid.
    }
bulk-what-may-book =
    { $n ->
        [one] The people of this registration may ask for meetings.
       *[other] The people of these { $n } registrations may ask for meetings.
    }
bulk-what-may-not-book =
    { $n ->
        [one] The people of this registration may ask for no more meetings.
       *[other] The people of these { $n } registrations may ask for no more meetings.
    }
bulk-what-assign =
    { $n ->
        [one] This registration is assigned.
       *[other] These { $n } registrations are assigned.
    }
bulk-nobody = No line was ticked. Go back and tick at least one.
bulk-reason = Reason
bulk-reason-help = The people of the registration are told.
bulk-n-done =
    { $n ->
        [one] Done for { $n } registration.
       *[other] Done for { $n } registrations.
    }
bulk-n-failed =
    { $n ->
        [one] Not possible for { $n } registration
       *[other] Not possible for { $n } registrations
    }
import-what = What the table has in its lines
import-participants = Participants: a person each
import-offerings = Offers and wants
import-file = Table (CSV or XLSX)
import-file-help = The first line names the columns. Nothing is kept yet: you see first what would happen.
import-try = Try
import-tried = What would happen
import-nothing-to-do = The table has no lines.
import-again = The file is large: choose it once more to import it
import-carry-out = Import
import-n-faults =
    { $n ->
        [one] { $n } fault. Nothing is imported until it is mended.
       *[other] { $n } faults. Nothing is imported until they are mended.
    }
import-line =
    { $n ->
        [one] line { $n }
       *[other] line { $n }
    }
import-column = column “{ $name }”
import-columns-of = Columns – { $what }
import-needed = Needed
import-optional = Possible
import-several = Several choices in one cell stand apart by “|”. Lines of one company make one registration. With “id” and “registration_id” of another system, what was imported before is found again and updated.
import-companies-added =
    { $n ->
        [one] { $n } new registration
       *[other] { $n } new registrations
    }
import-companies-changed =
    { $n ->
        [one] { $n } registration changes
       *[other] { $n } registrations change
    }
import-people-added =
    { $n ->
        [one] { $n } new person
       *[other] { $n } new people
    }
import-people-changed =
    { $n ->
        [one] { $n } person changes
       *[other] { $n } people change
    }
import-people-unchanged =
    { $n ->
        [one] { $n } person as before
       *[other] { $n } people as before
    }
import-offerings-added =
    { $n ->
        [one] { $n } new offer or want
       *[other] { $n } new offers and wants
    }
import-offerings-changed =
    { $n ->
        [one] { $n } offer or want changes
       *[other] { $n } offers and wants change
    }
import-offerings-unchanged =
    { $n ->
        [one] { $n } offer or want as before
       *[other] { $n } offers and wants as before
    }
history-of = History – { $what }
history-nothing = Nothing is recorded.
history-when = When
history-who = Who
history-what = What
history-object = Of
history-before = Before
history-after = After
history-system = Carnet
history-anonymous = A visitor
history-somebody = An account
booth-title = Booth
booth-room = Room in which the company receives
booth-none = none: at any table that is no booth
booth-help = The planner places its meetings there, and nobody else's.
booth-help-unused = Nothing is planned by it now. Choose none to free the room.
audit-registration-booth-set = Booth chosen

catalogue-title = Catalogue of participants
catalogue-words = Search for a company, an offer, a keyword
catalogue-search = Search
catalogue-filters = Filters
catalogue-apply = Apply
catalogue-clear = Clear all
catalogue-country = Country
catalogue-category = Category
catalogue-experts = Experts
catalogue-experts-all = with and without experts
catalogue-experts-only = only with an expert
catalogue-experts-none = without experts
catalogue-sort = Order
catalogue-sort-best = best match
catalogue-sort-name = by name
catalogue-sort-country = by country
catalogue-sort-newest = latest arrivals first
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
catalogue-back = Back to the catalogue
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

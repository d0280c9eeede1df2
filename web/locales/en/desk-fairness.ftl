desk-nav-fairness = Fairness
fairness-title = How evenly meetings fell
fairness-about = From the requests and the published plan. Agreed meetings without a place are waiting.
fairness-nothing = Nobody who takes part is validated yet.
fairness-people = People
fairness-asked = Asked
fairness-agreed = Agreed
fairness-obtained = Obtained
fairness-waiting = Waiting
fairness-missing = Promised and missing
fairness-share = Share obtained
fairness-average = Per person
fairness-range = Fewest to most
fairness-gini = Gini (0: all alike)
fairness-by-category = By category
fairness-by-country = By country
fairness-by-person = By person, who waits for most first
fairness-histogram = How many people have how many meetings
fairness-histogram-help = Below each bar: meetings; above it: people.
fairness-more =
    { $n ->
        [one] { $n } further person waits for no more than these.
       *[other] { $n } further people wait for no more than these.
    }

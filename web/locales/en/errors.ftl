error-title = This page is not available
error-not-found = There is nothing at this address, or nothing that you may see.
error-invalid = The request is not complete. Go back and check it.
error-conflict = Somebody else was faster. Load the page again and retry.
error-throttled = Too many attempts. Wait a few minutes.
error-throttled-minutes =
    { $n ->
        [one] Too many attempts. Try again in a minute.
       *[other] Too many attempts. Try again in { $n } minutes.
    }
error-internal = Something went wrong on our side. Nothing was saved. Try again in a moment.
error-home = Back to the first page

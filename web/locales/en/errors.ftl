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
error-too-large = What you send is too large. Nothing was saved. Choose smaller files.
error-busy = There are many visitors at the moment: nothing was done. Try again in a few seconds.
error-too-slow = The answer took too long. Load the page again to see what was saved, and try again in a moment.
error-method = This address takes forms. Go back to the page before.
error-other-site = This form comes from another site. Nothing was saved. Open the page here and try again.
error-number = If this happens again, tell the organisers this number:
error-title-refused = This was not done
error-back = Back to where you were

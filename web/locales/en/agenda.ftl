agenda-title = My agenda
agenda-version = Last changed: { $at }
agenda-nothing-yet = Nothing has been published yet.
agenda-empty = Your agenda is empty.
agenda-waiting = On the waiting list
agenda-unplaced = Meetings without a time
agenda-unplaced-why = These meetings are agreed, but no slot could be given to them so far.

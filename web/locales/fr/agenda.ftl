agenda-title = Mon agenda
agenda-version = Dernière modification : { $at }
agenda-nothing-yet = Rien n’a encore été publié.
agenda-empty = Votre agenda est vide.
agenda-waiting = Sur liste d’attente
agenda-unplaced = Rendez-vous sans horaire
agenda-unplaced-why = Ces rendez-vous sont convenus, mais aucun créneau n’a pu leur être donné pour l’instant.

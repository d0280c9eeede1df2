desk-nav-requests = Demandes
desk-requests-title = Toutes les demandes
desk-requests-ask = Demander pour quelqu’un
desk-requests-experts = Experts trop demandés
desk-requests-all = Toutes
desk-requests-of = Demandes de { $whom }.
desk-requests-nothing = Il n’y a pas encore de telle demande.
desk-requests-asking = Demandeur
desk-requests-asked = Sollicité
desk-requests-when = Demandé le
desk-requests-expires = Expire le
desk-requests-placeable = Placement possible
desk-requests-waits = attend son créneau
desk-requests-rescheduled = autre horaire souhaité
desk-requests-message = Message
desk-requests-find-help = Saisissez une partie d’un nom ou d’une entreprise des deux côtés.
desk-request = Demande de rendez-vous
desk-request-answer = Agir
desk-request-on-behalf = Vous agissez pour la partie dont c’est le tour. L’historique en garde la trace et les deux parties sont prévenues.
desk-request-reason = Motif (pour ce qui met fin à un rendez-vous ou le déplace)
done-desk-request-asked = La demande est envoyée.
done-desk-request-accepted = Acceptée.
done-desk-request-declined = Refusée.
done-desk-request-agreed = Le rendez-vous est convenu.
done-desk-request-withdrawn = Retirée.
done-desk-request-cancelled = Le rendez-vous est annulé.
done-desk-request-rescheduled = Un autre horaire sera cherché.
experts-help = Quand plus de rendez-vous sont convenus avec un expert qu’il n’y a de places, vous décidez qui est reçu.
experts-nothing = Aucun rendez-vous avec un expert n’est encore convenu.
experts-agreed = Convenus
experts-placed = Placés
experts-over = trop demandé
experts-choose-help = Les rendez-vous cochés reçoivent une place et sont épinglés, les autres perdent la leur. Le plan est publié aussitôt et les personnes concernées sont prévenues.
experts-who = Qui l’expert reçoit
experts-choose = Décider et publier
on-spot-published = { $version } est publiée.
on-spot-told =
    { $n ->
        [one] { $n } personne est prévenue.
       *[other] { $n } personnes sont prévenues.
    }
on-spot-nothing = Rien n’a bougé : le plan reste tel quel.
on-spot-placed = Avec une place
on-spot-left-out = Sans place
today-no-place = sans place
today-not-published = Il n’y a pas encore de plan publié.

requests-title = Mes demandes
requests-nothing = Aucune demande pour l’instant.
requests-to-catalogue = Trouver qui rencontrer
requests-waiting = En attente de votre réponse
requests-received = Reçues
requests-sent = Envoyées
request-accept = Accepter
request-decline = Refuser
request-confirm = Confirmer
request-withdraw = Retirer
request-cancel = Annuler
request-reschedule = Demander un autre horaire
request-attending = Qui vient ?
request-state-pending = En attente
request-state-accepted = Acceptée
request-state-confirmed = Convenue
request-state-declined = Refusée
request-state-withdrawn = Retirée
request-state-expired = Expirée
request-state-cancelled = Annulée
done-asked = Votre demande est envoyée.
done-agreed = Le rendez-vous est convenu.
done-accepted = Demande acceptée.
done-declined = Demande refusée.
done-withdrawn = Demande retirée.
done-cancelled = Rendez-vous annulé.
done-rescheduled = Un autre horaire sera cherché.
demand-title = Qui vous demande
demand-over = Plus de rendez-vous sont convenus que vous ne pouvez en tenir : l’organisateur décide qui vous recevez.
demand-nothing = Aucun rendez-vous n’est encore convenu avec vous.
demand-who = Rendez-vous convenu avec
demand-where = Quand et où
demand-no-place = pas encore de place
demand-asking =
    { $n ->
        [one] { $n } demande pour vous
       *[other] { $n } demandes pour vous
    }
demand-agreed =
    { $n ->
        [one] { $n } rendez-vous convenu
       *[other] { $n } rendez-vous convenus
    }
demand-slots =
    { $n ->
        [one] { $n } créneau où vous êtes là
       *[other] { $n } créneaux où vous êtes là
    }
demand-placed =
    { $n ->
        [one] { $n } a une place
       *[other] { $n } ont une place
    }
demand-most =
    { $n ->
        [one] { $n } rendez-vous au plus
       *[other] { $n } rendez-vous au plus
    }

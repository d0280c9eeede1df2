desk-nav-activities = Animations
desk-somebody = quelqu’un
done-desk-signed-up = Participation enregistrée.
done-desk-waiting = Sur la liste d’attente.
done-desk-transferred = Transféré.
activities-title = Animations
activities-new = Nouvelle animation
activities-edit = Modifier l’animation
activities-nothing = Il n’y a pas encore d’animation. Une nouvelle est un brouillon, visible des seuls organisateurs jusqu’à son ouverture.
activities-name = Nom
activities-text = Description
activities-kind = Type
activities-coming = Inscrits
activities-waiting = En attente
activities-audience = Pour qui
activity-audience-open = Ouverte à tous
activity-audience-invited = Sur invitation
activity-audience-everybody = Tous y assistent, sans inscription
activities-capacity = Places
activities-when-full = Si c’est complet
when-full-close = Les inscriptions se ferment
when-full-wait = Liste d’attente
activities-reference = Référence
activities-in-charge = Responsable
activities-speakers = Intervenants
activities-speaker =
    { $n ->
        [one] Intervenant { $n }
       *[other] Intervenant { $n }
    }
activities-topic = Sujet
activities-contact = Contact (organisateurs seuls)
activities-reason = Motif
activities-reason-help = Nécessaire, sauf pour ouvrir.
activities-to-draft = Brouillon
activities-to-open = Ouvrir
activities-to-closed = Fermer
activities-to-postponed = Reporter sans date
activities-to-cancelled = Annuler
activities-put-off = Reporter à une autre date
activities-put-off-help = Les inscrits le restent et sont prévenus.
activities-starts = De
activities-ends = Jusqu’à
activities-when-where = Quand et où
activities-no-room = sans salle
activities-blocks = Les inscrits n’ont pas de rendez-vous pendant ce temps
activities-sign-ups = Inscription
activities-look = Voir l’aperçu et qui est concerné
activities-n-concerned =
    { $n ->
        [one] { $n } personne a une place et serait prévenue.
       *[other] { $n } personnes ont une place et seraient prévenues.
    }
activities-n-moving-up =
    { $n ->
        [one] { $n } quitterait la liste d’attente.
       *[other] { $n } quitteraient la liste d’attente.
    }
activities-with-other = Avec une autre animation au même moment :
activities-with-meeting = Avec un rendez-vous au même moment :
activities-nobody = Personne pour l’instant.
activities-sign-up = Inscrire quelqu’un
activities-who = Nom ou entreprise
activities-nobody-found = Personne ne correspond parmi les non-inscrits.
activities-take-out = Désinscrire
activities-transfer = Transférer
activities-transfer-to = Transférer vers

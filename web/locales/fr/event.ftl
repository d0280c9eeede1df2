event-nav-welcome = Accueil
event-nav-programme = Programme
event-nav-catalogue = Catalogue
event-nav-desk = Organisation
event-over = Cet événement est terminé. Merci à toutes et à tous.
event-register-until = Inscriptions ouvertes jusqu’au { $at }.
event-where = Lieux
event-hosts = Organisation
host-organiser = Organisateur
host-co-organiser = Co-organisateur
host-partner = Partenaire
host-sponsor = Sponsor
programme-title = Programme
programme-nothing = Le programme sera bientôt publié.
programme-places =
    { $n ->
        [one] { $n } place libre
       *[other] { $n } places libres
    }
activity-conference = Conférence
activity-workshop = Atelier
activity-round-table = Table ronde
activity-training = Formation
activity-visit = Visite
activity-meal = Repas
activity-other = Animation
activity-state-draft = Brouillon
activity-state-open = Inscriptions ouvertes
activity-state-closed = Inscriptions closes
activity-state-postponed = Reporté
activity-state-cancelled = Annulé

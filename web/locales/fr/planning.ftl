plans-title = Plans
plans-nothing = Aucun plan. Lancez le planificateur : il propose un brouillon que vous comparez avant de le publier.
plans-running = Le planificateur travaille : voir sa progression
plans-plan = Plan
plans-state = État
plans-origin = Origine
plans-when = Date
plans-status = Preuve
plans-runs = Calculs récents
plans-back = Retour aux plans
plan-title = Plan
plan-version = Version { $n }
plan-draft-of = Brouillon du { $at }
plan-state-draft = Brouillon
plan-state-published = Publié
plan-state-superseded = Remplacé
plan-state-discarded = Abandonné
plan-origin-run = Planificateur
plan-origin-edit = Modifié à la main
plan-origin-return = Version rétablie
plan-origin-upload = Importé
plan-origin-grant = Premier arrivé
plan-status-optimal = Optimal, prouvé
plan-status-first-optimal = Nombre de rendez-vous prouvé optimal
plan-status-feasible = Toutes les règles respectées
plan-n-placed =
    { $n ->
        [one] { $n } rendez-vous placé
       *[other] { $n } rendez-vous placés
    }
plan-n-unplaced = { $n } sans place
plan-no-difference = Rien ne diffère du plan publié.
plan-n-added =
    { $n ->
        [one] { $n } ajouté
       *[other] { $n } ajoutés
    }
plan-n-moved =
    { $n ->
        [one] { $n } déplacé
       *[other] { $n } déplacés
    }
plan-n-dropped =
    { $n ->
        [one] { $n } retiré
       *[other] { $n } retirés
    }
plan-n-people =
    { $n ->
        [one] { $n } personne concernée
       *[other] { $n } personnes concernées
    }
run-title = Calcul du planificateur
run-start-title = Lancer le planificateur
run-what-may-change = Ce qui peut changer
run-mode-free = Tout, sauf ce qui est épinglé
run-mode-keep = Rien : seulement ajouter
run-mode-replan = Au plus quelques rendez-vous
run-changes = Rendez-vous qui peuvent bouger
run-seconds = Durée en secondes
run-start = Lancer
run-budget =
    { $n ->
        [one] { $n } seconde au plus
       *[other] { $n } secondes au plus
    }
run-elapsed = Temps écoulé
run-stop-keep = Arrêter et garder le meilleur plan
run-stop-discard = Abandonner
run-see-draft = Voir le brouillon
run-state-queued = En attente
run-state-running = En cours
run-state-done = Terminé
run-state-failed = Échec
run-state-cancelled = Arrêté
run-phase-bound = Calcul de ce qui est possible
run-phase-place = Placement des rendez-vous
run-phase-polish = Amélioration des agendas
run-phase-prove = Recherche de la preuve
run-phase-seat = Attribution des tables
done-stopping = Le calcul s’arrête.
failure-not-plannable = L’événement ne peut pas être planifié tel qu’il est.
failure-too-few-changes = Il faudrait déplacer plus de rendez-vous que vous ne l’avez permis.
failure-break-limit-too-tight = Aucun plan ne respecte la limite sur les pauses avec ces épingles.
failure-planner-failed = Le planificateur a échoué ; le journal du serveur dit pourquoi.
failure-plan-does-not-fit = Le plan publié ne tient plus : laissez plus de liberté au planificateur.
scores-title = Qualité du plan
scores-criterion = Critère
scores-value = Valeur
scores-bound = Minimum prouvé
scores-proven = Optimal
scores-yes = oui
criterion-unplaced = Sans place
criterion-shortfall = Promesses non tenues
criterion-order = Ordre d’arrivée
criterion-changes = Changements
criterion-idle = Créneaux d’attente
criterion-breaks = Pauses
criterion-max-idle = Attente la plus longue
criterion-moves = Changements de table
criterion-alternates = Remplacements d’experts
publish-title = Publier le brouillon
publish-help = Les personnes concernées sont prévenues, et elles seules.
publish-do = Publier
done-published = Le plan est publié.
done-moved = Le plan est modifié.
move-nowhere = Aucune place libre pour ce rendez-vous.
move-drop = Retirer du plan
move-others = il faudrait déplacer { $who }
grid-title = Tables par créneau
grid-table = Table
grid-pinned = épinglé
unplaced-title = Sans place
unplaced-nobody = Tous les rendez-vous ont une place.
reason-no-common-slot = Jamais libres en même temps.
reason-participant-full = Agendas ou quotas pleins.
reason-rooms-full = Aucune table libre dans leurs créneaux communs.
reason-blocked-by-pin = Un rendez-vous épinglé occupe la place.
reason-precedence = Les rendez-vous avant ou après ne laissent pas de créneau.
reason-break-limit = La limite sur les pauses serait dépassée.
reason-not-reached = Personne n’a encore décidé : relancez le planificateur.

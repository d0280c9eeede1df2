## layout
layout-skip = Aller au contenu
layout-account = Compte
layout-language = Français
layout-sign-in = Se connecter
layout-sign-out = Se déconnecter
layout-footer = Planifié avec Carnet, logiciel libre.
word-to = au
word-table = table { $n }
faults-title = À corriger

## errors
error-title = Cette page n’est pas disponible
error-not-found = Il n’y a rien à cette adresse, ou rien que vous puissiez voir.
error-invalid = La demande n’est pas complète. Revenez en arrière et vérifiez-la.
error-conflict = Quelqu’un d’autre a été plus rapide. Rechargez la page et réessayez.
error-throttled = Trop de tentatives. Attendez quelques minutes.
error-throttled-minutes =
    { $n ->
        [one] Trop de tentatives. Réessayez dans une minute.
       *[other] Trop de tentatives. Réessayez dans { $n } minutes.
    }
error-internal = Une erreur est survenue chez nous. Rien n’a été enregistré. Réessayez dans un moment.
error-home = Retour à l’accueil

## home
home-title = Rencontres d’affaires
home-lead = Rencontrez les bonnes personnes : demandez un rendez-vous, l’agenda se fait tout seul.
home-own = Vos événements
home-public = Événements ouverts
home-nothing = Aucun événement n’est ouvert pour le moment.
phase-project = Projet
phase-preparation = En préparation
phase-open = Ouvert
phase-planning = Planification
phase-live = En cours
phase-closed = Terminé
phase-archived = Archivé

## account
sign-in-title = Connexion
sign-in-email = Adresse électronique
sign-in-password = Mot de passe
factor-title = Code de vérification
factor-code = Code
factor-help = Le code à six chiffres de votre application, ou un code de secours.
factor-go-on = Continuer
account-title = Votre compte
account-name = Nom
done-signed-out = Vous êtes déconnecté.

## event
event-nav-welcome = Accueil
event-nav-programme = Programme
event-nav-catalogue = Participants
event-nav-agenda = Mon agenda
event-nav-requests = Mes demandes
event-nav-desk = Planification
event-over = Cet événement est terminé. Merci à toutes et à tous.
event-register-until = Inscriptions ouvertes jusqu’au { $at }.
event-practical = Informations pratiques
event-where = Lieux
event-hosts = Organisation
event-contact = Contact
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

## catalogue
catalogue-title = Participants
catalogue-words = Rechercher une entreprise, une offre, un mot-clé
catalogue-search = Rechercher
catalogue-filters = Filtres
catalogue-apply = Appliquer
catalogue-clear = Tout effacer
catalogue-country = Pays
catalogue-sector = Secteur
catalogue-keyword = Mot-clé
catalogue-found =
    { $n ->
        [one] Une entreprise
       *[other] { $n } entreprises
    }
catalogue-nothing = Rien ne correspond. Retirez un filtre ou essayez un autre mot.
catalogue-expert = Expert
catalogue-offers =
    { $n ->
        [one] { $n } offre
       *[other] { $n } offres
    }
catalogue-wants =
    { $n ->
        [one] { $n } recherche
       *[other] { $n } recherches
    }
catalogue-pages = Pages
catalogue-before = Page précédente
catalogue-after = Page suivante
catalogue-back = Retour aux participants
entry-offers = Propose
entry-wants = Recherche
entry-people = Personnes
ask-title = Demander un rendez-vous
ask-whom = Avec qui ?
ask-anybody = Une personne de l’entreprise
ask-message = Votre message
ask-send = Envoyer la demande
placeability-placeable = Il reste des créneaux pour vous deux.
placeability-tight = Peu de créneaux restent : demandez vite.
placeability-not-today = Aucun créneau pour le moment.
hindrance-asking-full = Vous avez déjà tous les rendez-vous possibles.
hindrance-asked-full = Cette personne n’a plus de place.
hindrance-no-common-slot = Vous n’êtes jamais libres en même temps.
hindrance-agendas-full = Vos agendas ne laissent plus de créneau commun.
hindrance-tables-full = Toutes les tables sont prises.

## requests
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

## agenda
agenda-title = Mon agenda
agenda-version = Dernière modification : { $at }
agenda-nothing-yet = Rien n’a encore été publié.
agenda-empty = Votre agenda est vide.
agenda-waiting = Sur liste d’attente
agenda-unplaced = Rendez-vous sans horaire
agenda-unplaced-why = Ces rendez-vous sont convenus, mais aucun créneau n’a pu leur être donné pour l’instant.

## planning
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
publish-title = Publier ce brouillon
publish-help = Les personnes concernées sont prévenues, et elles seules.
publish-do = Publier
done-published = Le plan est publié.
done-moved = Le plan est modifié.
move-title = Déplacer : { $who }
move-where = Nouvelle place
move-nowhere = Aucune place libre pour ce rendez-vous.
move-do = Déplacer
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

## faults
fault-required = Ce champ est obligatoire.
fault-too-long = Le texte est trop long.
fault-unknown-choice = Ce choix n’existe pas.
fault-out-of-range = La valeur n’est pas dans les limites.
fault-not-an-email-address = Ce n’est pas une adresse électronique, comme nom@exemple.org.
fault-control-characters = Le texte contient des caractères interdits.
fault-weak-password = Le mot de passe est trop faible.
fault-wrong-password = Le mot de passe n’est pas le bon.
fault-wrong-code = Le code n’est pas le bon.
fault-not-a-country = Ce n’est pas un code de pays, comme FR.
fault-duplicate = Cela existe déjà.
fault-unknown-reference = Cela n’existe pas dans cet événement.
fault-not-placed = Ce rendez-vous n’a pas de place.
fault-breaks-rule = Cela romprait une règle : quelqu’un est déjà pris, ou la table ne convient pas.
fault-not-plannable = L’événement ne peut pas être planifié ainsi.
fault-not-in-format = Le fichier n’est pas au bon format.
fault-not-a-slug = Seulement des lettres minuscules, des chiffres et des tirets.
fault-unknown-time-zone = Ce fuseau horaire n’existe pas.
fault-no-such-time = Cette heure n’existe pas ce jour-là.
fault-end-before-start = La fin doit être après le début.
fault-outside-the-event = Ce n’est pas un jour de l’événement.
fault-too-short = Il n’y a pas la place d’un créneau.
fault-overlaps = Il y a déjà autre chose à ce moment.
fault-no-tables = Cette salle n’a pas de table.
fault-in-use = C’est encore utilisé.
fault-experts-meet-experts = Les experts ne se rencontrent pas entre eux.
fault-too-few-characters = Le texte est trop court.
fault-too-few = Il n’y en a pas assez.
fault-too-many = Il y en a trop.
fault-too-large = Le fichier est trop volumineux.
fault-wrong-kind = Le fichier n’est pas du bon type.
fault-wrong-format = Ce n’est pas écrit comme attendu.
fault-unknown-field = Ce champ n’existe pas.
fault-not-asked = Ce n’est pas demandé ici.
fault-loop = Cela revient à son point de départ.
fault-outdated = Il y a une version plus récente.
fault-not-readable = Le fichier est illisible.
fault-ambiguous = Plusieurs correspondent.
fault-closed = C’est annulé, et ne change plus.
fault-out-of-scope = Ce n’est pas dans votre périmètre.

## refusals
refusal-sign-in-needed = Connectez-vous d’abord.
refusal-not-allowed = Vos droits ne couvrent pas cela.
refusal-second-factor-needed = Activez d’abord un second facteur pour votre compte.
refusal-wrong-credentials = Adresse et mot de passe ne vont pas ensemble.
refusal-token-not-valid = Ce lien a déjà servi ou a expiré.
refusal-address-taken = Cette adresse est déjà prise.
refusal-second-factor-enrolled = Un second facteur est déjà actif.
refusal-no-second-factor = Il n’y a pas de second facteur.
refusal-role-exists = Ce compte a déjà ce rôle.
refusal-last-principal = Un événement garde au moins un administrateur principal.
refusal-run-under-way = Un calcul est déjà en cours.
refusal-run-ended = Le calcul est terminé.
refusal-not-a-draft = Ce plan n’est plus un brouillon.
refusal-nothing-published = Aucun plan n’est publié.
refusal-too-few-changes = Il faudrait plus de changements que permis.
refusal-break-limit-too-tight = Aucun plan ne respecte la limite sur les pauses.
refusal-planner-failed = Le planificateur a échoué.
refusal-phase-forbids = L’événement n’est pas dans la bonne phase.
refusal-not-the-next-phase = L’événement ne peut pas passer à cette phase.
refusal-not-ready = Il manque encore quelque chose.
refusal-times-exist = Des horaires existent déjà.
refusal-meetings-exist = Des rendez-vous y sont prévus.
refusal-request-answered = Cette demande a déjà été acceptée.
refusal-request-closed = Cette demande est close.
refusal-request-confirmed = Le rendez-vous est déjà convenu.
refusal-request-exists = Il y a déjà une demande entre vous.
refusal-request-expired = Le délai de réponse est passé.
refusal-request-mirrored = L’autre partie attend votre réponse sur un autre horaire.
refusal-request-not-accepted = La demande n’est pas encore acceptée.
refusal-request-not-confirmed = Le rendez-vous n’est pas encore convenu.
refusal-request-not-due = Le délai n’est pas encore passé.
refusal-may-not-book = Votre entreprise ne peut pas encore demander de rendez-vous.
refusal-own-company = On ne demande pas de rendez-vous à sa propre entreprise.
refusal-category-may-not-ask = Votre catégorie ne peut pas demander cette personne.
refusal-quota-reached = Vous avez tous les rendez-vous possibles.
refusal-other-side-full = L’autre partie a tous les rendez-vous possibles.
refusal-too-many-pending = Trop de demandes attendent une réponse.
refusal-no-free-slot = Aucun créneau libre pour vous deux.
refusal-meeting-begun = Le rendez-vous a commencé.
refusal-messages-not-allowed = Vous ne pouvez pas vous écrire.
refusal-registration-closed = Les inscriptions sont closes.
refusal-registration-state = L’état de l’inscription ne le permet pas.
refusal-terms-cannot-merge = Ces termes ne peuvent pas être fusionnés.
refusal-in-use = C’est encore utilisé.
refusal-too-many-already = Il y en a déjà autant que possible.
refusal-consent-needed = Ce consentement est nécessaire.
refusal-last-person = Une inscription garde au moins une personne.
refusal-activity-not-in-state = L’état de l’animation ne le permet pas.
refusal-activity-not-open = Les inscriptions à cette animation sont closes.
refusal-activity-full = L’animation est complète.
refusal-sign-up-not-needed = Aucune inscription n’est nécessaire.
refusal-invitation-needed = L’animation est sur invitation.
refusal-already-signed-up = Déjà inscrit.
refusal-clashes-with-activity = Une autre animation a lieu au même moment.
refusal-clashes-with-meeting = Un rendez-vous a lieu au même moment.
refusal-sign-up-cancelled = L’inscription est annulée.
refusal-not-taking-part = Cette personne ne participe pas.

## countries
country-fr = France
country-de = Allemagne
country-be = Belgique
country-es = Espagne
country-it = Italie
country-pt = Portugal
country-nl = Pays-Bas
country-lu = Luxembourg
country-ch = Suisse
country-gb = Royaume-Uni
country-ie = Irlande
country-at = Autriche
country-pl = Pologne
country-cz = Tchéquie
country-se = Suède
country-dk = Danemark
country-no = Norvège
country-fi = Finlande
country-ma = Maroc
country-tn = Tunisie
country-dz = Algérie
country-sn = Sénégal
country-ci = Côte d’Ivoire
country-ca = Canada
country-us = États-Unis

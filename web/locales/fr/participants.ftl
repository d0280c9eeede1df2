desk-nav-participants = Participants
desk-conflict = Quelqu’un d’autre l’a modifié entre-temps. Votre saisie est conservée : vérifiez l’état actuel, puis enregistrez de nouveau pour le remplacer.
desk-on-behalf = Vous agissez pour { $whom }. L’historique en garde la trace.
desk-save = Enregistrer
desk-cancel = Annuler
desk-edit = Modifier
desk-remove = Supprimer
desk-history = Historique
desk-yes = oui
desk-no = non
desk-language-fr = français
desk-language-en = anglais
done-desk-saved = Enregistré.
done-desk-removed = Supprimé.
done-desk-entered = Saisie enregistrée.
done-desk-imported = L’importation est faite.
done-desk-absent = C’est noté : cette personne ne vient pas.
done-desk-back = C’est noté : cette personne est là.
done-desk-registration-validated = L’inscription est validée.
done-desk-registration-refused = L’inscription est refusée.
done-desk-registration-cancelled = L’inscription est annulée.
desk-registration-submitted = À examiner
desk-registration-validated = Validée
desk-registration-refused = Refusée
desk-registration-cancelled = Annulée
desk-registrations-submitted = À examiner
desk-registrations-validated = Validées
desk-registrations-refused = Refusées
desk-registrations-cancelled = Annulées
desk-offering-offer = Offre
desk-offering-want = Recherche
participants-title = Participants
participants-new = Saisir une entreprise
participants-new-expert = Saisir un expert
participants-import = Importer
participants-by-state = Par état
participants-all = Toutes
participants-waiting = Quelque chose à valider
participants-words = Rechercher une entreprise, une personne, une adresse
participants-any = Indifférent
participants-found =
    { $n ->
        [one] { $n } inscription
       *[other] { $n } inscriptions
    }
participants-nothing = Aucune inscription ne correspond. Effacez la recherche, saisissez une entreprise ou importez un tableau.
participants-choose = Choisir
participants-company = Entreprise
participants-state = État
participants-people = Personnes
participants-category = Catégorie
participants-country = Pays
participants-country-code = Pays (code à deux lettres, par exemple FR)
participants-region = Région
participants-flags = Mentions
participants-co-organiser = Co-organisateur
participants-more-people =
    { $n ->
        [one] { $n } autre
       *[other] { $n } autres
    }
participants-n-waiting =
    { $n ->
        [one] { $n } à valider
       *[other] { $n } à valider
    }
participants-listed = publiée
participants-paid = payée
participants-may-book = peut solliciter
participants-flag-listed = Visible dans le catalogue
participants-flag-paid = Payée
participants-flag-may-book = Peut demander des rendez-vous
participants-with-chosen = Pour les lignes cochées
participants-go-on = Continuer…
participants-first-page = Première page
participants-by-rule = Selon les règles d’affectation
participants-assign-to = Affectée à la main à
participants-represents = Représente
participants-represents-none = Aucune organisation connue
participants-since = Inscription reçue
participants-kilobytes =
    { $n ->
        [one] { $n } ko
       *[other] { $n } ko
    }
participants-consent-version =
    { $n ->
        [one] version { $n }
       *[other] version { $n }
    }
participants-consent-ended = retiré le { $at }
participants-edit-company = Modifier l’entreprise
participants-good = Validé
participants-not-validated = à valider
participants-offerings = Offres et recherches
participants-no-offerings = Aucune pour l’instant.
participants-add-offering = Ajouter une offre ou une recherche
participants-edit-offering = Modifier une offre ou une recherche
participants-offering-kind = Proposé ou recherché
participants-offering-title = Titre
participants-offering-text = Description
participants-files = Fichiers
participants-consents = Consentements
participants-withdraw-consent = Retirer
participants-decide = Validation
participants-decide-help = L’entreprise, les personnes et les offres se valident séparément : cochez ce qui convient.
participants-validate-everything = Tout valider
participants-validate-ticked = Valider l’entreprise et ce qui est coché
participants-save-ticks = Enregistrer seulement les coches
participants-give-up = Annuler l’inscription
participants-give-up-help = Définitif : les rendez-vous, demandes et inscriptions de ses membres prennent fin, et les personnes concernées sont prévenues.
participants-give-up-why = Motif, communiqué à ses membres
participants-enter = Enregistrer
participants-new-help = Chaque personne saisie reçoit un compte et un message avec un lien pour choisir son mot de passe. Les autres personnes, offres et recherches s’ajoutent ensuite.
participants-new-expert-help = Un expert est validé et publié aussitôt. Ses disponibilités se peignent ensuite.
participants-category-first = La catégorie détermine les questions ci-dessous.
participants-first-person = Première personne
desk-person-name = Nom
desk-person-email = Adresse électronique
desk-person-language = Langue des messages
desk-person-same = Comme l’entreprise
desk-person-admin = gère l’entreprise
desk-person-company-admin = Peut modifier ce qui est à l’entreprise
desk-person-add = Ajouter une personne
desk-person-quota = Rendez-vous
desk-person-no-limit = sans limite
desk-person-max-meetings = Nombre maximal de rendez-vous
desk-person-quota-help = Vide : selon la catégorie.
desk-person-promised = Rendez-vous promis
desk-person-promised-help = Le planificateur les accorde avant que d’autres n’en aient davantage.
desk-person-availability = Disponibilités
desk-person-availability-help = Les créneaux cochés sont ceux où un rendez-vous est possible.
desk-person-no-slots = Il n’y a pas encore de créneau : créez-les d’abord dans la préparation.
desk-person-attendance = Présence
desk-person-absent = absent
desk-person-absent-since = Ne vient pas (noté le { $at }).
desk-person-absent-help = Plus personne ne peut solliciter une personne absente, et aucun nouveau plan ne compte sur elle.
desk-person-mark-absent = Ne vient pas
desk-person-back-help = Cette personne peut de nouveau être sollicitée et planifiée.
desk-person-mark-back = Est finalement là
desk-person-remove = Retirer de l’inscription
desk-person-remove-help = Définitif : tout ce que la personne avait dans l’événement prend fin.
bulk-validate = Tout valider
bulk-refuse = Refuser
bulk-list = Publier dans le catalogue
bulk-unlist = Retirer du catalogue
bulk-paid = Marquer payées
bulk-unpaid = Marquer non payées
bulk-may-book = Permettre de demander des rendez-vous
bulk-may-not-book = Ne plus permettre de demander des rendez-vous
bulk-assign = Affecter à un co-organisateur
bulk-what-validate =
    { $n ->
        [one] Cette inscription est validée avec ses personnes, offres et recherches ; ses membres sont prévenus.
       *[other] Ces { $n } inscriptions sont validées avec leurs personnes, offres et recherches ; leurs membres sont prévenus.
    }
bulk-what-refuse =
    { $n ->
        [one] Cette inscription est refusée ; ses membres en apprennent le motif.
       *[other] Ces { $n } inscriptions sont refusées ; leurs membres en apprennent le motif.
    }
bulk-what-list =
    { $n ->
        [one] Cette inscription est publiée dans le catalogue.
       *[other] Ces { $n } inscriptions sont publiées dans le catalogue.
    }
bulk-what-unlist =
    { $n ->
        [one] Cette inscription est retirée du catalogue.
       *[other] Ces { $n } inscriptions sont retirées du catalogue.
    }
bulk-what-paid =
    { $n ->
        [one] Cette inscription est marquée payée.
       *[other] Ces { $n } inscriptions sont marquées payées.
    }
bulk-what-unpaid =
    { $n ->
        [one] Cette inscription est marquée non payée.
       *[other] Ces { $n } inscriptions sont marquées non payées.
    }
bulk-what-may-book =
    { $n ->
        [one] Les membres de cette inscription peuvent demander des rendez-vous.
       *[other] Les membres de ces { $n } inscriptions peuvent demander des rendez-vous.
    }
bulk-what-may-not-book =
    { $n ->
        [one] Les membres de cette inscription ne peuvent plus demander de rendez-vous.
       *[other] Les membres de ces { $n } inscriptions ne peuvent plus demander de rendez-vous.
    }
bulk-what-assign =
    { $n ->
        [one] Cette inscription est affectée.
       *[other] Ces { $n } inscriptions sont affectées.
    }
bulk-nobody = Aucune ligne n’est cochée. Revenez en arrière et cochez-en au moins une.
bulk-reason = Motif
bulk-reason-help = Il est communiqué aux membres de l’inscription.
bulk-n-done =
    { $n ->
        [one] Fait pour { $n } inscription.
       *[other] Fait pour { $n } inscriptions.
    }
bulk-n-failed =
    { $n ->
        [one] Impossible pour { $n } inscription
       *[other] Impossible pour { $n } inscriptions
    }
import-what = Ce que contient chaque ligne du tableau
import-participants = Des participants : une personne par ligne
import-offerings = Des offres et recherches
import-file = Tableau (CSV ou XLSX)
import-file-help = La première ligne nomme les colonnes. Rien n’est encore enregistré : vous voyez d’abord ce qui se passerait.
import-try = Essayer
import-tried = Ce qui se passerait
import-nothing-to-do = Le tableau n’a aucune ligne.
import-again = Le fichier est volumineux : choisissez-le à nouveau pour l’importer
import-carry-out = Importer
import-n-faults =
    { $n ->
        [one] { $n } erreur. Rien n’est importé tant qu’elle n’est pas corrigée.
       *[other] { $n } erreurs. Rien n’est importé tant qu’elles ne sont pas corrigées.
    }
import-line =
    { $n ->
        [one] ligne { $n }
       *[other] ligne { $n }
    }
import-column = colonne « { $name } »
import-columns-of = Colonnes – { $what }
import-needed = Nécessaires
import-optional = Possibles
import-several = Dans une cellule, plusieurs choix sont séparés par « | ». Les lignes d’une même entreprise forment une inscription. Avec « id » et « registration_id » d’un autre système, ce qui a déjà été importé est retrouvé et mis à jour.
import-companies-added =
    { $n ->
        [one] { $n } nouvelle inscription
       *[other] { $n } nouvelles inscriptions
    }
import-companies-changed =
    { $n ->
        [one] { $n } inscription modifiée
       *[other] { $n } inscriptions modifiées
    }
import-people-added =
    { $n ->
        [one] { $n } nouvelle personne
       *[other] { $n } nouvelles personnes
    }
import-people-changed =
    { $n ->
        [one] { $n } personne modifiée
       *[other] { $n } personnes modifiées
    }
import-people-unchanged =
    { $n ->
        [one] { $n } personne inchangée
       *[other] { $n } personnes inchangées
    }
import-offerings-added =
    { $n ->
        [one] { $n } nouvelle offre ou recherche
       *[other] { $n } nouvelles offres et recherches
    }
import-offerings-changed =
    { $n ->
        [one] { $n } offre ou recherche modifiée
       *[other] { $n } offres et recherches modifiées
    }
import-offerings-unchanged =
    { $n ->
        [one] { $n } offre ou recherche inchangée
       *[other] { $n } offres et recherches inchangées
    }
history-of = Historique – { $what }
history-nothing = Rien n’est enregistré.
history-when = Quand
history-who = Qui
history-what = Quoi
history-object = Objet
history-before = Avant
history-after = Après
history-system = Carnet
history-anonymous = Un visiteur
history-somebody = Un compte
booth-title = Stand
booth-room = Salle où l’entreprise reçoit
booth-none = aucune : à toute table hors des stands
booth-help = Le planificateur y place ses rendez-vous, et n’y place personne d’autre.
booth-help-unused = La planification n’en tient pas compte. Choisissez « aucune » pour libérer la salle.
audit-registration-booth-set = Stand choisi

event-nav-space = Mon espace
space-title = Mon espace
space-nav = Mon espace
space-nav-home = Vue d’ensemble
space-nav-agenda = Agenda
space-nav-requests = Demandes
space-nav-profile = Mon profil
space-nav-company = Mon entreprise
space-about-agenda = Vos rendez-vous et vos animations, jour par jour, avec le lieu et la table.
space-about-requests = Les demandes reçues et envoyées : répondez, confirmez, annulez.
space-about-profile = Ce que les autres participants savent de vous, et comment vous joindre.
space-about-company = La fiche de l’entreprise, ses offres et ses recherches, et qui vient.
space-not-validated = L’organisateur n’a pas encore validé votre inscription. Vous pouvez déjà compléter votre profil.
space-not-present = Vous êtes noté comme absent : personne ne peut vous demander de rendez-vous. Écrivez à l’organisateur si vous venez.
space-may-not-book = L’organisateur ne vous a pas encore ouvert les demandes de rendez-vous.
space-waiting = Ce qui vous attend
space-waiting-nothing = Rien n’attend votre réponse pour le moment.
space-to-answer =
    { $n ->
        [one] Une demande attend votre réponse
       *[other] { $n } demandes attendent votre réponse
    }
space-to-confirm =
    { $n ->
        [one] Un rendez-vous accepté attend votre confirmation
       *[other] { $n } rendez-vous acceptés attendent votre confirmation
    }
space-gaps = À compléter pour être trouvé
space-gaps-profile =
    { $n ->
        [one] Votre profil : une réponse manque
       *[other] Votre profil : { $n } réponses manquent
    }
space-gaps-company =
    { $n ->
        [one] La fiche de l’entreprise : une réponse manque
       *[other] La fiche de l’entreprise : { $n } réponses manquent
    }
space-gaps-offerings =
    { $n ->
       *[other] Dites ce que vous offrez et ce que vous cherchez
    }
space-next = Prochain rendez-vous
space-next-nothing = Rien à venir dans votre agenda.
space-to-agenda = Voir tout l’agenda
space-areas = Tout votre espace
answer-when = À remplir si « { $field } » : { $answers }.
edit-save = Enregistrer
edit-leave = Revenir sans enregistrer
edit-conflict = Quelqu’un a modifié cette page entre-temps. Vérifiez ce que vous avez saisi, puis enregistrez de nouveau.
done-saved = C’est enregistré.
profile-intro = Ce que vous dites ici paraît dans le catalogue si l’organisateur l’a prévu ; le reste sert à vous joindre.
profile-email = Votre adresse électronique est { $address }. Elle se change dans votre compte.
person-name = Prénom et nom
person-email = Adresse électronique
person-email-help = La personne reçoit un lien pour ouvrir son compte.
person-admin = Gère l’entreprise
person-admin-tick = Peut modifier la fiche de l’entreprise, ses offres et ses personnes
person-you = Vous
person-not-validated = Validation en cours
person-add-intro = Chaque personne a son propre agenda et ses propres rendez-vous.
person-edit-intro = L’adresse électronique est celle du compte de la personne, et ne se change que là.
person-remove = Retirer cette personne
person-remove-title = Retirer { $name } ?
person-remove-what = Ses demandes, ses rendez-vous et ses inscriptions aux animations prennent fin. Les autres parties et l’organisateur sont prévenus.
person-remove-final = On ne peut pas revenir en arrière.
done-person-added = La personne est ajoutée.
done-person-removed = La personne est retirée.
company-edit = Modifier la fiche
company-name = Nom de l’entreprise
company-country = Pays
company-region = Région
company-intro = La fiche vaut pour toutes les personnes de l’entreprise.
company-read-only = Seules les personnes qui gèrent l’entreprise modifient cette page.
company-offers = Ce que nous offrons
company-offers-nothing = Aucune offre pour l’instant. C’est par elles que l’on vous trouve.
company-wants = Ce que nous cherchons
company-wants-nothing = Aucune recherche pour l’instant. Elles servent à vous suggérer des rencontres.
company-add-offer = Ajouter une offre
company-add-want = Ajouter une recherche
company-people = Nos personnes
company-add-person = Ajouter une personne
company-to-registration = État de l’inscription, fichiers joints, désistement
offering-title = En une ligne
offering-offer-help = Par exemple : emballages en carton recyclé pour l’agroalimentaire.
offering-want-help = Par exemple : un distributeur de matériel médical au Maroc.
offering-text = En détail
offering-not-validated = Validation en cours
offering-remove = Supprimer
offering-remove-title = Supprimer « { $title } » ?
offering-remove-what = Ses fichiers sont supprimés avec.
done-offering-removed = C’est supprimé.
consent-title = Consentements
consent-nothing = Aucun consentement n’a été donné.
consent-given = Donné le { $at }
consent-withdrawn = Retiré le { $at }
consent-withdraw = Retirer ce consentement
done-consent-withdrawn = Le consentement est retiré.
space-nav-suggestions = Suggestions
space-nav-availability = Disponibilités
space-about-suggestions = Les entreprises à rencontrer, et pourquoi.
space-about-availability = Les créneaux où vous êtes là : les rendez-vous n’iront pas ailleurs.
availability-title = Mes disponibilités
availability-intro = Cochez les créneaux où vous êtes là. Avec une souris, faites glisser pour en cocher ou décocher plusieurs.
availability-time = Heure
availability-taken = Un créneau où vous avez un rendez-vous ne se décoche pas : annulez le rendez-vous ou demandez un autre horaire, depuis vos demandes.
availability-nothing = Les créneaux de rendez-vous ne sont pas encore fixés. Revenez plus tard.
availability-in-use = { $at } : un rendez-vous y est prévu. Annulez-le ou demandez un autre horaire d’abord.
suggestions-title = Suggestions
suggestions-intro = Ces entreprises offrent ce que vous cherchez, ou cherchent ce que vous offrez, et il reste des créneaux pour vous deux.
suggestions-nothing = Aucune suggestion pour l’instant : elles viennent de vos offres et de vos recherches.
suggestions-to-company = Compléter ce que vous offrez et cherchez
suggestions-all = Toutes les suggestions
suggestion-they-offer = Propose ce que vous cherchez : { $terms }
suggestion-they-want = Cherche ce que vous proposez : { $terms }
suggestion-in-common = En commun : { $terms }
suggestion-slots =
    { $n ->
        [one] Un créneau libre pour vous deux
       *[other] { $n } créneaux libres pour vous deux
    }
suggestion-left =
    { $n ->
        [one] Plus qu’une place de rendez-vous
       *[other] Plus que { $n } places de rendez-vous
    }
catalogue-all = Tous les participants
ask-when = Quand ?
ask-when-help = Sans créneau choisi, la planification trouve le meilleur moment selon vos disponibilités à tous deux.
ask-whenever = Quand nous sommes là tous les deux
requests-filter = Filtrer par état
requests-all = Toutes
request-slot = Pour le créneau : { $at }
request-slot-waiting = En liste d’attente pour le créneau : { $at }
request-reason = Raison :
request-reason-field = Raison (facultative)
request-other-time = Autre horaire demandé
request-decline-means = L’autre partie est prévenue que vous ne souhaitez pas ce rendez-vous.
request-withdraw-means = Vous ne souhaitez plus ce rendez-vous : l’autre partie est prévenue.
request-cancel-means = Le rendez-vous n’aura pas lieu, définitivement. L’autre partie et l’organisateur sont prévenus.
request-reschedule-means = Vous voulez toujours vous rencontrer, mais pas à cette heure. L’horaire actuel est rendu et la planification en cherche un autre.
request-back = Retour aux demandes
request-to-entry = Voir l’entreprise
request-history = Historique
request-was-asked = Demande envoyée
request-was-accepted = Demande acceptée
request-was-declined = Demande refusée
request-ends-pending = Expire si personne n’a répondu
request-ends-accepted = Délai de confirmation
done-placed = Le rendez-vous est convenu et placé : voyez votre agenda.
done-asked-waiting = Votre demande est envoyée. Ce créneau est déjà pris : vous êtes en liste d’attente.
space-nav-messages = Messages
space-nav-programme = Animations
space-about-messages = Écrivez à l’organisateur et à celles et ceux que vous rencontrez.
space-about-programme = Conférences, ateliers, visites : inscrivez-vous depuis le programme.
space-to-read =
    { $n ->
        [one] Un message non lu
       *[other] { $n } messages non lus
    }
messages-title = Messages
messages-organisers = L’organisateur
messages-to-organisers = Écrire à l’organisateur
messages-nothing = Aucun message pour l’instant. Une fois un rendez-vous convenu, écrivez à l’autre partie depuis la demande.
messages-unread =
    { $n ->
        [one] Un non lu
       *[other] { $n } non lus
    }
messages-back = Retour aux messages
messages-text = Votre message
messages-send = Envoyer
messages-write = Écrire un message
done-written = Votre message est envoyé.
sign-up-state-confirmed = Vous êtes inscrit
sign-up-state-waiting = Vous êtes en liste d’attente
activity-sign-up = S’inscrire
activity-wait = Entrer en liste d’attente
activity-sign-out = Se désinscrire
activity-for-everybody = Pour tous, sans inscription : c’est déjà dans votre agenda.
activity-for-invited = Sur invitation de l’organisateur.
activity-clash = Vous êtes déjà pris : { $what }.
activity-full-wait =
    { $n ->
        [0] C’est complet : vous seriez en tête de la liste d’attente.
        [one] C’est complet : une personne attend déjà.
       *[other] C’est complet : { $n } personnes attendent déjà.
    }
done-signed-up = Vous êtes inscrit.
done-sign-up-waiting = Vous êtes en liste d’attente ; vous serez prévenu si une place se libère.
done-signed-out-of = Votre inscription est annulée.
consent-needed = nécessaire à l’inscription
company-registration = Inscription et consentements
availability-company = Rendez-vous entre entreprises
availability-expert = Rendez-vous avec les experts
availability-any = Tous les rendez-vous

# Les messages : un objet et un texte par sorte, puis les mots qui les complètent.
# Une ligne dont une variable n’a rien à dire est omise.
mail-footer = Message automatique de Carnet, { $address }
mail-footer-event = Message automatique de l’organisation de « { $event } ».
mail-organisers = les organisateurs
mail-account-created-subject = Votre compte est prêt
mail-account-created-body =
    Bonjour { $name },

    un compte a été créé pour vous. Vous vous connectez avec l’adresse { $email }.

    Choisissez votre mot de passe par ce lien, valable 24 heures :
    { $link }
mail-account-exists-subject = Vous avez déjà un compte
mail-account-exists-body =
    Bonjour { $name },

    quelqu’un, sans doute vous, a demandé un compte pour l’adresse { $email }. Vous en avez déjà un.

    Si vous avez oublié votre mot de passe, choisissez-en un nouveau par ce lien, valable 24 heures :
    { $link }

    Sinon, vous n’avez rien à faire.
mail-password-recovery-subject = Nouveau mot de passe
mail-password-recovery-body =
    Bonjour { $name },

    choisissez un nouveau mot de passe pour { $email } par ce lien, valable 24 heures :
    { $link }

    Si vous n’avez rien demandé, ne faites rien : votre mot de passe reste le même.
mail-password-changed-subject = Votre mot de passe a changé
mail-password-changed-body =
    Bonjour { $name },

    le mot de passe de votre compte vient d’être changé. Si ce n’est pas vous, demandez-en tout de suite un nouveau :
    { $link }
mail-email-to-confirm-subject = Confirmez votre nouvelle adresse
mail-email-to-confirm-body =
    Bonjour { $name },

    confirmez par ce lien, valable 24 heures, que cette adresse doit devenir celle de votre compte :
    { $link }

    Si vous n’avez rien demandé, ne faites rien.
mail-email-in-use-subject = Votre adresse a été demandée
mail-email-in-use-body =
    Bonjour { $name },

    quelqu’un a voulu utiliser votre adresse pour un autre compte. Rien n’a changé. Si c’était vous, connectez-vous avec le compte que vous avez déjà :
    { $link }
mail-email-changed-subject = L’adresse de votre compte a changé
mail-email-changed-body =
    Bonjour { $name },

    votre compte a maintenant une autre adresse, et celle-ci ne sert plus à se connecter. Si ce n’est pas vous qui l’avez voulu, écrivez tout de suite aux organisateurs.

    { $link }
mail-second-factor-changed-subject = La protection de votre compte a changé
mail-second-factor-changed-body =
    Bonjour { $name },

    la double authentification de votre compte vient d’être { $change }. Si ce n’est pas vous, changez tout de suite votre mot de passe :
    { $link }
mail-factor-enrolled = activée
mail-factor-removed = retirée
mail-role-granted-subject = { $event } : vous êtes { $role }
mail-role-granted-body =
    Bonjour { $name },

    vous êtes maintenant { $role } de « { $event } ». Vous vous connectez avec l’adresse { $email }.

    Continuez ici ; si votre compte est nouveau, vous y choisissez d’abord un mot de passe :
    { $link }

    Quelqu’un d’autre vous a inscrit et vous ne souhaitez pas participer ? Vous pouvez vous retirer à tout moment depuis votre inscription.
mail-role-principal = administrateur principal
mail-role-secondary = administrateur secondaire
mail-role-check-in-desk = membre de l’accueil
mail-role-expert = expert
mail-role-participant = participant
mail-phase-changed-subject = { $event } : { $phase }
mail-phase-changed-body =
    Bonjour { $name },

    « { $event } » est passé à une autre phase : { $phase }.

    { $link }
mail-registration-received-subject = { $event } : votre inscription
mail-registration-received-body =
    Bonjour { $name },

    nous avons bien reçu l’inscription de { $company } à « { $event } ». { $state }

    Vous vous connectez avec l’adresse { $email }. Voici le chemin vers votre espace ; si votre compte est nouveau, vous y choisissez d’abord un mot de passe :
    { $link }
mail-registration-submitted = Les organisateurs l’examinent et vous répondent.
mail-registration-validated = Elle est validée.
mail-registration-refused = Elle n’est pas retenue.
mail-registration-cancelled = Elle est annulée.
mail-already-takes-part-subject = { $event } : vous êtes déjà inscrit
mail-already-takes-part-body =
    Bonjour { $name },

    { $company } vous a inscrit à « { $event } », mais vous y participez déjà. Votre inscription reste la même.

    { $link }
mail-registration-came-in-subject = { $event } : inscription de { $company }
mail-registration-came-in-body =
    Bonjour { $name },

    { $company } s’est inscrite à « { $event } ».

    { $link }
mail-registration-validated-subject = { $event } : inscription validée
mail-registration-validated-body =
    Bonjour { $name },

    l’inscription de { $company } à « { $event } » est validée. Vous pouvez compléter votre profil et préparer vos rendez-vous :
    { $link }
mail-registration-refused-subject = { $event } : inscription non retenue
mail-registration-refused-body =
    Bonjour { $name },

    l’inscription de { $company } à « { $event } » n’est pas retenue.

    Motif : { $reason }

    { $link }
mail-registration-cancelled-subject = { $event } : inscription annulée
mail-registration-cancelled-body =
    Bonjour { $name },

    l’inscription de { $company } à « { $event } » est annulée. Ce qui était prévu pour vous dans cet événement est libéré.

    { $link }
mail-participant-removed-subject = { $event } : vous n’êtes plus inscrit
mail-participant-removed-body =
    Bonjour { $name },

    vous ne faites plus partie de l’inscription de { $company } à « { $event } ».

    { $link }
mail-participants-left-subject = { $event } : départ chez { $company }
mail-participants-left-body =
    Bonjour { $name },

    { $people }, de { $company }, ne participe plus à « { $event } ».

    Sont annulés : { $lost }.

    { $link }
mail-lost-meetings =
    { $n ->
        [one] un rendez-vous
       *[other] { $n } rendez-vous
    }
mail-lost-sign-ups =
    { $n ->
        [one] une inscription à une animation
       *[other] { $n } inscriptions à des animations
    }
mail-sign-up-confirmed-subject = { $event } : votre place à « { $activity } »
mail-sign-up-confirmed-body =
    Bonjour { $name },

    vous avez une place à « { $activity } ».

    { $when }
    { $place }

    { $link }
mail-sign-up-waiting-subject = { $event } : liste d’attente de « { $activity } »
mail-sign-up-waiting-body =
    Bonjour { $name },

    « { $activity } » est complet : vous êtes en liste d’attente, et nous vous écrirons dès qu’une place se libère.

    { $when }
    { $place }

    { $link }
mail-sign-up-moved-up-subject = { $event } : une place pour vous à « { $activity } »
mail-sign-up-moved-up-body =
    Bonjour { $name },

    une place s’est libérée : vous participez à « { $activity } ».

    { $when }
    { $place }

    { $link }
mail-sign-up-cancelled-subject = { $event } : inscription à « { $activity } » annulée
mail-sign-up-cancelled-body =
    Bonjour { $name },

    votre inscription à « { $activity } » est annulée.

    Prévu : { $when }
    Lieu : { $place }

    { $link }
mail-sign-up-transferred-subject = { $event } : « { $activity } » au lieu de « { $before } »
mail-sign-up-transferred-body =
    Bonjour { $name },

    votre inscription à « { $before } » est remplacée par « { $activity } ». { $state }

    { $when }
    { $place }

    { $link }
mail-sign-up-confirmed = Vous y avez une place.
mail-sign-up-waiting = Vous y êtes en liste d’attente.
mail-sign-up-cancelled = Elle est annulée.
mail-activity-changed-subject = { $event } : changement pour « { $activity } »
mail-activity-changed-body =
    Bonjour { $name },

    « { $activity } », où vous êtes inscrit, a changé. Voici ce qui vaut maintenant :

    { $when }
    { $place }

    { $link }
mail-activity-postponed-subject = { $event } : « { $activity } » reporté
mail-activity-postponed-body =
    Bonjour { $name },

    « { $activity } », où vous êtes inscrit, est reporté. Votre place reste la vôtre.

    Nouvel horaire : { $when }
    Lieu : { $place }
    Motif : { $reason }

    { $link }
mail-activity-cancelled-subject = { $event } : « { $activity } » annulé
mail-activity-cancelled-body =
    Bonjour { $name },

    « { $activity } », où vous êtes inscrit, n’aura pas lieu.

    Prévu : { $when }
    Motif : { $reason }

    { $link }
mail-request-received-subject = { $event } : { $with } souhaite vous rencontrer
mail-request-received-body =
    Bonjour { $name },

    { $with } vous demande un rendez-vous.

    Son message : { $message }

    Acceptez ou déclinez ici :
    { $link }
mail-request-accepted-subject = { $event } : { $with } accepte
mail-request-accepted-body =
    Bonjour { $name },

    { $with } accepte de vous rencontrer. Confirmez pour que le rendez-vous soit planifié :
    { $link }
mail-request-declined-subject = { $event } : { $with } décline
mail-request-declined-body =
    Bonjour { $name },

    { $with } décline votre demande de rendez-vous.

    Motif : { $reason }

    Le catalogue vous suggère d’autres rencontres :
    { $link }
mail-request-withdrawn-subject = { $event } : demande retirée
mail-request-withdrawn-body =
    Bonjour { $name },

    { $with } a retiré sa demande de rendez-vous.

    { $link }
mail-request-expired-subject = { $event } : demande expirée
mail-request-expired-body =
    Bonjour { $name },

    la demande de rendez-vous avec { $with } est restée sans réponse et a expiré.

    { $link }
mail-meeting-agreed-subject = { $event } : rendez-vous avec { $with }
mail-meeting-agreed-body =
    Bonjour { $name },

    votre rendez-vous avec { $with } est convenu.

    Quand : { $when }
    Où : { $place }

    L’horaire et le lieu de tous vos rendez-vous sont dans votre agenda dès qu’ils sont fixés :
    { $link }
mail-meeting-cancelled-subject = { $event } : rendez-vous annulé, { $with }
mail-meeting-cancelled-body =
    Bonjour { $name },

    ce rendez-vous est annulé : { $with }.

    Il était prévu : { $when }
    Motif : { $reason }

    { $link }
mail-reschedule-asked-subject = { $event } : autre horaire demandé, { $with }
mail-reschedule-asked-body =
    Bonjour { $name },

    un autre horaire est demandé pour ce rendez-vous : { $with }. Il reste convenu, et un nouvel horaire vous sera proposé.

    Motif : { $reason }

    { $link }
mail-slot-given-subject = { $event } : l’horaire demandé est libre, { $with }
mail-slot-given-body =
    Bonjour { $name },

    l’horaire que vous attendiez pour votre rendez-vous avec { $with } est à vous.

    Quand : { $when }
    Où : { $place }

    { $link }
mail-message-received-subject = { $event } : message de { $with }
mail-message-received-body =
    Bonjour { $name },

    un message de { $with } vous attend :
    { $link }
mail-reminder-subject = { $event } : rappel, { $subject }
mail-reminder-body =
    Bonjour { $name },

    nous vous rappelons : { $subject }.

    Quand : { $when }
    Où : { $place }

    Votre agenda :
    { $link }
mail-reminder-day = vos rendez-vous et animations de la journée
mail-agenda-published-subject = { $event } : votre agenda
mail-agenda-published-body =
    Bonjour { $name },

    votre agenda pour « { $event } » est prêt.

    { $agenda }

    Il reste à jour ici :
    { $link }
mail-agenda-changed-subject = { $event } : votre agenda a changé
mail-agenda-changed-body =
    Bonjour { $name },

    votre agenda pour « { $event } » a changé.

    { $agenda }

    Votre agenda complet :
    { $link }
mail-change-new = Nouveau : { $what }
mail-change-moved = Déplacé : { $what } (auparavant { $was })
mail-change-gone = N’a plus lieu à cet horaire : { $when }
mail-test-subject = Message d’essai de Carnet
mail-test-body = Si vous lisez ceci, Carnet sait envoyer des messages.

# L’espace des messages
desk-nav-mails = Courriels
mails-nav-outbox = Envois
mails-nav-templates = Textes
mails-nav-reminders = Rappels
outbox-title = Messages envoyés et à envoyer
outbox-nothing-sends = Aucun envoi n’est configuré sur cette installation : les messages attendent ici.
outbox-empty = Aucun message pour l’instant. Dès qu’une inscription, une demande ou un planning concerne quelqu’un, le message qui lui est dû apparaît ici.
outbox-none-in-state = Aucun message dans cet état.
outbox-states = Filtrer par état
outbox-all = Tous ({ $n })
outbox-to = À
outbox-about = Objet
outbox-state = État
outbox-due = prévu le { $when }
outbox-next = prochain essai le { $when }
outbox-retry = Réessayer maintenant
outbox-retry-to = Réessayer maintenant : { $name }
outbox-older = Plus anciens
outbox-newest = Les plus récents
delivery-waiting = En attente
delivery-retrying = Nouvel essai prévu
delivery-given-up = Abandonné
delivery-sent = Envoyé
mail-failure-too-late = C’était trop tard : le moment était passé.
done-retried = Le message repart dès maintenant.
mail-templates-title = Textes des messages
mail-templates-lead = Chaque message a un texte prêt à l’emploi. Vous pouvez le remplacer pour cet événement, langue par langue.
mail-templates-languages = Textes
mail-template-own = personnalisé
mail-template-subject = Objet
mail-template-body = Texte
mail-template-help = Une ligne vide sépare deux paragraphes. Une ligne dont une variable n’a rien à dire est omise.
mail-template-save = Enregistrer
mail-template-look = Voir l’aperçu
mail-template-back = Tous les textes
mail-template-reset = Revenir au texte d’origine
mail-template-placeholders = Variables
mail-template-preview = Aperçu
mail-template-preview-help = Avec des personnes et des horaires inventés.
done-mail-template-saved = Le texte est enregistré.
done-mail-template-reset = Le texte d’origine est de retour.
placeholder-name = la personne à qui l’on écrit
placeholder-email = l’adresse avec laquelle elle se connecte
placeholder-event = l’événement
placeholder-link = le lien vers la suite
placeholder-company = l’entreprise
placeholder-state = où en est l’inscription
placeholder-role = le rôle
placeholder-phase = la phase de l’événement
placeholder-change = activée ou retirée
placeholder-reason = le motif, s’il y en a un
placeholder-people = les personnes parties
placeholder-lost = ce qui est annulé avec elles
placeholder-activity = l’animation
placeholder-before = l’animation précédente
placeholder-when = le jour et l’heure
placeholder-place = le lieu, jusqu’à la table
placeholder-with = l’autre partie
placeholder-message = le message joint
placeholder-subject = ce dont on rappelle l’approche
placeholder-agenda = l’agenda, ou ce qui y change
reminders-title = Rappels
reminders-empty = Aucun rappel. Ajoutez par exemple un rappel la veille de chaque journée.
reminder-add = Ajouter un rappel
reminder-add-verb = Ajouter
reminder-before = Combien de temps avant
reminder-unit = Unité
reminder-anchor = Avant quoi
reminder-audience = Pour qui
reminder-channel = Comment
reminder-withdraw = Supprimer
reminder-withdraw-what = Supprimer : { $what }
done-reminder-added = Le rappel est ajouté.
done-reminder-withdrawn = Le rappel est supprimé.
reminder-n-minutes = { $n } min
reminder-n-hours = { $n } h
reminder-n-days =
    { $n ->
        [one] { $n } jour
       *[other] { $n } jours
    }
reminder-rule-event = avant le début de l’événement
reminder-rule-day = avant le début de la journée de chacun
reminder-rule-meeting = avant chaque rendez-vous
reminder-rule-activity = avant chaque animation
anchor-event = l’événement
anchor-day = la journée de chacun
anchor-meeting = chaque rendez-vous
anchor-activity = chaque animation
unit-minutes = minutes
unit-hours = heures
unit-days = jours
audience-everybody = tout le monde
audience-participants = tous sauf les experts
audience-experts = les experts
channel-mail = par courriel
channel-sms = par SMS
channel-both = par courriel et par SMS
mail-kind-account-created = Compte créé
mail-kind-account-exists = Compte déjà existant
mail-kind-password-recovery = Mot de passe oublié
mail-kind-password-changed = Mot de passe changé
mail-kind-email-to-confirm = Adresse à confirmer
mail-kind-email-in-use = Adresse déjà utilisée
mail-kind-email-changed = Adresse changée
mail-kind-second-factor-changed = Double authentification changée
mail-kind-role-granted = Rôle confié
mail-kind-phase-changed = Changement de phase
mail-kind-registration-received = Inscription reçue
mail-kind-already-takes-part = Déjà inscrit
mail-kind-registration-came-in = Nouvelle inscription (organisateurs)
mail-kind-registration-validated = Inscription validée
mail-kind-registration-refused = Inscription non retenue
mail-kind-registration-cancelled = Inscription annulée
mail-kind-participant-removed = Personne retirée
mail-kind-participants-left = Départs (organisateurs)
mail-kind-sign-up-confirmed = Place dans une animation
mail-kind-sign-up-waiting = Liste d’attente d’une animation
mail-kind-sign-up-moved-up = Place libérée dans une animation
mail-kind-sign-up-cancelled = Inscription à une animation annulée
mail-kind-sign-up-transferred = Changement d’animation
mail-kind-activity-changed = Animation modifiée
mail-kind-activity-postponed = Animation reportée
mail-kind-activity-cancelled = Animation annulée
mail-kind-request-received = Demande de rendez-vous
mail-kind-request-accepted = Demande acceptée
mail-kind-request-declined = Demande déclinée
mail-kind-request-withdrawn = Demande retirée
mail-kind-request-expired = Demande expirée
mail-kind-meeting-agreed = Rendez-vous convenu
mail-kind-meeting-cancelled = Rendez-vous annulé
mail-kind-reschedule-asked = Autre horaire demandé
mail-kind-slot-given = Horaire attendu obtenu
mail-kind-message-received = Message reçu
mail-kind-reminder = Rappel
mail-kind-agenda-published = Agenda publié
mail-kind-agenda-changed = Agenda modifié
mail-example-person = Camille Aubreuil
mail-example-other = Sacha Lindermark
mail-example-company = Brise & Marée
mail-example-activity = Atelier « Exporter »
mail-example-activity-before = Petit-déjeuner d’accueil
mail-example-site = Halle aux grains
mail-example-room = Salle B
mail-example-reason = un empêchement
mail-example-message = Parlons de vos produits.
sms-reminder =
    { $event } : { $subject }
    { $when }
    { $place }
mail-failure-no-gateway = Aucune passerelle SMS n’est configurée.
mail-failure-no-number = Aucun numéro de téléphone n’est connu.
outbox-by-sms = par SMS
mail-footer-stop = Ne plus recevoir de rappels : { $address }
mail-copy-subject = Copie : { $subject }
mails-nav-copies = Mes copies
copies-title = Mes copies des messages d’inscription
copies-lead = Ce choix ne vaut que pour vous et pour cet événement.
copies-which = Messages reçus
copies-none = aucun
copies-news = les nouvelles : qui s’inscrit, qui part
copies-all = les nouvelles, et une copie de chaque confirmation envoyée aux inscrits
copies-save = Enregistrer
done-copies-chosen = Votre choix est enregistré.
stop-title = Ne plus recevoir de rappels
stop-lead = Vous ne recevrez plus de rappels pour cet événement. Les messages sur vos rendez-vous et votre agenda continuent. Dans votre espace de l’événement, vous pourrez reprendre les rappels quand vous voudrez.
stop-verb = Arrêter les rappels
done-reminders-stopped = Vous ne recevrez plus de rappels pour cet événement.
space-nav-reminders = Rappels
space-about-reminders = Être prévenu avant l’événement, vos rendez-vous et vos animations, ou non.
reminders-wanted = Vous recevez les rappels de cet événement.
reminders-not-wanted = Vous ne recevez pas les rappels de cet événement.
reminders-means = Les rappels annoncent l’événement, vos rendez-vous et vos animations, quand l’organisateur les a prévus. Les messages sur vos rendez-vous et votre agenda vous parviennent dans tous les cas.
reminders-resume = Recevoir à nouveau les rappels
done-reminders-resumed = Vous recevrez à nouveau les rappels de cet événement.

desk-nav-webhooks = Webhooks
webhooks-title = Webhooks
webhooks-lead = Ce qui se passe dans l’événement est annoncé à l’un de vos programmes, par un court message signé qui dit quoi relire.
webhooks-empty = Aucun programme n’est encore prévenu. Ajoutez-en un avec le formulaire de cette page.
webhooks-added = Le webhook est ajouté
webhooks-secret = Secret
webhooks-secret-help = Copiez-le maintenant dans votre programme, qui vérifie avec lui que les messages viennent d’ici : il n’est affiché qu’une fois.
webhooks-new = Nouveau webhook
webhooks-url = Adresse
webhooks-url-help = Par exemple https://example.org/carnet. Elle doit être joignable depuis Internet.
webhooks-kinds = Que faut-il annoncer ?
webhooks-add = Ajouter le webhook
webhooks-gone = Le programme dit qu’il n’existe plus
webhooks-paused = En pause depuis le { $when }
webhook-title = Webhook
webhook-test = Envoyer un message d’essai
webhook-pause = Mettre en pause
webhook-resume = Reprendre
webhook-paused-help = Ce qui se passe attend, 30 jours au plus, et sera transmis à la reprise du webhook.
webhook-withdraw = Retirer
webhook-log = Ce qui a été annoncé
webhook-log-empty = Rien encore. Envoyez un message d’essai pour voir si votre programme le prend.
webhook-when = Quand
webhook-what = Quoi
webhook-state = État
webhook-answer = Réponse
done-webhook-tested = Le message d’essai est en route. Rechargez cette page dans un moment pour voir la réponse.
done-webhook-paused = Le webhook est en pause : ce qui se passe attend.
done-webhook-resumed = Le webhook a repris. Ce qui attendait est en route.
done-webhook-withdrawn = Le webhook est retiré : son programme n’est plus prévenu de rien.
delivery-state-owed =
    { $n ->
        [0] à envoyer
        [one] essayé une fois, à répéter
       *[other] essayé { $n } fois, à répéter
    }
delivery-state-delivered =
    { $n ->
        [one] pris
       *[other] pris au bout de { $n } essais
    }
delivery-state-given-up =
    { $n ->
        [one] abandonné après un essai
       *[other] abandonné après { $n } essais
    }
happening-registration-received = Inscription reçue
happening-registration-validated = Inscription validée
happening-registration-refused = Inscription refusée
happening-registration-cancelled = Inscription abandonnée
happening-request-received = Rendez-vous demandé
happening-request-accepted = Demande acceptée
happening-request-declined = Demande déclinée
happening-request-withdrawn = Demande retirée
happening-request-expired = Demande expirée
happening-meeting-agreed = Rendez-vous convenu
happening-meeting-cancelled = Rendez-vous annulé
happening-sign-up-created = Inscription à une animation
happening-sign-up-cancelled = Inscription à une animation annulée
happening-activity-changed = Animation modifiée
happening-run-ended = Calcul terminé
happening-plan-published = Planification publiée
happening-webhook-test = Message d’essai

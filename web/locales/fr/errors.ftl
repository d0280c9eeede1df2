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
error-too-large = Ce que vous envoyez est trop volumineux. Rien n’a été enregistré. Choisissez des fichiers plus petits.
error-busy = Il y a beaucoup de monde en ce moment : rien n’a été fait. Réessayez dans quelques secondes.
error-too-slow = La réponse a trop tardé. Rechargez la page pour voir ce qui est enregistré, puis réessayez dans un moment.
error-method = Cette adresse attend un formulaire. Revenez à la page précédente.
error-other-site = Ce formulaire vient d’un autre site. Rien n’a été enregistré. Ouvrez la page ici et réessayez.
error-number = Si cela se reproduit, indiquez ce numéro aux organisateurs :
error-title-refused = Cela n’a pas été fait
error-back = Retour à la page d’où vous venez

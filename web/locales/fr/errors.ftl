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

desk-nav-fairness = Équité
fairness-title = Répartition des rendez-vous
fairness-about = D’après les demandes et le plan publié. Les rendez-vous convenus sans place sont en attente.
fairness-nothing = Aucun participant n’est encore validé.
fairness-people = Personnes
fairness-asked = Demandés
fairness-agreed = Convenus
fairness-obtained = Obtenus
fairness-waiting = En attente
fairness-missing = Promis et manquants
fairness-share = Part obtenue
fairness-average = Par personne
fairness-range = Du moins au plus
fairness-gini = Gini (0 : tous égaux)
fairness-by-category = Par catégorie
fairness-by-country = Par pays
fairness-by-person = Par personne, les plus en attente d’abord
fairness-histogram = Combien de personnes ont combien de rendez-vous
fairness-histogram-help = Sous chaque barre : les rendez-vous ; au-dessus : les personnes.
fairness-more =
    { $n ->
        [one] { $n } autre personne n’attend pas davantage.
       *[other] { $n } autres personnes n’attendent pas davantage.
    }

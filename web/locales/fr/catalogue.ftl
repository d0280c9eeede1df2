catalogue-title = Catalogue des participants
catalogue-words = Rechercher une entreprise, une offre, un mot-clé
catalogue-search = Rechercher
catalogue-filters = Filtres
catalogue-apply = Appliquer
catalogue-clear = Tout effacer
catalogue-country = Pays
catalogue-category = Catégorie
catalogue-experts = Experts
catalogue-experts-all = avec et sans expert
catalogue-experts-only = seulement avec expert
catalogue-experts-none = sans expert
catalogue-sort = Trier
catalogue-sort-best = par pertinence
catalogue-sort-name = par nom
catalogue-sort-country = par pays
catalogue-sort-newest = derniers arrivés d’abord
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
catalogue-back = Retour au catalogue
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

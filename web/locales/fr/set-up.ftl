desk-nav-set-up = Préparation
done-desk-sessions-made = Les sessions et créneaux sont créés.
done-desk-published = Le texte est publié.
done-desk-merged = Les termes sont fusionnés.
done-desk-copied = L’événement est copié.
done-desk-created = L’événement est créé : complétez ce qui manque.
done-desk-phase = L’événement a changé de phase.
set-up-title = Préparation
set-up-details = Nom et dates
set-up-about-details = Le nom de l’événement, ses jours, la date limite d’inscription.
set-up-texts = Textes
set-up-about-texts = Ce que disent les pages publiques, en français et en anglais. Une langue laissée vide affiche l’autre.
set-up-hosts = Organisations porteuses
set-up-about-hosts = Qui porte l’événement, dans quel rôle, et ce que chacun dit de lui.
set-up-places = Lieux
set-up-about-places = Les sites, leurs salles et leurs tables. Une salle sans table sert aux animations.
set-up-travel = Trajets entre les sites
set-up-about-travel = La durée de chaque trajet, en minutes. Personne n’est attendu à deux endroits à la fois.
set-up-categories = Catégories
set-up-about-categories = Les types de participants, leur nombre de rendez-vous, et qui peut solliciter qui.
set-up-rules = Règles des rendez-vous
set-up-about-rules = Comment les rendez-vous se concluent, et ce qui fait un bon plan.
set-up-sessions = Sessions et créneaux
set-up-about-sessions = Quand les rendez-vous ont lieu : créés en une fois, puis modifiables.
set-up-terms = Listes de termes
set-up-about-terms = Secteurs, mots-clés et chiffres-clés, pour le formulaire et le catalogue.
set-up-form = Formulaire d’inscription
set-up-about-form = Ce qui est demandé aux entreprises, aux personnes, aux offres et recherches, en plus du socle commun.
set-up-registration = Inscriptions
set-up-about-registration = Ce qui se valide seul, ce que montre le catalogue, et ce qui peut être joint.
set-up-consents = Consentements
set-up-about-consents = Les textes acceptés à l’inscription, par versions.
set-up-phase = Phase
set-up-about-phase = L’avancement de l’événement : chaque phase ouvre et ferme des possibilités.
set-up-copy = Copier l’événement
set-up-about-copy = Tout ce qui est réglé, à d’autres dates, sans les personnes.
set-up-rows-help = Laissez la dernière partie vide s’il n’y a rien à ajouter ; enregistrer en ouvre une nouvelle.
set-up-name = Nom
set-up-slug = Nom dans les adresses
set-up-slug-help = Lettres minuscules, chiffres et traits d’union, par exemple forum-2027.
set-up-days = Jours
set-up-days-help = D’un seul tenant ou non ; videz un jour pour le retirer.
set-up-day = Jour
set-up-deadlines = Échéances
set-up-time-zone = Fuseau horaire
set-up-time-zone-help = Par exemple Europe/Paris. Toutes les heures sont celles du lieu.
set-up-registration-closes = Inscriptions jusqu’au
set-up-closes = Pages publiques jusqu’au
set-up-closes-help = Ensuite, les pages disent seulement que l’événement est terminé.
set-up-text-summary = En bref
set-up-text-welcome = Accueil
set-up-text-practical = Informations pratiques
set-up-text-contact = Contact
set-up-text-legal-notice = Mentions légales
set-up-text-privacy = Confidentialité
set-up-text-accessibility = Accessibilité
set-up-site =
    { $n ->
        [one] Site { $n }
       *[other] Site { $n }
    }
set-up-new-site = Un site de plus
set-up-address = Adresse
set-up-room = Salle
set-up-tables = Tables
set-up-remove-site = Supprimer le site et ses salles
set-up-one-site = Il n’y a qu’un site : aucun trajet n’est nécessaire.
set-up-category =
    { $n ->
        [one] Catégorie { $n }
       *[other] Catégorie { $n }
    }
set-up-new-category = Une catégorie de plus
set-up-kind = Pour qui
set-up-may-ask = Peut solliciter
category-kind-company = Entreprises qui proposent
category-kind-visitor = Visiteurs
category-kind-expert = Experts
rules-requests = Demandes
rules-acceptance = Accord de la personne sollicitée
acceptance-needed = Elle accepte ou refuse
acceptance-automatic = Toute demande est acceptée
rules-confirms = Le demandeur confirme encore une fois
rules-confirm-hours = Délai en heures
rules-when-over = Ensuite
when-over-confirm = La demande vaut confirmée
when-over-expire = La demande expire
rules-expiry = Une demande expire après (heures)
rules-expiry-help = Vide : jamais.
rules-pending = Nombre maximal de demandes en attente
rules-none-help = Vide : sans limite.
rules-meetings = Rendez-vous
rules-experts = Rendez-vous avec les experts
expert-mode-first-come = Accordés au fil des demandes
expert-mode-pre-assigned = Affectés par le planificateur, validés par l’organisateur
rules-places = Lieu
meeting-places-tables = À toute table libre
meeting-places-booths = Sur le stand de l’exposant (une salle, choisie sur la fiche de l’inscription)
rules-messages = Qui peut s’écrire
messages-rule-never = Personne
messages-rule-once-agreed = Ceux qui sont convenus d’un rendez-vous
messages-rule-always = Ceux qui peuvent se solliciter
rules-plan = Un bon plan
rules-criteria-help = Le premier critère décide ; le suivant départage les égaux.
rules-criterion =
    { $n ->
        [one] Critère { $n }
       *[other] Critère { $n }
    }
rules-spread = Écart maximal de pauses entre deux personnes
rules-blocked-idle = Une heure bloquée compte comme une attente
set-up-host =
    { $n ->
        [one] Organisation { $n }
       *[other] Organisation { $n }
    }
set-up-new-host = Une organisation de plus
set-up-organisation = Organisation
set-up-role = Rôle
set-up-pitch = Présentation
set-up-phase-here = ici
set-up-go-on-to = Passer à « { $phase } »
set-up-go-back-to = Revenir à « { $phase } »
phase-means-project = Une idée : personne d’autre ne le voit.
phase-means-preparation = Les administrateurs préparent l’événement et peuvent déjà saisir ou importer des participants.
phase-means-open = Les pages publiques sont en ligne ; on s’inscrit et on demande des rendez-vous.
phase-means-planning = Les rendez-vous sont planifiés et publiés ; des demandes arrivent encore.
phase-means-live = L’événement a lieu : plus d’inscription libre, le plan se modifie sur place.
phase-means-closed = L’événement est terminé ; les pages restent un temps.
phase-means-archived = Seuls les chiffres sont consultés ; plus rien ne change.
set-up-session = Session
set-up-when = Quand
set-up-where = Où
set-up-slots = Créneaux
set-up-n-slots =
    { $n ->
        [one] { $n } créneau
       *[other] { $n } créneaux
    }
set-up-n-tables =
    { $n ->
        [one] { $n } table
       *[other] { $n } tables
    }
set-up-n-meetings =
    { $n ->
        [one] place pour { $n } rendez-vous
       *[other] place pour { $n } rendez-vous
    }
set-up-no-sessions = Il n’y a pas encore de session. Décrivez une journée type ci-dessous et regardez ce qu’elle donne.
set-up-delete-sessions = Supprimer les sessions cochées
set-up-session-help = Ses créneaux restent tels quels ; pour les changer, créez une grille qui remplace la session.
slot-grid-title = Créer des créneaux
slot-grid-no-tables = Il faut d’abord une salle avec des tables.
slot-grid-preview = Ce qui serait créé
slot-grid-names = Nom des sessions
slot-grid-days = Jours
slot-grid-rooms = Salles d’un même site
slot-grid-kind = Pour des rendez-vous
meeting-kind-company = d’entreprises
meeting-kind-expert = avec des experts
meeting-kind-any = des deux sortes
slot-grid-start = Premier créneau à
slot-grid-end = Fin
slot-grid-slot = Minutes par créneau
slot-grid-pause = Minutes entre créneaux
slot-grid-lunch-from = Pause de
slot-grid-lunch-to = Pause jusqu’à
slot-grid-replaces = À la place de ces sessions
slot-grid-look = Aperçu
slot-grid-make = Créer les créneaux
settings-automatic = Validé automatiquement
settings-automatic-help = Ce qui n’est pas coché attend l’examen d’un organisateur.
settings-company = Les entreprises
settings-people = Les personnes
settings-offerings = Les offres et recherches
settings-validated = Après validation
settings-list = Publication immédiate dans le catalogue
settings-book = Demandes de rendez-vous possibles aussitôt
settings-public = Le catalogue montre aussi
public-part-region = la région
public-part-people = le nom des personnes
public-part-offerings = les offres et recherches
public-part-attachments = les fichiers
settings-limits = Limites
settings-most-people = Personnes par inscription, au plus
settings-most-offerings = Offres et recherches, au plus
settings-kinds = Fichiers admis
file-kind-pdf = PDF
file-kind-image = Images
file-kind-video = Vidéos
settings-most-files = Nombre de fichiers, au plus
settings-most-kilobytes = Kilo-octets par fichier, au plus
consent-required = obligatoire
consent-optional = facultatif
consent-new = Publier un texte ou une nouvelle version
consent-new-help = Qui a accepté auparavant reste lié à la version d’alors.
consent-purpose = Finalité
consent-purpose-help = Un nom stable comme privacy ; le même nom crée une nouvelle version.
consent-text = Texte
consent-is-required = Obligatoire pour s’inscrire
consent-publish = Publier
form-block-company = Entreprise
form-block-person = Personne
form-block-offering = Offre ou recherche
form-fixed-company = Toujours demandés : nom, pays, région.
form-fixed-person = Toujours demandés : nom, adresse électronique, langue.
form-fixed-offering = Toujours demandés : offre ou recherche, titre, description.
form-no-fields = Aucun champ supplémentaire pour l’instant.
field-new = Ajouter un champ
field-edit = Modifier un champ
field-label = Libellé
field-hint = Aide
field-kind = Contenu
field-for = Pour
field-for-all = Toutes les catégories
field-marks = Mentions
field-order = Ordre
field-up = Monter
field-down = Descendre
field-required = obligatoire
field-public = public
field-hidden = masqué
field-conditional = conditionnel
field-block = Partie du formulaire
field-name = Nom stable
field-name-help = Lettres minuscules, chiffres et traits d’union, par exemple turnover. Les imports l’utilisent ; il ne change plus.
field-takes = Ce qu’il contient
field-kind-line = Une ligne de texte
field-kind-text = Plusieurs lignes de texte
field-kind-number = Un nombre entier
field-kind-yes-no = Oui ou non
field-kind-date = Un jour
field-kind-email = Une adresse électronique
field-kind-phone = Un numéro de téléphone
field-kind-web = Une adresse web
field-kind-choice = Un choix parmi plusieurs
field-kind-choices = Plusieurs choix
field-kind-terms = Des termes d’une liste
field-choices = Choix
field-choices-help = Un par ligne : valeur | français | anglais.
field-list = Liste de termes
field-least = Au moins
field-least-help = Pour un nombre, sa valeur ; pour un texte, ses caractères ; pour des choix, leur nombre.
field-most = Au plus
field-is-shown = Visible
field-is-required = Réponse obligatoire
field-is-public = Visible de tous dans le catalogue
field-when = Seulement après certaines réponses
field-when-help = Demandé si un champ précédent de la même partie a l’une de ces réponses, une par ligne.
field-when-field = Champ précédent
field-when-is = Réponses
terms-lists = Les listes
terms-list =
    { $n ->
        [one] Liste { $n }
       *[other] Liste { $n }
    }
terms-new-list = Une liste de plus
terms-nothing = Il n’y a pas encore de liste : nommez-en une ci-dessous.
terms-empty = La liste est vide : ajoutez un terme ou importez un tableau.
terms-n =
    { $n ->
        [one] { $n } terme
       *[other] { $n } termes
    }
terms-role = Usage
terms-role-sector = Secteurs : un filtre du catalogue
terms-role-keyword = Mots-clés : pour rapprocher offres et recherches
terms-role-key-figure = Chiffres-clés
terms-role-other = Autre
terms-code = Code
terms-code-help = Un code déjà présent modifie ce terme.
terms-parent = Code du terme parent
terms-parent-help = Vide : au premier niveau.
terms-french = Français
terms-english = Anglais
terms-add = Ajouter ou modifier un terme
terms-file = Tableau (CSV ou XLSX)
terms-file-help = Colonnes : code, parent, fr, en. Les codes connus sont modifiés, les nouveaux ajoutés. Rien n’est encore enregistré : vous voyez d’abord ce qui se passerait.
terms-merge = Fusionner deux termes
terms-merge-help = Qui a choisi le premier aura désormais le second.
terms-from = Ce terme
terms-into = devient celui-ci
set-up-first-day = Premier jour
set-up-first-day-help = Tout le reste est décalé d’autant.
set-up-new-event = Nouvel événement
set-up-new-event-help = Le modèle fournit catégories et règles ; tout peut être modifié ensuite.
set-up-preset = Modèle
preset-two-sided = Deux côtés : exposants et visiteurs
preset-any-to-any = Chacun rencontre chacun
preset-expert-clinic = Entreprises et experts
preset-brokerage = Bourse de coopération
preset-fair = Salon avec stands
terms-added =
    { $n ->
        [one] { $n } nouveau terme :
       *[other] { $n } nouveaux termes :
    }
terms-changed =
    { $n ->
        [one] { $n } terme modifié :
       *[other] { $n } termes modifiés :
    }
terms-unchanged =
    { $n ->
        [one] { $n } terme inchangé
       *[other] { $n } termes inchangés
    }

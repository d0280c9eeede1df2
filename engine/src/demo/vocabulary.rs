//! The lists of the demo: sectors with what is made and sought in them, sizes of companies, subjects of experts.

/// A code, in French, in English.
pub(super) type Word = (&'static str, &'static str, &'static str);

/// A sector.
pub(super) struct Sector {
    /// Its own word.
    pub(super) word: Word,
    /// The sectors below it.
    pub(super) parts: [Word; 2],
    /// What is offered and looked for in it.
    pub(super) keywords: [Word; 4],
    /// What its companies are called, in French and in English.
    pub(super) trade: (&'static str, &'static str),
}

/// The sectors.
pub(super) const SECTORS: [Sector; 7] = [
    Sector {
        word: ("food", "Agroalimentaire", "Food and farming"),
        parts: [
            ("dairy", "Produits laitiers", "Dairy"),
            ("grain", "Céréales et meunerie", "Grain and milling"),
        ],
        keywords: [
            ("cheese", "Fromages affinés", "Ripened cheese"),
            ("organic", "Produits biologiques", "Organic products"),
            ("cold-chain", "Chaîne du froid", "Cold chain"),
            ("food-packaging", "Conditionnement alimentaire", "Food packaging"),
        ],
        trade: ("Saveurs", "Foods"),
    },
    Sector {
        word: ("wood", "Bois et ameublement", "Wood and furniture"),
        parts: [("timber", "Construction bois", "Timber building"), ("furniture", "Mobilier", "Furniture")],
        keywords: [
            ("frames", "Charpentes", "Timber frames"),
            ("fittings", "Agencement de magasins", "Shop fittings"),
            ("veneer", "Placages", "Veneer"),
            ("office-furniture", "Mobilier de bureau", "Office furniture"),
        ],
        trade: ("Menuiseries", "Joinery"),
    },
    Sector {
        word: ("metal", "Mécanique et métaux", "Engineering and metals"),
        parts: [("machining", "Usinage", "Machining"), ("foundry", "Fonderie", "Foundry")],
        keywords: [
            ("precision-parts", "Pièces de précision", "Precision parts"),
            ("sheet-metal", "Tôlerie fine", "Sheet metal"),
            ("surface-treatment", "Traitement de surface", "Surface treatment"),
            ("maintenance", "Maintenance industrielle", "Industrial maintenance"),
        ],
        trade: ("Mécanique", "Engineering"),
    },
    Sector {
        word: ("digital", "Numérique", "Digital"),
        parts: [("software", "Logiciels", "Software"), ("networks", "Réseaux", "Networks")],
        keywords: [
            ("e-commerce", "Commerce en ligne", "Online trade"),
            ("security", "Sécurité informatique", "Information security"),
            ("data", "Analyse de données", "Data analysis"),
            ("traceability", "Traçabilité", "Traceability"),
        ],
        trade: ("Systèmes", "Systems"),
    },
    Sector {
        word: ("textile", "Textile et cuir", "Textiles and leather"),
        parts: [("fabrics", "Tissus techniques", "Technical fabrics"), ("leather", "Cuir", "Leather")],
        keywords: [
            ("workwear", "Vêtements de travail", "Workwear"),
            ("dyeing", "Teinture", "Dyeing"),
            ("recycled-fibres", "Fibres recyclées", "Recycled fibres"),
            ("bags", "Bagagerie", "Bags"),
        ],
        trade: ("Tissages", "Weaving"),
    },
    Sector {
        word: ("energy", "Énergie et environnement", "Energy and environment"),
        parts: [("solar", "Solaire", "Solar power"), ("water", "Eau", "Water")],
        keywords: [
            ("heat-pumps", "Pompes à chaleur", "Heat pumps"),
            ("storage", "Stockage d’énergie", "Energy storage"),
            ("water-treatment", "Traitement de l’eau", "Water treatment"),
            ("recycling", "Recyclage", "Recycling"),
        ],
        trade: ("Énergies", "Energy"),
    },
    Sector {
        word: ("logistics", "Transport et logistique", "Transport and logistics"),
        parts: [("freight", "Fret", "Freight"), ("warehousing", "Entreposage", "Warehousing")],
        keywords: [
            ("groupage", "Groupage", "Groupage"),
            ("cross-docking", "Transbordement", "Cross-docking"),
            ("fleet", "Gestion de flotte", "Fleet management"),
            ("last-mile", "Dernier kilomètre", "Last mile"),
        ],
        trade: ("Logistique", "Logistics"),
    },
];

/// Subjects of experts: keywords too.
pub(super) const SUBJECTS: [Word; 5] = [
    ("customs", "Douanes et accords commerciaux", "Customs and trade agreements"),
    ("certification", "Normes et certification", "Standards and certification"),
    ("financing", "Financement à l’export", "Export finance"),
    ("property", "Propriété industrielle", "Intellectual property"),
    ("hiring", "Recrutement à l’étranger", "Hiring abroad"),
];

/// Sizes of companies.
pub(super) const SIZES: [Word; 4] = [
    ("micro", "Moins de 10 salariés", "Fewer than 10 employees"),
    ("small", "10 à 49 salariés", "10 to 49 employees"),
    ("medium", "50 à 249 salariés", "50 to 249 employees"),
    ("large", "250 salariés et plus", "250 employees and more"),
];

/// What is said after an offered keyword.
pub(super) const OFFERS: [(&str, &str); 4] = [
    ("petites et moyennes séries", "small and medium runs"),
    ("fabrication à façon", "made to order"),
    ("partenaire pour l’export", "a partner for export"),
    ("études et réalisation", "design and delivery"),
];

/// What is said after a keyword that is looked for.
pub(super) const WANTS: [(&str, &str); 3] = [
    ("recherche fournisseur régulier", "looking for a steady supplier"),
    ("recherche sous-traitant", "looking for a subcontractor"),
    ("recherche distributeur", "looking for a distributor"),
];

/// What people do.
pub(super) const FUNCTIONS: [(&str, &str); 5] = [
    ("Direction générale", "Managing director"),
    ("Direction commerciale", "Head of sales"),
    ("Achats", "Purchasing"),
    ("Responsable export", "Export manager"),
    ("Direction technique", "Technical director"),
];

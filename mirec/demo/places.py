"""Where the persons and employers of the demo live: localities, weights, teams and streets."""

#: (postal code, locality, weight, number of the team that covers it)
HOMES: tuple[tuple[str, str, int, int], ...] = (
    ("6000", "Charleroi", 12, 1),
    ("6001", "Marcinelle", 8, 0),
    ("6010", "Couillet", 5, 1),
    ("6020", "Dampremy", 5, 0),
    ("6030", "Marchienne-au-Pont", 9, 0),
    ("6030", "Goutroux", 1, 0),
    ("6031", "Monceau-sur-Sambre", 4, 0),
    ("6032", "Mont-sur-Marchienne", 4, 0),
    ("6040", "Jumet", 8, 1),
    ("6041", "Gosselies", 4, 1),
    ("6042", "Lodelinsart", 4, 1),
    ("6043", "Ransart", 3, 1),
    ("6044", "Roux", 4, 0),
    ("6060", "Gilly", 8, 1),
    ("6061", "Montignies-sur-Sambre", 7, 1),
    ("6110", "Montigny-le-Tilleul", 1, 0),
    ("6140", "Fontaine-l'Évêque", 3, 0),
    ("6141", "Forchies-la-Marche", 1, 0),
    ("6150", "Anderlues", 2, 0),
    ("6180", "Courcelles", 4, 0),
    ("6183", "Trazegnies", 2, 0),
    ("6200", "Châtelet", 5, 2),
    ("6200", "Châtelineau", 5, 2),
    ("6200", "Bouffioulx", 1, 2),
    ("6220", "Fleurus", 4, 2),
    ("6224", "Wanfercée-Baulet", 2, 2),
    ("6230", "Pont-à-Celles", 2, 1),
    ("6240", "Farciennes", 6, 2),
    ("6250", "Roselies", 1, 2),
    ("6250", "Aiseau", 1, 2),
    ("6280", "Gerpinnes", 1, 2),
    ("7160", "Chapelle-lez-Herlaimont", 2, 0),
    ("6530", "Thuin", 1, 2),
    ("5060", "Tamines", 1, 2),
)
HOME_WEIGHTS = tuple(home[2] for home in HOMES)
WORKPLACES: tuple[tuple[str, str], ...] = (
    ("6000", "Charleroi"), ("6041", "Gosselies"), ("6040", "Jumet"), ("6220", "Fleurus"),
    ("6180", "Courcelles"), ("6010", "Couillet"), ("6061", "Montignies-sur-Sambre"),
    ("6200", "Châtelineau"), ("6060", "Gilly"), ("6110", "Montigny-le-Tilleul"),
    ("6240", "Farciennes"), ("7180", "Seneffe"), ("6280", "Gerpinnes"),
    ("6140", "Fontaine-l'Évêque"),
)  # fmt: skip
STREETS = (
    "rue de la Science", "rue Émile Vandervelde", "rue de la Station", "rue du Moulin",
    "chaussée de Bruxelles", "rue des Cayats", "avenue Paul Pastur", "rue de Montigny",
    "rue de la Providence", "rue du Spinois", "rue Ferrer", "place du Ballon", "rue de Gozée",
    "rue des Combattants", "rue de l'Église", "chaussée de Fleurus", "rue Joseph Wauters",
    "rue du Calvaire", "avenue de Philippeville", "rue du Pont", "rue de la Paix",
    "rue Jules Destrée", "rue du Terril", "rue Sainte-Barbe", "cité des Hautes Bergères",
)  # fmt: skip
BUSINESS_STREETS = (
    "rue Antoine de Saint-Exupéry", "avenue Jean Mermoz", "rue de l'Industrie",
    "zoning de Jumet, allée centrale", "chaussée de Charleroi", "rue du Commerce",
    "boulevard Tirou", "avenue de l'Espérance", "rue des Artisans", "Grand'Rue",
)  # fmt: skip

"""First and last names as one hears them in Charleroi, by origin; the persons are fictional."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """`share` is a weight; `abroad` the nationality of those who do not hold the Belgian one."""

    share: int
    abroad: str
    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


BELGIAN = Origin(
    46,
    "France",
    _words(
        "Sophie Nathalie Isabelle Véronique Christine Martine Laurence Valérie Catherine Anne "
        "Céline Aurélie Émilie Julie Laura Manon Pauline Marie Chloé Léa Camille Élodie Vanessa "
        "Sandrine Sylvie Jessica Mélissa Amandine Justine Charlotte Audrey Cindy Kelly Ophélie"
    ),
    _words(
        "Philippe Michel Marc Patrick Thierry Olivier Vincent Benoît Christophe Laurent Nicolas "
        "Jonathan Kevin Maxime Thomas Julien Antoine Quentin Simon Arnaud Grégory Sébastien "
        "Steve Frédéric Didier Alain Bernard Dylan Logan Théo Lucas Hugo Mathieu Jérémy"
    ),
    _words(
        "Lambert Dupont Dubois Leclercq Denis Lejeune Simon Laurent Renard Gérard Collard "
        "Delvaux Dumont Lecocq Piette Goffin Noël Henry Charlier Lefèvre Mathieu Bodart "
        "Hanquinet Wauters Thiry Marchal Gillet Evrard Hubert Bastin Lemaire Michaux Deprez "
        "Bertrand Delcourt Wautelet Baudoux Brichard Hecq Quertinmont Losseau Ledoux Stassin "
        "Libert Vandamme Cambier Mahieu Poulain Allard Debauche"
    ),
)
ITALIAN = Origin(
    17,
    "Italie",
    _words(
        "Maria Giulia Sabrina Francesca Rosa Angela Patrizia Laura Silvia Chiara Elena Carmela "
        "Concetta Nunzia Loredana"
    ),
    _words(
        "Salvatore Giuseppe Antonio Mario Luca Marco Calogero Vito Domenico Angelo Franco "
        "Roberto Fabio Enzo Sandro"
    ),
    _words(
        "Ferrero Russo Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti "
        "Di_Matteo De_Luca Mancini Costa Giordano Rizzo Lombardi Moretti Barbieri Santoro "
        "La_Rocca Cusumano Di_Stefano Farruggia"
    ),
)
MOROCCAN = Origin(
    11,
    "Maroc",
    _words(
        "Fatima Samira Naïma Khadija Hanane Yasmina Leïla Soukaina Imane Nadia Malika Asmaa "
        "Ikram Latifa"
    ),
    _words(
        "Mohamed Rachid Youssef Karim Hassan Abdel Hamid Mehdi Nabil Said Bilal Ilyas Omar Adil"
    ),
    _words(
        "Benali El_Amrani Bouzid Alaoui Haddad Chakir El_Idrissi Tahiri Ouali Bennani Aziz "
        "Amrani El_Khattabi Zerouali Lahlou Mansouri"
    ),
)
TURKISH = Origin(
    9,
    "Turquie",
    _words("Ayşe Fatma Emine Zeynep Elif Hatice Merve Esra Büşra Derya Selin Gülsüm"),
    _words("Mehmet Mustafa Ahmet Ali Hasan Emre Murat Yusuf Ibrahim Cem Serkan Burak"),
    _words(
        "Yılmaz Kaya Demir Şahin Çelik Yıldız Öztürk Aydın Arslan Doğan Kılıç Aslan Koç Polat "
        "Erdoğdu Korkmaz"
    ),
)
CONGOLESE = Origin(
    7,
    "République démocratique du Congo",
    _words("Grâce Divine Merveille Nadège Bijou Chantal Gloria Déborah Naomi Ruth Esther Solange"),
    _words("Patrick Christian Trésor Junior Fiston Cédric Héritier Dieudonné Blaise Exaucé Joël"),
    _words(
        "Kabongo Mbuyi Ilunga Tshibangu Kalala Mukendi Ngoy Mutombo Lukusa Nsimba Makiese Bolamba "
        "Ntumba Kasongo"
    ),
)
SYRIAN = Origin(
    4,
    "Syrie",
    _words("Rania Hala Amal Noor Maya Rim Lina Souad Dima Rasha"),
    _words("Ahmad Khaled Omar Bassel Fadi Tarek Ziad Anas Firas Hussam"),
    _words("Al_Hassan Khalil Hamdan Darwish Al_Masri Saleh Ibrahim Qasem Sabbagh Najjar Issa"),
)
UKRAINIAN = Origin(
    3,
    "Ukraine",
    _words("Olena Iryna Natalia Oksana Tetiana Kateryna Svitlana Yulia"),
    _words("Andriy Oleksandr Serhiy Dmytro Vasyl Mykola Ivan Bohdan"),
    _words("Kovalenko Shevchuk Bondarenko Melnyk Tkachenko Kravchuk Savchenko Lysenko Moroz"),
)
ROMANIAN = Origin(
    3,
    "Roumanie",
    _words("Elena Ioana Mihaela Andreea Cristina Alina Daniela Florentina"),
    _words("Ion Andrei Mihai Gheorghe Cristian Florin Vasile Marius"),
    _words("Popescu Ionescu Dumitru Stan Radu Munteanu Constantin Marin Stoica Ciobanu"),
)
EU_ORIGINS = (BELGIAN, ITALIAN, ROMANIAN)
OTHER_ORIGINS = (MOROCCAN, TURKISH, CONGOLESE, SYRIAN, UKRAINIAN)
ORIGINS = (*EU_ORIGINS, *OTHER_ORIGINS)

STAFF_TEAMS = ("Porte Ouest", "Charleroi-Est", "Val de Sambre")
COACHES = (
    ("Nadia", "Ferrero"), ("Benoît", "Lecocq"), ("Amina", "Bouzid"), ("Thierry", "Delvaux"),
    ("Sandra", "Russo"), ("Kevin", "Marchal"), ("Leïla", "Haddad"), ("Olivier", "Piette"),
    ("Ayla", "Demir"), ("Christine", "Wauters"), ("Joël", "Kabongo"), ("Marie", "Hanquinet"),
)  # fmt: skip
PROSPECTORS = (
    ("Fabrice", "Collard"), ("Giulia", "Conti"), ("Mehdi", "Tahiri"), ("Anne", "Gillet"),
)  # fmt: skip
COORDINATORS = (("Valérie", "Bodart"), ("Luca", "Marino"))
MANAGERS = (("Pascale", "Evrard"), ("Jean-Marc", "Thiry"))
ADMINISTRATORS = (("Delphine", "Stassin"),)
CONTACTS_WOMEN = BELGIAN.women + ITALIAN.women
CONTACTS_MEN = BELGIAN.men + ITALIAN.men
CONTACT_FAMILIES = BELGIAN.families + ITALIAN.families

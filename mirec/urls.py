from django.urls import include, path

from mirec.home import home

urlpatterns = [
    path("", home, name="home"),
    path("", include("mirec.core.urls")),
    path("", include("mirec.accounts.urls")),
    path("chercher/", include("mirec.finding.urls")),
    path("personnes/", include("beneficiaries.urls")),
    path("", include("coaching.urls")),
    path("emploi/", include("employers.urls")),
    path("", include("training.urls")),
    path("partenaires/", include("partners.urls")),
    path("rapports/", include("reporting.urls")),
]

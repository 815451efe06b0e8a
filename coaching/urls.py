from django.urls import path

from coaching.views import followups, hiring, home, journeys, letters, panels

app_name = "coaching"
urlpatterns = [
    path("ma-journee/", home.home, name="home"),
    path("personnes/<int:pk>/entete/", panels.header, name="header"),
    path("personnes/<int:pk>/suivis/", panels.followups, name="panel-followups"),
    path("personnes/<int:pk>/parcours/", panels.journey, name="panel-journey"),
    path("personnes/<int:pk>/parcours/ouvrir/", journeys.journey_open, name="journey-open"),
    path("parcours/", journeys.journey_list, name="journey-list"),
    path("parcours/<int:pk>/", journeys.journey_detail, name="journey-detail"),
    path("parcours/<int:pk>/convention/", journeys.journey_agree, name="journey-agree"),
    path("parcours/<int:pk>/cloturer/", journeys.journey_close, name="journey-close"),
    path("courriers/", letters.letter_list, name="letter-list"),
    path("courriers/<int:pk>/", letters.letter_detail, name="letter-detail"),
    path("courriers/<int:pk>/pdf/", letters.letter_pdf, name="letter-pdf"),
    path("courriers/<int:pk>/envoyer/", letters.letter_send, name="letter-send"),
    path("courriers/<int:pk>/ecarter/", letters.letter_discard, name="letter-discard"),
    path("suivis/", followups.followup_list, name="followup-list"),
    path("suivis/nouveau/", followups.followup_create, name="followup-create"),
    path("suivis/<int:pk>/", followups.followup_detail, name="followup-detail"),
    path("suivis/<int:pk>/modifier/", followups.followup_edit, name="followup-edit"),
    path("suivis/<int:pk>/etape/", followups.step_done, name="step-done"),
    path("mises-a-l-emploi/nouvelle/", hiring.hire, name="hire"),
    path("mises-a-l-emploi/<int:pk>/fin/", hiring.placement_end, name="placement-end"),
]

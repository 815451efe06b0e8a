from django.urls import path

from mirec.finding import views

app_name = "finding"
urlpatterns = [path("", views.results, name="search")]

from django.urls import path

from . import views

urlpatterns = [
    path("account/mail/", views.mail_preferences, name="mail_preferences"),
]

"""The Celery application; tasks live in each app's `tasks.py`."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mirec.settings.dev")

app = Celery("mirec")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "tell-sign-ups": {
        "task": "coaching.tasks.tell_all_sign_ups",
        "schedule": crontab(minute="*/15"),
    },
    "remind-sign-ups": {
        "task": "coaching.tasks.remind_sign_ups",
        "schedule": crontab(hour="9-17", minute=5),
    },
    "refuse-late-candidates": {
        "task": "coaching.tasks.refuse_late_candidates",
        "schedule": crontab(hour=5, minute=10),
    },
    "follow-jobs": {
        "task": "coaching.tasks.follow_jobs",
        "schedule": crontab(hour=5, minute=20),
    },
    "ask-opinions": {
        "task": "coaching.tasks.ask_opinions",
        "schedule": crontab(hour="9-16", minute=25),
    },
    "ask-tutors": {
        "task": "coaching.tasks.ask_tutors",
        "schedule": crontab(day_of_week="mon-fri", hour="9-16", minute=35),
    },
    "expire-drafts": {
        "task": "mirec.accounts.tasks.expire_drafts",
        "schedule": crontab(hour=4, minute=50),
    },
    "send-weekly-digests": {
        "task": "coaching.tasks.send_weekly_digests",
        "schedule": crontab(day_of_week="mon", hour=7, minute=0),
    },
    "remind-of-appointments": {
        "task": "coaching.tasks.remind_of_appointments",
        "schedule": crontab(hour="9-18", minute=5),
    },
    "ask-about-vacancies": {
        "task": "employers.tasks.ask_about_vacancies",
        "schedule": crontab(day_of_week="mon-fri", hour=8, minute=20),
    },
    "mail-profiles": {
        "task": "employers.tasks.mail_all_profiles",
        "schedule": crontab(minute="*/15"),
    },
    "expire-imports": {
        "task": "beneficiaries.tasks.expire_imports",
        "schedule": crontab(hour=4, minute=50),
    },
    "clear-sessions": {
        "task": "mirec.core.tasks.clear_sessions",
        "schedule": crontab(hour=4, minute=40),
    },
}

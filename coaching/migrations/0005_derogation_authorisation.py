"""A derogation keeps the authorisation that allowed it."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from mirec.core.operations import Together


class Migration(migrations.Migration):
    dependencies = [
        ("beneficiaries", "0004_coach_day"),
        ("coaching", "0004_step_search"),
        ("partners", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            operations=[
                pgtrigger.migrations.RemoveTrigger(
                    model_name="journey",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="journey",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="journey",
                    name="delete_delete",
                ),
                migrations.AddField(
                    model_name="journey",
                    name="authorisation",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="derogations",
                        to="beneficiaries.derogationauthorisation",
                        verbose_name="autorisation",
                    ),
                ),
                migrations.AddField(
                    model_name="journeyevent",
                    name="authorisation",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="beneficiaries.derogationauthorisation",
                        verbose_name="autorisation",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="journey",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "coaching_journeyevent" ("agreed_by_id", "agreed_on", "assessment_id", "authorisation_id", "beneficiary_id", "closed_by_id", "closed_on", "created_at", "created_by_id", "derogation_reason", "due_on", "exit_note", "exit_reason", "first_hired_on", "first_interview", "id", "intake_due_on", "is_derogation", "job_search_due_on", "opened_on", "oriented_to_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "phase_since", "reentry_decision", "regime_id", "sustained_on", "sustained_reason") VALUES (NEW."agreed_by_id", NEW."agreed_on", NEW."assessment_id", NEW."authorisation_id", NEW."beneficiary_id", NEW."closed_by_id", NEW."closed_on", NEW."created_at", NEW."created_by_id", NEW."derogation_reason", NEW."due_on", NEW."exit_note", NEW."exit_reason", NEW."first_hired_on", NEW."first_interview", NEW."id", NEW."intake_due_on", NEW."is_derogation", NEW."job_search_due_on", NEW."opened_on", NEW."oriented_to_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phase", NEW."phase_since", NEW."reentry_decision", NEW."regime_id", NEW."sustained_on", NEW."sustained_reason"); RETURN NULL;',
                            hash="7d04f470de392471ecd32c749c4d88087709ffcd",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c408e",
                            table="coaching_journey",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="journey",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."agreed_by_id" IS DISTINCT FROM (NEW."agreed_by_id") OR OLD."agreed_on" IS DISTINCT FROM (NEW."agreed_on") OR OLD."assessment_id" IS DISTINCT FROM (NEW."assessment_id") OR OLD."authorisation_id" IS DISTINCT FROM (NEW."authorisation_id") OR OLD."beneficiary_id" IS DISTINCT FROM (NEW."beneficiary_id") OR OLD."closed_by_id" IS DISTINCT FROM (NEW."closed_by_id") OR OLD."closed_on" IS DISTINCT FROM (NEW."closed_on") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."derogation_reason" IS DISTINCT FROM (NEW."derogation_reason") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."exit_note" IS DISTINCT FROM (NEW."exit_note") OR OLD."exit_reason" IS DISTINCT FROM (NEW."exit_reason") OR OLD."first_hired_on" IS DISTINCT FROM (NEW."first_hired_on") OR OLD."first_interview" IS DISTINCT FROM (NEW."first_interview") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."intake_due_on" IS DISTINCT FROM (NEW."intake_due_on") OR OLD."is_derogation" IS DISTINCT FROM (NEW."is_derogation") OR OLD."job_search_due_on" IS DISTINCT FROM (NEW."job_search_due_on") OR OLD."opened_on" IS DISTINCT FROM (NEW."opened_on") OR OLD."oriented_to_id" IS DISTINCT FROM (NEW."oriented_to_id") OR OLD."phase" IS DISTINCT FROM (NEW."phase") OR OLD."phase_since" IS DISTINCT FROM (NEW."phase_since") OR OLD."reentry_decision" IS DISTINCT FROM (NEW."reentry_decision") OR OLD."regime_id" IS DISTINCT FROM (NEW."regime_id") OR OLD."sustained_on" IS DISTINCT FROM (NEW."sustained_on") OR OLD."sustained_reason" IS DISTINCT FROM (NEW."sustained_reason"))',
                            func='INSERT INTO "coaching_journeyevent" ("agreed_by_id", "agreed_on", "assessment_id", "authorisation_id", "beneficiary_id", "closed_by_id", "closed_on", "created_at", "created_by_id", "derogation_reason", "due_on", "exit_note", "exit_reason", "first_hired_on", "first_interview", "id", "intake_due_on", "is_derogation", "job_search_due_on", "opened_on", "oriented_to_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "phase_since", "reentry_decision", "regime_id", "sustained_on", "sustained_reason") VALUES (NEW."agreed_by_id", NEW."agreed_on", NEW."assessment_id", NEW."authorisation_id", NEW."beneficiary_id", NEW."closed_by_id", NEW."closed_on", NEW."created_at", NEW."created_by_id", NEW."derogation_reason", NEW."due_on", NEW."exit_note", NEW."exit_reason", NEW."first_hired_on", NEW."first_interview", NEW."id", NEW."intake_due_on", NEW."is_derogation", NEW."job_search_due_on", NEW."opened_on", NEW."oriented_to_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phase", NEW."phase_since", NEW."reentry_decision", NEW."regime_id", NEW."sustained_on", NEW."sustained_reason"); RETURN NULL;',
                            hash="22c65ef915e695be176e0cdc5740660c7e89ce36",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4e5b8",
                            table="coaching_journey",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="journey",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "coaching_journeyevent" ("agreed_by_id", "agreed_on", "assessment_id", "authorisation_id", "beneficiary_id", "closed_by_id", "closed_on", "created_at", "created_by_id", "derogation_reason", "due_on", "exit_note", "exit_reason", "first_hired_on", "first_interview", "id", "intake_due_on", "is_derogation", "job_search_due_on", "opened_on", "oriented_to_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "phase_since", "reentry_decision", "regime_id", "sustained_on", "sustained_reason") VALUES (OLD."agreed_by_id", OLD."agreed_on", OLD."assessment_id", OLD."authorisation_id", OLD."beneficiary_id", OLD."closed_by_id", OLD."closed_on", OLD."created_at", OLD."created_by_id", OLD."derogation_reason", OLD."due_on", OLD."exit_note", OLD."exit_reason", OLD."first_hired_on", OLD."first_interview", OLD."id", OLD."intake_due_on", OLD."is_derogation", OLD."job_search_due_on", OLD."opened_on", OLD."oriented_to_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phase", OLD."phase_since", OLD."reentry_decision", OLD."regime_id", OLD."sustained_on", OLD."sustained_reason"); RETURN NULL;',
                            hash="f741ca834e482814640c350fac074514800bdf8c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_95f44",
                            table="coaching_journey",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="journey",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("authorisation__isnull", True),
                            ("is_derogation", True),
                            _connector="OR",
                        ),
                        name="journey_authorisation_of_derogation",
                    ),
                ),
            ]
        ),
    ]

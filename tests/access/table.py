"""Who may open what? Every URL of the house, room by room: read it aloud."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import SimpleNamespace

from tests.access import addresses as a
from tests.access.answers import (
    ADMINISTRATOR,
    AUTHOR,
    COACHES,
    EVERYONE,
    FIELD,
    JOB_FINDERS,
    LAWKEEPERS,
    MANAGER,
    NETWORK,
    NETWORKERS,
    OWN_ROW,
    SIGNED_IN,
    TEAM,
    TEAM_TAB,
    THE_PERSON,
    TRAINERS,
    Audience,
)

Builder = Callable[[SimpleNamespace], a.Address]


@dataclass(frozen=True)
class Door:
    audience: Audience
    address: Builder
    method: str = "GET"


def room(audience: Audience, **doors: Builder) -> dict[str, Door]:
    return {name: Door(audience, address) for name, address in doors.items()}


def of(namespace: str, *rooms: dict[str, Door]) -> dict[str, Door]:
    return {
        f"{namespace}:{name.replace('_', '-')}": door
        for each in rooms
        for name, door in each.items()
    }


def sent(doors: dict[str, Door]) -> dict[str, Door]:
    """Doors that only take what a form sends."""
    return {name: replace(door, method="POST") for name, door in doors.items()}


DOORS: dict[str, Door] = {
    "home": Door(SIGNED_IN, a.nothing),
    # Everyone of the house may search; what is found is what each may see.
    "finding:search": Door(NETWORK, a.nothing),
    **of(
        "core",
        room(SIGNED_IN, components=a.nothing),
        room(EVERYONE, health=a.nothing),
    ),
    **of(
        "beneficiaries",
        # Coaches and the manager have a list of persons; each finds there the own team's.
        room(COACHES, list=a.nothing, create=a.nothing),
        # The file of a person is its team's; for a coach of another team it does not exist.
        room(
            TEAM,
            detail=a.person,
            edit=a.person,
            panel_identity=a.person,
            panel_eligibility=a.person,
            panel_skills=a.person,
            panel_history=a.person,
            situation_create=a.person,
            situation_edit=a.situation,
            situation_delete=a.situation,
            handicap_create=a.person,
            handicap_delete=a.handicap,
            skill_create=a.person,
            skill_edit=a.skill,
            skill_delete=a.skill,
            skill_voice=a.person,
            obstacle_create=a.person,
            obstacle_edit=a.obstacle,
            assess=a.person,
            assessment_detail=a.assessment,
            twins=a.person,
            merge=a.two_files,
            merge_undo=a.merge,
            two_dates=a.person,
            panel_documents=a.person,
            document_create=a.person,
            document=a.document,
            document_edit=a.document,
            document_withdraw=a.document,
        ),
        sent(room(TEAM, niss=a.person, own_space=a.person)),
        sent(room(TEAM, document_unseal=a.sealed_document, document_check=a.document)),
        sent(room(TEAM, obstacle_open=a.obstacle, obstacle_note=a.obstacle)),
        room(THE_PERSON, my_skills=a.nothing),
        room(FIELD, suggestions=a.locality_lookup),
        # Sheets of persons come in, and go out again, by the direction's hand.
        room(
            MANAGER,
            import_list=a.nothing,
            import_columns=a.staged_import,
            import_detail=a.settled_import,
            import_errors=a.done_import,
            import_undo=a.done_import,
        ),
        sent(room(MANAGER, import_discard=a.staged_import, import_decisions=a.settled_import)),
        sent(room(MANAGER, import_discard=a.staged_import)),
        # A replacement is the manager's to grant and to take back.
        room(MANAGER, access_list=a.nothing, access_create=a.asked_person),
        sent(room(MANAGER, access_revoke=a.access)),
        # The law as rows; the preview of an administrator shows file numbers without names.
        room(
            LAWKEEPERS,
            regime_list=a.nothing,
            regime_detail=a.regime,
            regime_copy=a.regime,
            regime_edit=a.regime,
            regime_delete=a.regime,
            regime_preview=a.regime,
            criterion_create=a.regime,
            criterion_edit=a.criterion,
            criterion_delete=a.criterion,
            authorisation_create=a.former_regime,
            authorisation_edit=a.authorisation,
        ),
        room(MANAGER, library=a.nothing, library_import=a.rome),
    ),
    **of(
        "accounts",
        room(
            ADMINISTRATOR,
            user_list=a.nothing,
            user_create=a.nothing,
            user_edit=a.account,
            team_create=a.nothing,
        ),
        sent(room(ADMINISTRATOR, user_link=a.account)),
        # Everyone who works here types; each finds the own drafts there.
        room(NETWORK, draft_list=a.nothing, draft_read=a.nothing),
        sent(room(NETWORK, draft_save=a.nothing, draft_discard=a.nothing)),
        room(LAWKEEPERS, roles=a.nothing),
    ),
    **of(
        "partners",
        room(NETWORK, list=a.nothing, detail=a.partner),
        room(NETWORKERS, create=a.nothing, edit=a.partner),
    ),
    **of(
        "employers",
        # Jobs are everybody's who works in the field; a profile has no social or health data.
        room(
            FIELD,
            home=a.nothing,
            suggestions=a.employer_lookup,
            employer_list=a.nothing,
            employer_detail=a.employer,
            vacancy_list=a.nothing,
            vacancy_detail=a.vacancy,
            proposal_list=a.nothing,
            placement_list=a.nothing,
            placement_detail=a.placement,
            profile=a.person,
        ),
        room(
            JOB_FINDERS,
            employer_create=a.nothing,
            employer_edit=a.employer,
            contact_create=a.employer,
            contact_edit=a.contact,
            vacancy_create=a.nothing,
            vacancy_edit=a.vacancy,
            vacancy_close=a.vacancy,
            requirement_create=a.vacancy,
            proposal_create=a.asked_person,
            proposal_move=a.proposal,
        ),
        sent(room(JOB_FINDERS, requirement_delete=a.requirement)),
        room(TEAM, panel=a.person),
    ),
    **of(
        "coaching",
        # Sessions of information are for everyone: the public page, and the coaches who hold them.
        room(
            EVERYONE,
            public=a.nothing,
            sign_up=a.information_session,
            signed_up=a.information_session,
            my_sign_up=a.sign_up_token,
        ),
        room(
            COACHES,
            information_list=a.nothing,
            information_create=a.nothing,
            information_detail=a.information_session,
            information_edit=a.information_session,
            information_cancel=a.information_session,
            information_close=a.begun_session,
            information_paper=a.information_session,
            information_door=a.begun_session,
            sign_up_add=a.information_session,
            sign_up_candidate=a.sign_up_of_who_came,
        ),
        sent(
            room(
                COACHES,
                sign_up_presence=a.sign_up,
                sign_up_withdraw=a.sign_up,
                sign_up_told=a.sign_up,
            )
        ),
        # Workshops mix teams: every coach marks who came; a seat is given back by the own team.
        room(
            COACHES,
            workshop_list=a.nothing,
            workshop_create=a.nothing,
            workshop_detail=a.workshop,
            workshop_edit=a.workshop,
            workshop_cancel=a.workshop,
            workshop_text=a.workshop,
            workshop_close=a.begun_workshop,
            workshop_paper=a.workshop,
            workshop_register=a.workshop,
            workshop_door=a.begun_workshop,
        ),
        sent(room(COACHES, seat_presence=a.workshop_seat)),
        sent(room(TEAM, seat_withdraw=a.workshop_seat)),
        room(
            COACHES,
            home=a.nothing,
            journey_list=a.nothing,
            followup_list=a.nothing,
            followup_entry=a.nothing,
            followup_persons=a.nothing,
            followup_try=a.nothing,
            letter_list=a.nothing,
            transfer_list=a.nothing,
            agenda=a.nothing,
            agenda_day=a.nothing,
        ),
        # What waits in each team: for who steers the house.
        room(MANAGER, day_teams=a.nothing, day_team=a.team),
        sent(room(MANAGER, day_digest=a.nothing)),
        sent(room(COACHES, agenda_address=a.nothing)),
        # A subscribed calendar shows initials to whoever holds its private address.
        room(EVERYONE, agenda_feed=a.agenda_feed),
        room(
            TEAM,
            header=a.person,
            panel_followups=a.person,
            panel_journey=a.person,
            journey_open=a.person,
            journey_detail=a.journey,
            journey_agree=a.candidate_journey,
            journey_close=a.journey,
            followup_create=a.asked_person,
            followup_detail=a.follow_up,
            attachment=a.attachment,
            hire=a.person_in_a_journey,
            placement_end=a.placement,
            agreement_create=a.candidate_journey,
            break_create=a.journey,
            break_edit=a.journey_break,
            limit_extend=a.journey,
            agreement_detail=a.agreement,
            agreement_sign=a.agreement,
            agreement_pdf=a.agreement,
            transfer_create=a.asked_person,
            transfer_detail=a.transfer,
            letter_detail=a.letter,
            letter_pdf=a.letter,
        ),
        sent(
            room(
                TEAM,
                step_done=a.follow_up,
                letter_send=a.letter,
                letter_discard=a.letter,
                break_cancel=a.journey_break,
            )
        ),
        # The action plan: whoever follows the person reads it, changes it and has it signed.
        room(
            TEAM,
            panel_plan=a.person,
            plan_card=a.person,
            skill_grid=a.person,
            closing_report=a.journey,
            travelled_paper=a.person,
            usual_steps=a.person,
            plan_step_edit=a.step,
            plan_step_finish=a.step,
            plan_step_postpone=a.step,
            plan_step_drop=a.step,
            plan_version=a.plan_version,
            plan_sign=a.plan_version,
            plan_paper=a.plan_version,
        ),
        sent(
            room(
                TEAM,
                plan_step_add=a.person,
                plan_step_reopen=a.step,
                goal_add=a.person,
                goal_change=a.goal,
                plan_draw_up=a.person,
            )
        ),
        # The agenda: an appointment with a person is the team's of that person.
        room(
            TEAM,
            appointment_create=a.asked_person,
            appointment_detail=a.appointment,
            appointment_edit=a.appointment,
            appointment_kept=a.appointment_over,
        ),
        sent(
            room(
                TEAM,
                day_done=a.due_step,
                day_snooze=a.quiet_line,
                day_tried=a.quiet_line,
                appointment_cancel=a.appointment,
                appointment_close=a.appointment_over,
                appointment_reopen=a.appointment,
            )
        ),
        # A date that others rest on is the manager's to correct.
        room(MANAGER, limit_correct=a.journey),
        # A person's own plan; another's step or paper does not exist there.
        room(THE_PERSON, my_plan=a.nothing, my_travelled=a.nothing),
        room(OWN_ROW, my_plan_paper=a.plan_version),
        sent(room(OWN_ROW, my_step_done=a.step)),
        sent(room(TEAM, followup_unseal=a.sealed_follow_up)),
        # What a coach wrote, only that coach corrects.
        room(AUTHOR, followup_edit=a.follow_up),
        sent(room(AUTHOR, attachment_remove=a.attachment)),
        # The lists that the house keeps.
        room(
            MANAGER,
            library=a.nothing,
            topic_create=a.nothing,
            topic_edit=a.topic,
            prompt_create=a.nothing,
            prompt_edit=a.prompt,
        ),
        # What the coach chose to show to the person.
        room(THE_PERSON, my_followups=a.nothing),
    ),
    **of(
        "training",
        room(
            FIELD,
            programme_list=a.nothing,
            programme_detail=a.programme,
            calendar=a.nothing,
            cohort_detail=a.cohort,
            session_detail=a.session,
        ),
        # Coordinators organise; so may the manager.
        room(
            TRAINERS,
            programme_create=a.nothing,
            programme_edit=a.programme,
            cohort_create=a.programme,
            cohort_edit=a.cohort,
            session_create=a.cohort,
            session_edit=a.session,
            session_cancel=a.session,
            enrolment_create=a.cohort,
            enrolment_move=a.enrolment,
            attendance=a.session,
        ),
        room(TEAM_TAB, panel=a.person),
        # A person's own space; the calendar address is open to whoever holds it.
        room(THE_PERSON, my_week=a.nothing),
        sent(room(THE_PERSON, my_feed=a.nothing)),
        room(EVERYONE, feed=a.calendar_feed),
    ),
    **of(
        "reporting",
        room(
            MANAGER,
            list=a.nothing,
            create=a.nothing,
            detail=a.report,
            progress=a.report,
            download=a.report_file,
            quota=a.nothing,
            sections=a.year,
            section_create=a.year,
            section_edit=a.section,
            story_create=a.year,
            story_edit=a.story,
            inspection_list=a.nothing,
            inspection_detail=a.inspection,
            inspection_progress=a.inspection,
            inspection_pdf=a.printed_inspection,
        ),
        sent(room(MANAGER, retry=a.report, inspection_retry=a.inspection)),
    ),
}

# allauth's own pages: signing in and passwords. Nobody signs up by oneself.
LIBRARY_DOORS: dict[str, Door] = {
    **room(
        EVERYONE,
        account_login=a.nothing,
        account_logout=a.nothing,
        account_signup=a.nothing,
        account_inactive=a.nothing,
        account_reset_password=a.nothing,
        account_reset_password_done=a.nothing,
        account_reset_password_from_key=a.password_key,
        account_reset_password_from_key_done=a.nothing,
    ),
    **room(
        SIGNED_IN,
        account_reauthenticate=a.nothing,
        account_change_password=a.nothing,
        account_set_password=a.nothing,
    ),
}

"""Who may open what? Every URL of the house, room by room: read it aloud."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import SimpleNamespace

from tests.access import addresses as a
from tests.access import alternance as s
from tests.access import hired as h
from tests.access.answers import (
    ADMINISTRATOR,
    AUTHOR,
    COACHES,
    EVERYONE,
    FIELD,
    JOB_FINDERS,
    JOURNALIST,
    LAWKEEPERS,
    MANAGER,
    NETWORK,
    NETWORKERS,
    OWN_ROW,
    PAYERS_AND_THE_PERSON,
    RATEKEEPERS,
    SIGNED_IN,
    TEAM,
    TEAM_AND_COORDINATOR,
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
    # The doors without a password: whoever holds the mail or the paper.
    **of(
        "signin",
        room(EVERYONE, link=a.nothing, sent=a.nothing, code=a.nothing, key_login=a.nothing),
        room(THE_PERSON, keys=a.nothing),
        sent(room(OWN_ROW, key_remove=a.passkey)),
        room(EVERYONE, by_link=a.sign_in_link),  # the last: who goes through is somebody else
    ),
    # Everyone of the house may search; what is found is what each may see.
    "finding:search": Door(NETWORK, a.nothing),
    **of(
        "core",
        room(SIGNED_IN, components=a.nothing),
        room(EVERYONE, health=a.nothing, icon=a.nothing),
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
        sent(
            room(
                TEAM,
                niss=a.person,
                own_space=a.person,
                own_space_code=a.person,
                own_space_close=a.person,
            )
        ),
        sent(room(TEAM, document_unseal=a.sealed_document, document_check=a.document)),
        sent(room(TEAM, obstacle_open=a.obstacle, obstacle_note=a.obstacle)),
        room(THE_PERSON, my_skills=a.nothing, my_papers=a.nothing, my_data=a.nothing),
        room(OWN_ROW, my_paper=a.sent_paper),
        sent(room(OWN_ROW, my_paper_back=a.sent_paper)),
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
            negotiations=a.vacancy,
            proposal_board=a.nothing,
            proposal_list=a.nothing,
            sending_detail=a.sending,
            sending_paper=a.sending,
            placement_list=a.nothing,
            placement_detail=a.placement,
            profile=a.person,
        ),
        room(
            JOB_FINDERS,
            employer_create=a.nothing,
            employer_twins=a.nothing,
            employer_edit=a.employer,
            employer_doubles=a.employer,
            employer_merge=a.two_employers,
            employer_merge_undo=a.employer_merge,
            site_create=a.employer,
            site_edit=a.site,
            approach_create=a.employer,
            contact_create=a.employer,
            contact_edit=a.contact,
            vacancy_create=a.nothing,
            vacancy_edit=a.vacancy,
            vacancy_close=a.vacancy,
            requirement_create=a.vacancy,
            requirement_edit=a.requirement,
            proposal_create=a.asked_person,
            wish_edit=a.person,
            match_export=a.vacancy,
            proposal_move=a.proposal,
            sending_create=a.proposal,
        ),
        # A contact is corrected by who noted it.
        room(JOURNALIST, approach_edit=a.approach),
        sent(
            room(
                JOB_FINDERS,
                approach_done=a.promise,
                employer_called=a.employer,
                proposal_called=a.proposal,
                vacancy_confirm=a.vacancy,
                vacancy_ask=a.vacancy,
            )
        ),
        # The employer answers behind the link of a mail, without an account.
        room(EVERYONE, vacancy_answer=a.vacancy_question),
        room(TEAM, panel=a.person),
        # What each aid asks for is for the field to read; the law's keepers write it.
        room(NETWORK, aid_list=a.nothing),
        room(LAWKEEPERS, aid_create=a.nothing, aid_change=a.aid, aid_end=a.aid),
        room(THE_PERSON, my_sendings=a.nothing),
    ),
    **of(
        "coaching",
        # What an aid answers for a person tells of income and health: the file's team alone.
        room(TEAM, possible_aids=a.person),
        # Sessions of information are for everyone: the public page, and the coaches who hold them.
        room(
            EVERYONE,
            public=a.nothing,
            open_programmes=a.nothing,
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
            panel_messages=a.person,
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
            placement_edit=a.placement,
            objective=a.person,
            placement_extend=a.placement,
            work_break_create=a.placement,
            work_break_edit=a.work_break,
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
                work_break_withdraw=a.work_break,
                extension_withdraw=a.contract_extension,
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
        # From a gap to a job: steps about skills for who proposes, actions for who follows.
        room(
            FIELD,
            insertion=a.proposal,
            insertion_of_vacancy=a.vacancy,
            insertion_plan=a.insertion_plan,
            insertion_paper=a.insertion_plan,
        ),
        room(
            JOB_FINDERS,
            insertion_step_add=a.proposal,
            insertion_step_edit=a.insertion_step,
            insertion_sign=a.insertion_plan,
        ),
        sent(
            room(
                JOB_FINDERS,
                insertion_way=a.proposal,
                insertion_step_remove=a.insertion_step,
                insertion_draw_up=a.proposal,
            )
        ),
        sent(room(TEAM, insertion_drop=a.proposal, insertion_apply=a.insertion_plan)),
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
        # Support after the hire: the team of the person; a link answers for whoever holds it.
        room(
            TEAM,
            hire_check=h.check,
            opinion_note=h.side,
            in_job=a.person,
            difficulty_create=h.job,
            difficulty_edit=h.difficulty,
            skill_test_plan=a.person,
            skill_test_result=h.skill_test,
        ),
        sent(
            room(
                TEAM,
                opinion_ask=h.side,
                opinion_address=h.side,
                difficulty_open=h.difficulty,
            )
        ),
        room(
            EVERYONE,
            opinion_worker=h.worker_link,
            opinion_employer=h.employer_link,
            opinion_given=a.nothing,
        ),
        # Stays in a company: whoever sees trainings reads; who organises them writes and signs.
        room(
            FIELD,
            internship=s.stay,
            cohort_practice=a.cohort,
            alternance_paper=s.contract,
            alternance_pdf=s.contract,
            insured_list=a.nothing,
        ),
        room(TEAM_TAB, person_practice=a.person),
        room(
            TRAINERS,
            internship_create=s.enrolment,
            internship_edit=s.stay,
            internship_stop=s.stay,
            alternance_sign=s.contract,
            insurer_file=a.nothing,
            forem_file=a.nothing,
        ),
        room(
            TEAM_AND_COORDINATOR,
            visit_create=s.stay,
            visit_edit=s.visit,
            review_note=s.stay,
        ),
        sent(room(TEAM_AND_COORDINATOR, review_ask=s.stay)),
        sent(room(TRAINERS, contract_draw_up=s.enrolment, internship_draw_up=s.stay)),
        room(EVERYONE, tutor_review=s.tutor_link),
        room(OWN_ROW, my_alternance_paper=s.contract),
        # A date that others rest on is the manager's to correct.
        room(MANAGER, limit_correct=a.journey),
        # A person's own plan; another's step or paper does not exist there.
        room(THE_PERSON, my_plan=a.nothing, my_travelled=a.nothing, my_messages=a.nothing),
        room(
            OWN_ROW,
            my_plan_paper=a.plan_version,
            my_insertion_paper=a.signed_insertion,
            my_agreement=a.own_agreement,
        ),
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
            holiday_list=a.nothing,
            cohort_detail=a.cohort,
            session_detail=a.session,
            learning=a.cohort,
        ),
        # Coordinators organise; so may the manager.
        room(
            TRAINERS,
            programme_create=a.nothing,
            programme_edit=a.programme,
            cohort_create=a.programme,
            cohort_edit=a.cohort,
            session_create=a.cohort,
            calendar_copy=a.cohort,
            holiday_create=a.nothing,
            holiday_edit=a.holiday,
            session_edit=a.session,
            session_cancel=a.session,
            enrolment_create=a.cohort,
            enrolment_move=a.enrolment,
            attendance=a.session,
            door=a.session,
            attendance_proof=a.excused_absence,
            sheet_paper=a.cohort_week,
        ),
        # Hours and money: prepared by one, validated by another.
        room(
            TRAINERS,
            hours_correct=a.closed_hours,
            enrolment_hours=a.enrolment,
            account_create=a.enrolment,
            claim_create=a.enrolment,
            allowances=a.nothing,
            run_create=a.nothing,
            payment_run=a.payment_run,
            run_file=a.validated_run,
            run_sheet=a.payment_run,
            claim_list=a.nothing,
            claim_decide=a.claim,
            claim_correct=a.granted_claim,
            claim_proof=a.claim_proof,
            operator_sheet_list=a.cohort,
            operator_sheet_create=a.cohort,
            operator_sheet=a.operator_sheet,
            operator_sheet_file=a.kept_operator_sheet,
            operator_difference=a.operator_difference,
            operator_line_person=a.operator_line,
        ),
        sent(
            room(
                TRAINERS,
                session_close=a.session,
                run_validate=a.payment_run,
                run_discard=a.payment_run,
            )
        ),
        room(PAYERS_AND_THE_PERSON, statement=a.payment, attestation=a.certified),
        room(RATEKEEPERS, rate_list=a.nothing),
        room(LAWKEEPERS, rate_create=a.nothing, rate_edit=a.rate),
        room(TEAM_TAB, panel=a.person),
        # A person's own space; the calendar address is open to whoever holds it.
        room(
            THE_PERSON,
            my_week=a.nothing,
            my_hours=a.nothing,
            my_door=a.door_code,
            my_learning=a.nothing,
        ),
        room(OWN_ROW, my_answer=a.own_session),
        sent(room(THE_PERSON, my_feed=a.nothing)),
        room(EVERYONE, feed=a.calendar_feed, my_worker=a.nothing, my_manifest=a.nothing),
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

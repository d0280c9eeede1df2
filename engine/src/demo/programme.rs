//! The programme beside the meetings: conferences, workshops, a visit; who signs up, waits, cancels, moves up.

use super::{
    Member,
    people::is_absent_for_a_while,
    setting::{Setting, hour},
    story::{Story, of_kind},
};
use crate::{
    ActivityId, Actor, Error, ParticipantId, RoomId, SiteId,
    domain::{
        activity::{ActivityKind, ActivityState, Audience, NewActivity, Speaker, WhenFull},
        category::CategoryKind,
        sign_up::{SignUp, SignUpState},
        text::Texts,
    },
};
use chrono::{NaiveDateTime, TimeDelta};
use std::collections::BTreeSet;

/// Of twenty people of companies, who comes where: to the two conferences, the two workshops, the round table, the visit.
const SHARES: [usize; 6] = [0, 1, 2, 3, 5, 6];

impl Story {
    /// Opens the programme and lets people sign up; who has something beside meetings.
    pub(super) async fn fill_programme(
        &mut self,
        setting: &Setting,
        people: &super::people::People,
    ) -> Result<BTreeSet<ParticipantId>, Error> {
        let members = &people.members;
        let of_companies: Vec<&Member> = members.iter().filter(|m| m.kind != CategoryKind::Expert).collect();
        let mut busy: BTreeSet<ParticipantId> = BTreeSet::new();
        let absent = of_companies.iter().enumerate().filter(|(i, _)| is_absent_for_a_while(*i));
        busy.extend(absent.map(|(_, member)| member.id));

        let experts = of_kind(members, CategoryKind::Expert);
        let activities = self.announce(setting, of_companies.len().div_ceil(20)).await?;
        let mut sign_ups = Vec::new();
        for (activity, share) in activities.open.iter().zip(SHARES) {
            let coming = of_companies.iter().enumerate().filter(|(i, _)| i % 20 == share);
            let mut of_activity = Vec::new();
            for (_, member) in coming {
                busy.insert(member.id);
                of_activity.extend(self.sign_up(setting, *activity, member, &member.actor()).await?);
                self.wait(2);
            }
            sign_ups.push(of_activity);
        }
        for expert in experts {
            self.sign_up(setting, activities.lunch, expert, &setting.principal.actor()).await?;
        }
        self.leave(setting, &activities, &sign_ups).await?;
        self.deliver().await?;
        Ok(busy)
    }

    /// A sign-up, or none where the activity is full and nobody waits.
    async fn sign_up(
        &self,
        setting: &Setting,
        activity: ActivityId,
        member: &Member,
        by: &Actor,
    ) -> Result<Option<SignUp>, Error> {
        match self.engine.sign_up(by, setting.event, activity, member.id).await {
            Ok(sign_up) => Ok(Some(sign_up)),
            Err(Error::Refused(crate::Refusal::ActivityFull)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Somebody cancels, so that somebody moves up; somebody goes from the first conference to the second.
    async fn leave(
        &self,
        setting: &Setting,
        activities: &Activities,
        sign_ups: &[Vec<SignUp>],
    ) -> Result<(), Error> {
        let actor = setting.principal.actor();
        self.wait(24 * 60);
        let confirmed = |sign_up: &&SignUp| sign_up.state == SignUpState::Confirmed;
        if let Some(sign_up) = sign_ups[2].iter().find(confirmed) {
            self.engine.cancel_sign_up(&actor, setting.event, sign_up.id).await?;
        }
        if let Some(sign_up) = sign_ups[0].iter().find(confirmed) {
            self.engine.transfer_sign_up(&actor, setting.event, sign_up.id, activities.open[1]).await?;
        }
        Ok(())
    }

    /// Sets activities up and opens them. Each workshop has two places for three who want to come.
    #[expect(clippy::too_many_lines, reason = "a programme, read from top to bottom")]
    async fn announce(&mut self, setting: &Setting, n_each: usize) -> Result<Activities, Error> {
        let actor = setting.principal.actor();
        let [palace, factory] = setting.sites;
        let [_, auditorium, studio] = setting.rooms;
        let (stage, workshop) = ((palace, Some(auditorium)), (factory, Some(studio)));
        let places = Some((n_each * 2 / 3).max(1) as i64);
        let talk =
            |day, from, names, place| self.talk(ActivityKind::Conference, (day, from, 60), names, place);
        let limited = |activity: NewActivity| NewActivity {
            kind: ActivityKind::Workshop,
            capacity: places,
            when_full: WhenFull::Wait,
            ..activity
        };
        let open = [
            talk(
                0,
                (11, 0),
                ("Vendre dans un pays que l’on ne connaît pas", "Selling where nobody knows you"),
                stage,
            ),
            talk(1, (11, 0), ("L’énergie de l’usine de demain", "Powering the factory of tomorrow"), stage),
            limited(talk(0, (10, 0), ("Négocier en deux langues", "Negotiating in two languages"), workshop)),
            limited(talk(
                1,
                (10, 0),
                ("Préparer une certification", "Getting ready for certification"),
                workshop,
            )),
            NewActivity {
                kind: ActivityKind::RoundTable,
                ..talk(
                    1,
                    (14, 30),
                    ("Sous-traiter de part et d’autre de la frontière", "Subcontracting across the border"),
                    stage,
                )
            },
            NewActivity {
                kind: ActivityKind::Visit,
                capacity: places,
                when_full: WhenFull::Close,
                ..talk(0, (15, 0), ("Visite de la filature", "A tour of the old mill"), (factory, None))
            },
        ];
        let opening = NewActivity {
            audience: Audience::Everybody,
            ..self.talk(ActivityKind::Conference, (0, (8, 45), 30), ("Ouverture", "Opening"), stage)
        };
        let lunch = NewActivity {
            audience: Audience::Invited,
            ..self.talk(
                ActivityKind::Meal,
                (0, (12, 30), 75),
                ("Déjeuner des experts", "Experts’ lunch"),
                (factory, None),
            )
        };
        let dropped = limited(talk(0, (16, 30), ("Atelier de teinture", "A dyeing workshop"), workshop));

        let mut ids = Vec::new();
        for activity in &open {
            ids.push(self.open(setting, &actor, activity).await?);
        }
        self.open(setting, &actor, &opening).await?;
        let lunch = self.open(setting, &actor, &lunch).await?;
        let dropped = self.open(setting, &actor, &dropped).await?;
        let reason = Some("L’intervenant ne peut pas venir / The speaker cannot come");
        let next = (setting.event, dropped, 2);
        self.engine.change_activity_state(&actor, next, ActivityState::Cancelled, reason).await?;
        Ok(Activities { open: ids, lunch })
    }

    async fn open(
        &self,
        setting: &Setting,
        actor: &Actor,
        activity: &NewActivity,
    ) -> Result<ActivityId, Error> {
        let id = self.engine.create_activity(actor, setting.event, activity).await?;
        let next = (setting.event, id, 1);
        self.engine.change_activity_state(actor, next, ActivityState::Open, None).await?;
        Ok(id)
    }

    /// An activity on the first or the second day, of so many minutes.
    fn talk(
        &self,
        kind: ActivityKind,
        (day, (from_hour, from_minute), minutes): (i64, (u32, u32), i64),
        (fr, en): (&str, &str),
        (site, room): (SiteId, Option<RoomId>),
    ) -> NewActivity {
        let day = self.recipe.first_day + TimeDelta::days(day);
        let from: NaiveDateTime = day.and_time(hour(from_hour, from_minute));
        NewActivity {
            kind,
            reference: None,
            names: Texts::new(fr, en),
            texts: None,
            site,
            room,
            times: (from, from + TimeDelta::minutes(minutes)),
            audience: Audience::Open,
            capacity: None,
            when_full: WhenFull::Close,
            in_charge: None,
            blocks_meetings: true,
            speakers: vec![Speaker {
                name: "Isaure Velmont".into(),
                company: Some("Institut des Échanges".into()),
                ..Speaker::default()
            }],
        }
    }
}

/// The programme.
struct Activities {
    /// Those for which people sign up: two conferences, two workshops, a round table, a visit.
    open: Vec<ActivityId>,
    /// The one to which experts are invited.
    lunch: ActivityId,
}

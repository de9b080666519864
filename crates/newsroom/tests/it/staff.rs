//! Staff: invitations, roles, leaving, and what was done.

use newsroom::backup;
use newsroom::db::values;
use newsroom::error::{Error, Result};
use newsroom::ids::{PublicationId, StaffId};
use newsroom::publications;
use newsroom::staff::{self, INVITATION_LIVES_MS, Invitation, Role, Roles};

use crate::harness::Newsroom;

crate::on_both!(
    the_operator_is_one_owner_however_often_they_come_in,
    an_invitation_lets_in_once_within_a_week,
    a_new_link_makes_the_one_before_worthless,
    an_address_is_invited_once_and_may_come_back,
    roles_hold_from_the_next_request_on,
    who_has_left_is_signed_out_everywhere,
    a_role_is_of_a_publication_that_is_there,
    a_newsroom_has_only_so_many_people,
    somebody_always_owns_the_newsroom,
    two_owners_who_leave_at_once_leave_one,
    an_invitation_without_a_name_an_address_or_a_role_is_refused,
    what_was_done_has_a_name_also_after_they_left,
    people_and_roles_come_back_from_a_backup_and_sessions_do_not,
);

async fn invited(room: &Newsroom, name: &str, email: &str, role: Role) -> Result<(StaffId, String)> {
    let mut tx = room.ctx.db.begin().await?;
    let made = staff::invite(&mut tx, &room.ctx, &Invitation { name, email, roles: Roles(vec![role]) }).await?;
    tx.commit().await?;
    Ok(made)
}

/// Invited and come in: who it is, and their session.
async fn mina(room: &Newsroom, role: Role) -> (StaffId, String) {
    let (id, link) = invited(room, "Mina Orr", "mina@example.org", role).await.unwrap();
    let session = staff::sign_in(&room.ctx, &link, "Firefox").await.unwrap();
    (id, session)
}

async fn operator(room: &Newsroom) -> (StaffId, String) {
    let link = staff::let_in(&room.ctx).await.unwrap();
    let session = staff::sign_in(&room.ctx, &link, "Firefox").await.unwrap();
    let member = staff::signed_in(&room.ctx, &session).await.unwrap().unwrap();
    (member.id, session)
}

async fn roles(room: &Newsroom, session: &str) -> Option<Roles> {
    staff::signed_in(&room.ctx, session).await.unwrap().map(|member| member.roles)
}

async fn change(room: &Newsroom, id: &StaffId, role: Role) -> Result<()> {
    let mut tx = room.ctx.db.begin().await?;
    staff::change(&mut tx, id, &Roles(vec![role])).await?;
    tx.commit().await
}

async fn leave(room: &Newsroom, id: &StaffId) -> Result<()> {
    let mut tx = room.ctx.db.begin().await?;
    staff::leave(&mut tx, &room.ctx, id).await?;
    tx.commit().await
}

async fn daily(room: &Newsroom) -> PublicationId {
    publications::by_slug(&room.ctx.db, "daily").await.unwrap().id
}

fn code(result: Result<impl Sized>) -> String {
    match result {
        Ok(_) => "done".into(),
        Err(Error::Refused { code, .. }) => code.into(),
        Err(Error::Invalid(fields)) => format!("invalid {}", fields[0].name),
        Err(other) => other.to_string(),
    }
}

async fn the_operator_is_one_owner_however_often_they_come_in(room: &Newsroom) {
    let (first, session) = operator(room).await;
    let (again, _) = operator(room).await;
    assert_eq!(first, again);
    assert!(roles(room, &session).await.unwrap().owns());
    assert_eq!(staff::sessions(&room.ctx, &first).await.unwrap(), 2);
    assert_eq!(staff::sign_out_others(&room.ctx, &first, &session).await.unwrap(), 1);
    assert!(roles(room, &session).await.is_some(), "this one goes on");
    staff::sign_out(&room.ctx, &session).await.unwrap();
    assert_eq!(roles(room, &session).await, None);
}

async fn an_invitation_lets_in_once_within_a_week(room: &Newsroom) {
    let (id, link) = invited(room, " Mina Orr ", "Mina@Example.org", Role::Shopkeeper).await.unwrap();
    let waiting = staff::by_id(&room.ctx.db, &id).await.unwrap();
    assert_eq!((waiting.name.as_str(), waiting.email.as_deref()), ("Mina Orr", Some("mina@example.org")));
    assert_eq!(waiting.joined_at_ms, None);
    room.ctx.clock.advance(INVITATION_LIVES_MS - 1);
    let session = staff::sign_in(&room.ctx, &link, "Firefox").await.unwrap();
    assert_eq!(roles(room, &session).await, Some(Roles(vec![Role::Shopkeeper])));
    assert!(staff::by_id(&room.ctx.db, &id).await.unwrap().joined_at_ms.is_some());
    assert_eq!(code(staff::sign_in(&room.ctx, &link, "Firefox").await), "used");
    assert_eq!(code(staff::sign_in(&room.ctx, "made up", "Firefox").await), "unknown");
    let (_, late) = invited(room, "Ken Abe", "ken@example.org", Role::Shopkeeper).await.unwrap();
    room.ctx.clock.advance(INVITATION_LIVES_MS);
    assert_eq!(code(staff::sign_in(&room.ctx, &late, "Firefox").await), "expired");
    room.ctx.clock.advance(staff::SESSION_LIVES_MS);
    assert_eq!(roles(room, &session).await, None);
    staff::sweep(&room.ctx).await.unwrap();
    assert_eq!(room.number("SELECT COUNT(*) FROM staff_link").await, 0);
    assert_eq!(room.number("SELECT COUNT(*) FROM staff_session").await, 0);
}

async fn a_new_link_makes_the_one_before_worthless(room: &Newsroom) {
    let (id, first) = invited(room, "Mina Orr", "mina@example.org", Role::Owner).await.unwrap();
    let mut tx = room.ctx.db.begin().await.unwrap();
    let second = staff::link_for(&mut tx, &room.ctx, &id).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(code(staff::sign_in(&room.ctx, &first, "Firefox").await), "unknown");
    staff::sign_in(&room.ctx, &second, "Firefox").await.unwrap();
}

async fn an_address_is_invited_once_and_may_come_back(room: &Newsroom) {
    operator(room).await;
    let (id, session) = mina(room, Role::Editor(None)).await;
    assert_eq!(code(invited(room, "Mina", "MINA@example.org", Role::Owner).await), "known");
    leave(room, &id).await.unwrap();
    let (back, link) = invited(room, "Mina Orr-Abe", "mina@example.org", Role::Shopkeeper).await.unwrap();
    assert_eq!(back, id);
    assert_eq!(roles(room, &session).await, None, "what was open stays closed");
    let session = staff::sign_in(&room.ctx, &link, "Firefox").await.unwrap();
    assert_eq!(roles(room, &session).await, Some(Roles(vec![Role::Shopkeeper])));
}

async fn roles_hold_from_the_next_request_on(room: &Newsroom) {
    operator(room).await;
    let daily = daily(room).await;
    let (id, session) = mina(room, Role::Editor(Some(daily.clone()))).await;
    assert!(roles(room, &session).await.unwrap().edits(&daily));
    change(room, &id, Role::Shopkeeper).await.unwrap();
    let now = roles(room, &session).await.unwrap();
    assert!(now.keeps_shop() && !now.edits(&daily));
    let mut tx = room.ctx.db.begin().await.unwrap();
    assert_eq!(code(staff::change(&mut tx, &id, &Roles(Vec::new())).await), "invalid role");
}

async fn who_has_left_is_signed_out_everywhere(room: &Newsroom) {
    operator(room).await;
    let (id, session) = mina(room, Role::Owner).await;
    let mut tx = room.ctx.db.begin().await.unwrap();
    let link = staff::link_for(&mut tx, &room.ctx, &id).await.unwrap();
    tx.commit().await.unwrap();
    leave(room, &id).await.unwrap();
    assert_eq!(roles(room, &session).await, None);
    assert_eq!(code(staff::sign_in(&room.ctx, &link, "Firefox").await), "unknown");
    assert_eq!(code(leave(room, &id).await), "member of staff was not found");
    assert!(!staff::all(&room.ctx.db).await.unwrap().iter().any(|member| member.id == id));
}

async fn a_role_is_of_a_publication_that_is_there(room: &Newsroom) {
    let nowhere = || Role::Editor(Some(PublicationId("weekly".into())));
    assert_eq!(code(invited(room, "Mina Orr", "mina@example.org", nowhere()).await), "invalid publication");
    let (id, session) = mina(room, Role::Editor(None)).await;
    assert_eq!(code(change(room, &id, nowhere()).await), "invalid publication");
    assert_eq!(roles(room, &session).await, Some(Roles(vec![Role::Editor(None)])), "what they had stays");
}

async fn a_newsroom_has_only_so_many_people(room: &Newsroom) {
    let (id, _) = invited(room, "Mina Orr", "mina@example.org", Role::Editor(None)).await.unwrap();
    leave(room, &id).await.unwrap();
    for number in 0..staff::MEMBERS_AT_MOST {
        let sql = "INSERT INTO staff_member (id, name, invited_at_ms) VALUES ($1, 'Crowd', 0)";
        room.ctx.db.execute(sql, values![format!("crowd-{number}")]).await.unwrap();
    }
    assert_eq!(code(invited(room, "Ken Abe", "ken@example.org", Role::Editor(None)).await), "too-many");
    assert_eq!(code(invited(room, "Mina Orr", "mina@example.org", Role::Editor(None)).await), "too-many", "nor back");
}

async fn somebody_always_owns_the_newsroom(room: &Newsroom) {
    let (operator, _) = operator(room).await;
    assert_eq!(code(leave(room, &operator).await), "last-owner");
    assert_eq!(code(change(room, &operator, Role::Shopkeeper).await), "last-owner");
    // Who is invited as an owner and has never come in owns nothing yet.
    let (id, link) = invited(room, "Mina Orr", "mina@example.org", Role::Owner).await.unwrap();
    assert_eq!(code(leave(room, &operator).await), "last-owner");
    staff::sign_in(&room.ctx, &link, "Firefox").await.unwrap();
    change(room, &operator, Role::Shopkeeper).await.unwrap();
    assert_eq!(code(leave(room, &id).await), "last-owner");
}

async fn two_owners_who_leave_at_once_leave_one(room: &Newsroom) {
    let (operator, _) = operator(room).await;
    let (mina, _) = mina(room, Role::Owner).await;
    let (one, other) = tokio::join!(leave(room, &operator), leave(room, &mina));
    assert_eq!([one.is_ok(), other.is_ok()].iter().filter(|done| **done).count(), 1, "{one:?} {other:?}");
    assert_eq!(staff::all(&room.ctx.db).await.unwrap().iter().filter(|member| member.roles.owns()).count(), 1);
}

async fn an_invitation_without_a_name_an_address_or_a_role_is_refused(room: &Newsroom) {
    assert_eq!(code(invited(room, "  ", "mina@example.org", Role::Owner).await), "invalid name");
    assert_eq!(code(invited(room, &"m".repeat(81), "mina@example.org", Role::Owner).await), "invalid name");
    assert_eq!(code(invited(room, "Mina", "mina", Role::Owner).await), "invalid email");
    let mut tx = room.ctx.db.begin().await.unwrap();
    let nothing = Invitation { name: "Mina", email: "mina@example.org", roles: Roles(Vec::new()) };
    assert_eq!(code(staff::invite(&mut tx, &room.ctx, &nothing).await), "invalid role");
    drop(tx);
    assert_eq!(room.number("SELECT COUNT(*) FROM staff_member").await, 0);
    assert_eq!(room.number("SELECT COUNT(*) FROM staff_link").await, 0);
}

async fn what_was_done_has_a_name_also_after_they_left(room: &Newsroom) {
    operator(room).await;
    let (id, _) = mina(room, Role::Editor(None)).await;
    staff::write_down(&room.ctx, &id, "/desk/articles/the-bell/publication", "published").await.unwrap();
    room.ctx.clock.advance(1);
    staff::write_down(&room.ctx, &id, &format!("/desk/{}", "x".repeat(500)), "done").await.unwrap();
    leave(room, &id).await.unwrap();
    let deeds = staff::deeds(&room.ctx.db).await.unwrap();
    assert_eq!(deeds.len(), 2);
    assert_eq!((deeds[1].name.as_str(), deeds[1].outcome.as_str()), ("Mina Orr", "published"));
    assert!(deeds[0].path.len() < 300, "a long address is cut");
}

async fn people_and_roles_come_back_from_a_backup_and_sessions_do_not(room: &Newsroom) {
    operator(room).await;
    let daily = daily(room).await;
    let (id, session) = mina(room, Role::Editor(Some(daily.clone()))).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup.tar");
    backup::write(&room.ctx, &file).await.unwrap();
    let other = Newsroom::empty().await;
    backup::read(&other.ctx, &file).await.unwrap();
    let back = staff::by_id(&other.ctx.db, &id).await.unwrap();
    assert_eq!((back.name.as_str(), back.roles), ("Mina Orr", Roles(vec![Role::Editor(Some(daily))])));
    assert_eq!(roles(&other, &session).await, None);
}

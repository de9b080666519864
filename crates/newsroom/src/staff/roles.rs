//! What somebody of the staff may do.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::db::{Db, Tx, values};
use crate::error::{Error, Result};
use crate::ids::{PublicationId, StaffId};

/// A role. An owner may do what the others may, and says who they are; a shopkeeper has products, orders, held coins
/// and the books; an editor has the stories of a publication, or of all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase", tag = "role", content = "publication")]
pub enum Role {
    Owner,
    Shopkeeper,
    Editor(Option<PublicationId>),
}

impl Role {
    pub fn name(&self) -> &'static str {
        match self {
            Role::Owner => "owner",
            Role::Shopkeeper => "shopkeeper",
            Role::Editor(_) => "editor",
        }
    }

    /// A role by its name; only an editor's has a publication.
    ///
    /// # Errors
    /// Invalid for another name, and for another role's publication.
    pub fn named(name: &str, publication: Option<PublicationId>) -> Result<Role> {
        match (name, publication) {
            ("owner", None) => Ok(Role::Owner),
            ("shopkeeper", None) => Ok(Role::Shopkeeper),
            ("editor", publication) => Ok(Role::Editor(publication)),
            ("owner" | "shopkeeper", Some(_)) => {
                Err(Error::invalid("publication", "only an editor is of one publication"))
            }
            _ => Err(Error::invalid("role", "it is owner, shopkeeper or editor")),
        }
    }
}

/// All roles of somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Roles(pub Vec<Role>);

impl Roles {
    pub fn owns(&self) -> bool {
        self.0.contains(&Role::Owner)
    }

    pub fn keeps_shop(&self) -> bool {
        self.owns() || self.0.contains(&Role::Shopkeeper)
    }

    /// Whether they may do something to some stories.
    pub fn edits_anything(&self) -> bool {
        self.owns() || self.0.iter().any(|role| matches!(role, Role::Editor(_)))
    }

    /// Whether the stories of every publication are theirs, and with them what goes out for all.
    pub fn edits_everything(&self) -> bool {
        self.edited().is_none()
    }

    pub fn edits(&self, publication: &PublicationId) -> bool {
        self.edited().is_none_or(|some| some.contains(&publication))
    }

    /// The publications whose stories are theirs; none: all, and those to come.
    pub fn edited(&self) -> Option<Vec<&PublicationId>> {
        if self.owns() || self.0.contains(&Role::Editor(None)) {
            return None;
        }
        let one = |role| if let &Role::Editor(Some(ref publication)) = role { Some(publication) } else { None };
        Some(self.0.iter().filter_map(one).collect())
    }
}

type Row = (StaffId, String, Option<PublicationId>);

fn read(rows: Vec<Row>) -> Result<BTreeMap<StaffId, Roles>> {
    let mut all: BTreeMap<StaffId, Roles> = BTreeMap::new();
    for (member, role, publication) in rows {
        all.entry(member).or_default().0.push(Role::named(&role, publication)?);
    }
    Ok(all)
}

pub(super) async fn of_all(db: &Db) -> Result<BTreeMap<StaffId, Roles>> {
    let sql = "SELECT member, role, publication FROM staff_role ORDER BY member, role, publication";
    read(db.all(sql, values![]).await?)
}

pub(super) async fn of(db: &Db, member: &StaffId) -> Result<Roles> {
    let sql = "SELECT member, role, publication FROM staff_role WHERE member = $1 ORDER BY role, publication";
    Ok(read(db.all(sql, values![member]).await?)?.remove(member).unwrap_or_default())
}

/// Gives somebody these roles instead of what they had.
///
/// # Errors
/// Invalid for a publication that is not there.
pub(super) async fn give(tx: &mut Tx, member: &StaffId, roles: &Roles) -> Result<()> {
    tx.execute("DELETE FROM staff_role WHERE member = $1", values![member]).await?;
    for role in &roles.0 {
        let publication = if let Role::Editor(Some(publication)) = role { Some(publication.0.as_str()) } else { None };
        if let Some(id) = publication {
            let there: Option<(String,)> = tx.optional("SELECT id FROM publication WHERE id = $1", values![id]).await?;
            there.ok_or_else(|| Error::invalid("publication", "there is no such publication"))?;
        }
        tx.execute(
            "INSERT INTO staff_role (member, role, publication) VALUES ($1, $2, $3)",
            values![member, role.name(), publication],
        )
        .await?;
    }
    Ok(())
}

/// Whether somebody else owns the newsroom, too.
pub(super) async fn another_owner(tx: &mut Tx, member: &StaffId) -> Result<bool> {
    let sql = "SELECT COUNT(*) FROM staff_role r JOIN staff_member m ON m.id = r.member
               WHERE r.role = 'owner' AND m.left_at_ms IS NULL AND m.joined_at_ms IS NOT NULL AND r.member <> $1";
    let row: Option<(i64,)> = tx.optional(sql, values![member]).await?;
    Ok(row.is_some_and(|(count,)| count > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper(name: &str) -> PublicationId {
        PublicationId(name.into())
    }

    #[test]
    fn an_editor_has_the_stories_of_their_own_publications_alone() {
        let roles = Roles(vec![Role::Editor(Some(paper("bell"))), Role::Editor(Some(paper("river")))]);
        assert!(roles.edits(&paper("bell")) && roles.edits(&paper("river")) && !roles.edits(&paper("ledger")));
        assert!(!roles.keeps_shop() && !roles.owns());
    }

    #[test]
    fn an_editor_of_all_has_also_what_is_yet_to_come() {
        assert!(Roles(vec![Role::Editor(None)]).edits(&paper("new")));
    }

    #[test]
    fn a_shopkeeper_edits_nothing_and_an_owner_everything() {
        let shop = Roles(vec![Role::Shopkeeper]);
        assert!(shop.keeps_shop() && !shop.edits_anything() && !shop.edits(&paper("bell")));
        let owner = Roles(vec![Role::Owner]);
        assert!(owner.keeps_shop() && owner.owns() && owner.edits(&paper("bell")));
    }

    #[test]
    fn nobody_without_a_role_may_do_anything() {
        let none = Roles::default();
        assert!(!none.keeps_shop() && !none.edits_anything() && !none.edits(&paper("bell")));
    }

    #[test]
    fn only_an_editor_is_of_one_publication() {
        assert!(Role::named("owner", Some(paper("bell"))).is_err());
        assert!(Role::named("king", None).is_err());
        assert_eq!(Role::named("editor", Some(paper("bell"))).expect("a role"), Role::Editor(Some(paper("bell"))));
    }
}

//! A ticket: one showing or hearing that a page may make of a spot. The page hands it back when that has happened.
//!
//! It is signed and kept nowhere: of a hundred that are given out, those that are never used leave no trace. It names a
//! campaign and a moment, and nothing of who has it.

use crate::ids::CampaignId;
use crate::orders::Vault;
use crate::spots::Placement;

/// The form of tickets; one of another form is not taken.
const FORM: &str = "1";

/// What a ticket says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    pub campaign: CampaignId,
    pub placement: Placement,
    /// Of the sound; 0 on a page.
    pub length_ms: i64,
    pub given_at_ms: i64,
    /// Until when the showing or hearing must have begun.
    pub begins_by_ms: i64,
    /// Names this ticket among all: 32 hexadecimal digits.
    pub nonce: String,
}

impl Ticket {
    /// The ticket as a page is handed it.
    pub fn write(&self, vault: &Vault) -> String {
        let text = format!(
            "{FORM}.{}.{}.{}.{}.{}.{}",
            self.campaign,
            self.placement.name(),
            self.length_ms,
            self.given_at_ms,
            self.begins_by_ms,
            self.nonce
        );
        let signature = vault.sign(&text);
        format!("{text}.{signature}")
    }

    /// Reads a ticket that this newsroom has given; `None` for anything else.
    pub fn read(vault: &Vault, ticket: &str) -> Option<Ticket> {
        let (text, signature) = ticket.rsplit_once('.')?;
        if !vault.signed(text, signature) {
            return None;
        }
        let parts: [&str; 7] = text.split('.').collect::<Vec<_>>().try_into().ok()?;
        let [form, campaign, placement, length, given, begins_by, nonce] = parts;
        (form == FORM).then_some(())?;
        Some(Ticket {
            campaign: CampaignId(campaign.to_string()),
            placement: Placement::named(placement)?,
            length_ms: length.parse().ok()?,
            given_at_ms: given.parse().ok()?,
            begins_by_ms: begins_by.parse().ok()?,
            nonce: nonce.to_string(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Chance;

    fn vault(folder: &std::path::Path, name: &str) -> Vault {
        Vault::at(&folder.join(name), &Chance::System).expect("a vault")
    }

    #[test]
    fn a_ticket_is_read_as_it_was_given_and_no_other_is_taken() {
        let folder = tempfile::tempdir().expect("a folder");
        let ours = vault(folder.path(), "ours");
        let ticket = Ticket {
            campaign: CampaignId("0198-7".into()),
            placement: Placement::Between,
            length_ms: 12_345,
            given_at_ms: 1_000,
            begins_by_ms: 2_000,
            nonce: "ab".repeat(16),
        };
        let written = ticket.write(&ours);
        assert_eq!(Ticket::read(&ours, &written).as_ref(), Some(&ticket));
        let longer = written.replace(".12345.", ".99999.");
        let elsewhere = ticket.write(&vault(folder.path(), "theirs"));
        for other in [longer.as_str(), &elsewhere, "", "1", ".", &written[..written.len() - 1], &format!("{written}0")]
        {
            assert_eq!(Ticket::read(&ours, other), None, "{other}");
        }
    }
}

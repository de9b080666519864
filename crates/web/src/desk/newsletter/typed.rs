//! What an editor typed into an issue's form: a subject, words in front, which stories stay, and in which order.

use newsroom::newsletter::issues::{Edited, Issue};
use newsroom::newsletter::picking::{self, Entry};

/// The fields of the form: `story` is one that it lists, in this order; `in` one that is ticked; `place-ID` a story's place.
pub struct Typed(pub Vec<(String, String)>);

impl Typed {
    /// A field that is there once; empty where it is not.
    pub fn one(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }

    fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect()
    }

    /// Browsers send the ends of lines as `\r\n`.
    pub fn intro(&self) -> String {
        self.one("intro").replace("\r\n", "\n")
    }

    /// Whether it was made from the issue as it stands.
    pub fn is_of(&self, issue: &Issue) -> bool {
        self.one("version").parse::<i64>() == Ok(issue.version)
    }

    /// Of a story that the form lists: whether it is ticked, and its place as it was typed.
    pub fn story(&self, article: &str) -> Option<(bool, &str)> {
        let ticked = || self.all("in").contains(&article);
        self.all("story").contains(&article).then(|| (ticked(), self.one(&format!("place-{article}"))))
    }

    /// What the issue becomes by it. Stories that the form does not list stay as they are. `candidates`: what the issue could
    /// hold now, which may be more than the form lists, for it was made a while ago and has an end.
    pub fn edited(&self, issue: &Issue, candidates: Vec<Entry>) -> Edited {
        let listed = self.all("story");
        let ticked = self.all("in");
        let (stays, out): (Vec<&str>, Vec<&str>) = listed.iter().copied().partition(|id| ticked.contains(id));
        let place = |id: &&str| self.one(&format!("place-{id}")).trim().parse().unwrap_or(i64::MAX);
        let mut order = stays.clone();
        order.sort_by_key(place);
        let arranged = if order == stays {
            // Nothing was moved: whoever's order it is, it is theirs, also for stories that are still to come.
            issue.arranged.clone()
        } else {
            let beside = not_in(&issue.arranged, &listed);
            let those = candidates.into_iter().filter(|entry| order.contains(&entry.article.as_str())).collect();
            let by_itself = picking::arrange(those, &[], &[]);
            // Whoever puts them as the newsroom would leaves it to the newsroom again.
            if beside.is_empty() && by_itself.iter().map(|entry| entry.article.as_str()).eq(order.iter().copied()) {
                Vec::new()
            } else {
                order.into_iter().map(str::to_string).chain(beside).collect()
            }
        };
        let mut left_out: Vec<String> = out.into_iter().map(str::to_string).collect();
        left_out.extend(not_in(&issue.left_out, &listed));
        Edited { subject: self.one("subject").to_string(), intro: self.intro(), arranged, left_out }
    }
}

fn not_in(those: &[String], listed: &[&str]) -> Vec<String> {
    those.iter().filter(|id| !listed.contains(&id.as_str())).cloned().collect()
}

#[cfg(test)]
mod tests {
    use newsroom::ids::IssueId;
    use newsroom::subscribers::Rhythm;

    use super::*;

    fn issue(arranged: &[&str], left_out: &[&str]) -> Issue {
        let ids = |those: &[&str]| those.iter().map(|id| (*id).to_string()).collect();
        Issue {
            id: IssueId("issue".into()),
            rhythm: Rhythm::Daily,
            lang: "en".into(),
            number: None,
            state: "draft".into(),
            subject: None,
            intro: None,
            arranged: ids(arranged),
            left_out: ids(left_out),
            version: 3,
            goes_at_ms: 0,
            begun_at_ms: None,
            ended_at_ms: None,
            problem: None,
        }
    }

    /// What could be in it, the newest first: two of sports, two of affairs.
    fn candidates() -> Vec<Entry> {
        let entry = |article: &str, section: &str| Entry {
            article: article.into(),
            story: article.into(),
            slug: article.into(),
            lang: "en".into(),
            headline: article.into(),
            standfirst: None,
            publication: "bell".into(),
            publication_name: "The Bell".into(),
            section: section.into(),
            duration_ms: 60_000,
            picture: None,
        };
        [("goal", "sports"), ("match", "sports"), ("vote", "affairs"), ("tax", "affairs")]
            .map(|(article, section)| entry(article, section))
            .into()
    }

    /// A form that lists these stories, each with its place; one without a place is not ticked.
    fn form(stories: &[(&str, &str)]) -> Typed {
        let mut fields = vec![("version".to_string(), "3".to_string())];
        for (id, place) in stories {
            fields.push(("story".into(), (*id).into()));
            fields.push((format!("place-{id}"), (*place).into()));
            if !place.is_empty() {
                fields.push(("in".into(), (*id).into()));
            }
        }
        Typed(fields)
    }

    fn order(typed: &Typed, issue: &Issue) -> Vec<String> {
        typed.edited(issue, candidates()).arranged
    }

    #[test]
    fn who_changes_nothing_of_the_order_leaves_it_to_the_newsroom_though_stories_have_come_meanwhile() {
        // The goal was not there yet, and it would put the vote before the match.
        let seen = form(&[("match", "1"), ("vote", "2"), ("tax", "3")]);
        assert!(order(&seen, &issue(&[], &[])).is_empty());
        let without = form(&[("goal", "1"), ("vote", ""), ("match", "3"), ("tax", "4")]);
        assert!(order(&without, &issue(&[], &[])).is_empty(), "nor does leaving one out arrange the others");
        let again = form(&[("tax", "1"), ("goal", "2"), ("vote", "3")]);
        assert_eq!(order(&again, &issue(&["tax"], &[])), ["tax"], "an order of before stays what it was");
    }

    #[test]
    fn who_moves_a_story_has_arranged_all_that_they_saw_and_may_give_it_back() {
        let moved = form(&[("goal", "3"), ("vote", "2"), ("match", "1")]);
        assert_eq!(order(&moved, &issue(&[], &[])), ["match", "vote", "goal"]);
        let back = form(&[("match", "3"), ("vote", "2"), ("goal", "1")]);
        assert!(order(&back, &issue(&["match", "vote", "goal"], &[])).is_empty());
    }

    #[test]
    fn what_the_form_does_not_list_is_neither_dropped_nor_let_in_nor_out_of_its_order() {
        let before = issue(&["goal", "vote", "far down"], &["not to be heard just now"]);
        let moved = form(&[("goal", "2"), ("vote", "1"), ("match", "")]).edited(&before, candidates());
        assert_eq!(moved.arranged, ["vote", "goal", "far down"]);
        assert_eq!(moved.left_out, ["match", "not to be heard just now"]);
    }

    #[test]
    fn a_form_knows_of_which_state_it_is() {
        let form = form(&[("goal", "1"), ("vote", "")]);
        assert!(form.is_of(&issue(&[], &[])) && !Typed(vec![]).is_of(&issue(&[], &[])));
        assert_eq!(form.story("goal"), Some((true, "1")));
        assert_eq!((form.story("vote"), form.story("tax")), (Some((false, "")), None));
    }
}

//! Which topic of before a cluster of now is: it keeps its address. Pure.

use std::collections::BTreeMap;

/// Of the smaller of the two, a topic and a cluster, at least one story in so many is the other's too.
const ONE_IN: usize = 2;

/// What becomes of the topics that were there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Of each cluster the topic that it goes on with, if there is one.
    pub goes_on: Vec<Option<String>>,
    /// Topics that were there and lost most of their stories to another one: their address leads there.
    pub went_to: BTreeMap<String, String>,
}

/// `before`: the topic of each story that had one; `now`: the stories of each cluster. The pair that has most stories in
/// common goes first; of equals the topic whose id is less, which is the older one.
pub fn settle(before: &BTreeMap<String, String>, now: &[Vec<String>]) -> Settled {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    before.values().for_each(|topic| *sizes.entry(topic).or_default() += 1);
    let mut pairs: Vec<(usize, &str, usize)> = Vec::new();
    for (cluster, stories) in now.iter().enumerate() {
        let mut common: BTreeMap<&str, usize> = BTreeMap::new();
        for topic in stories.iter().filter_map(|story| before.get(story)) {
            *common.entry(topic).or_default() += 1;
        }
        pairs.extend(common.into_iter().map(|(topic, common)| (common, topic, cluster)));
    }
    pairs.retain(|(common, topic, cluster)| common * ONE_IN >= sizes[topic].min(now[*cluster].len()));
    pairs.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)).then(a.2.cmp(&b.2)));
    let mut settled = Settled { goes_on: vec![None; now.len()], went_to: BTreeMap::new() };
    let mut taken: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, topic, cluster) in &pairs {
        if !taken.contains_key(topic) && settled.goes_on[*cluster].is_none() {
            settled.goes_on[*cluster] = Some((*topic).to_string());
            taken.insert(topic, *cluster);
        }
    }
    for (_, topic, cluster) in pairs {
        if let Some(other) = settled.goes_on[cluster].as_ref().filter(|_| !taken.contains_key(topic)) {
            settled.went_to.entry(topic.to_string()).or_insert_with(|| other.clone());
        }
    }
    settled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn before(topics: &[(&str, &[&str])]) -> BTreeMap<String, String> {
        let of = |(topic, stories): &(&str, &[&str])| {
            let topic = topic.to_string();
            stories.iter().map(move |story| (story.to_string(), topic.clone())).collect::<Vec<_>>()
        };
        topics.iter().flat_map(of).collect()
    }

    fn now(clusters: &[&[&str]]) -> Vec<Vec<String>> {
        clusters.iter().map(|cluster| cluster.iter().map(|story| story.to_string()).collect()).collect()
    }

    #[test]
    fn a_topic_that_grows_stays_itself() {
        let settled = settle(&before(&[("t1", &["a", "b"])]), &now(&[&["x", "y"], &["a", "b", "c", "d", "e"]]));
        assert_eq!(settled.goes_on, [None, Some("t1".into())]);
        assert!(settled.went_to.is_empty());
    }

    #[test]
    fn two_topics_that_become_one_are_one_address_and_the_other_leads_there() {
        let settled =
            settle(&before(&[("t1", &["a", "b"]), ("t2", &["c", "d", "e"])]), &now(&[&["a", "b", "c", "d", "e"]]));
        assert_eq!(settled.goes_on, [Some("t2".into())]);
        assert_eq!(settled.went_to, BTreeMap::from([("t1".into(), "t2".into())]));
    }

    #[test]
    fn of_a_topic_that_falls_apart_the_larger_half_keeps_the_address() {
        let settled = settle(&before(&[("t1", &["a", "b", "c", "d", "e"])]), &now(&[&["a", "b"], &["c", "d", "e"]]));
        assert_eq!(settled.goes_on, [None, Some("t1".into())]);
    }

    #[test]
    fn a_story_that_changed_sides_takes_no_address_with_it() {
        let settled = settle(&before(&[("t1", &["a", "b", "c", "d"])]), &now(&[&["a", "x", "y", "z"]]));
        assert_eq!(settled.goes_on, [None]);
    }
}

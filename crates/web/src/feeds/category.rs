//! Under which heading of the podcast directories a feed stands.

/// A heading of Apple's list, which the other directories use as well; its words are fixed and English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Category {
    pub name: &'static str,
    pub within: Option<&'static str>,
}

impl Category {
    /// News of every kind.
    pub const NEWS: Category = Category { name: "News", within: Some("Daily News") };

    /// The heading for a section, by its slug; daily news for one that an operator added.
    pub fn of_section(slug: &str) -> Category {
        let within = match slug {
            "sports" => "Sports News",
            "entertainment" => "Entertainment News",
            "professional" => "Business News",
            _ => return Category::NEWS,
        };
        Category { name: "News", within: Some(within) }
    }
}

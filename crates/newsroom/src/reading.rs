//! Files, pages and feeds → stories.

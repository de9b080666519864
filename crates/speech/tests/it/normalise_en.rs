//! English text is read as a newsreader would.

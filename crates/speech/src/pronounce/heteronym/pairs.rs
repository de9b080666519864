//! Words that are said in one way as a noun or adjective and in another as a verb.

use super::part::Part;

/// A word and its two sounds, in IPA.
pub struct Pair {
    word: &'static str,
    noun: &'static str,
    verb: &'static str,
}

impl Pair {
    pub fn said(&self, part: Part) -> &'static str {
        match part {
            Part::Noun => self.noun,
            Part::Verb => self.verb,
        }
    }
}

/// The pair of a word in lower case.
pub fn find(word: &str) -> Option<&'static Pair> {
    PAIRS.binary_search_by(|pair| pair.word.cmp(word)).ok().map(|at| &PAIRS[at])
}

const fn pair(word: &'static str, noun: &'static str, verb: &'static str) -> Pair {
    Pair { word, noun, verb }
}

/// Sorted by the word.
static PAIRS: &[Pair] = &[
    pair("abuse", "əbjˈuːs", "əbjˈuːz"),
    pair("addict", "ˈædɪkt", "ədˈɪkt"),
    pair("address", "ˈædɹɛs", "ədɹˈɛs"),
    pair("advocate", "ˈædvəkət", "ˈædvəkeɪt"),
    pair("affiliate", "əfˈɪliət", "əfˈɪlieɪt"),
    pair("aggregate", "ˈæɡɹɪɡət", "ˈæɡɹɪɡeɪt"),
    pair("ally", "ˈælaɪ", "əlˈaɪ"),
    pair("alternate", "ˈɔːltɚnət", "ˈɔːltɚneɪt"),
    pair("appropriate", "əpɹˈoʊpɹiət", "əpɹˈoʊpɹieɪt"),
    pair("approximate", "əpɹˈɑːksɪmət", "əpɹˈɑːksɪmeɪt"),
    pair("articulate", "ɑːɹtˈɪkjələt", "ɑːɹtˈɪkjəleɪt"),
    pair("associate", "əsˈoʊʃiət", "əsˈoʊʃieɪt"),
    pair("attribute", "ˈætɹɪbjuːt", "ətɹˈɪbjuːt"),
    pair("combat", "kˈɑːmbæt", "kəmbˈæt"),
    pair("combine", "kˈɑːmbaɪn", "kəmbˈaɪn"),
    pair("compact", "kˈɑːmpækt", "kəmpˈækt"),
    pair("compound", "kˈɑːmpaʊnd", "kəmpˈaʊnd"),
    pair("compress", "kˈɑːmpɹɛs", "kəmpɹˈɛs"),
    pair("conduct", "kˈɑːndʌkt", "kəndˈʌkt"),
    pair("conflict", "kˈɑːnflɪkt", "kənflˈɪkt"),
    pair("console", "kˈɑːnsoʊl", "kənsˈoʊl"),
    pair("construct", "kˈɑːnstɹʌkt", "kənstɹˈʌkt"),
    pair("contest", "kˈɑːntɛst", "kəntˈɛst"),
    pair("contract", "kˈɑːntɹækt", "kəntɹˈækt"),
    pair("contrast", "kˈɑːntɹæst", "kəntɹˈæst"),
    pair("converse", "kˈɑːnvɜːs", "kənvˈɜːs"),
    pair("convert", "kˈɑːnvɜːt", "kənvˈɜːt"),
    pair("convict", "kˈɑːnvɪkt", "kənvˈɪkt"),
    pair("coordinate", "koʊˈɔːɹdɪnət", "koʊˈɔːɹdɪneɪt"),
    pair("decrease", "dˈiːkɹiːs", "dɪkɹˈiːs"),
    pair("defect", "dˈiːfɛkt", "dɪfˈɛkt"),
    pair("degenerate", "dɪdʒˈɛnɚət", "dɪdʒˈɛnɚeɪt"),
    pair("delegate", "dˈɛlɪɡət", "dˈɛlɪɡeɪt"),
    pair("deliberate", "dɪlˈɪbɚət", "dɪlˈɪbɚeɪt"),
    pair("desert", "dˈɛzɚt", "dɪzˈɜːt"),
    pair("digest", "dˈaɪdʒɛst", "daɪdʒˈɛst"),
    pair("discharge", "dˈɪstʃɑːɹdʒ", "dɪstʃˈɑːɹdʒ"),
    pair("discount", "dˈɪskaʊnt", "dɪskˈaʊnt"),
    pair("duplicate", "dˈuːplɪkət", "dˈuːplɪkeɪt"),
    pair("elaborate", "ɪlˈæbɚət", "ɪlˈæbɚeɪt"),
    pair("escort", "ˈɛskɔːɹt", "ɪskˈɔːɹt"),
    pair("estimate", "ˈɛstɪmət", "ˈɛstɪmeɪt"),
    pair("excuse", "ɪkskjˈuːs", "ɪkskjˈuːz"),
    pair("exploit", "ˈɛksplɔɪt", "ɪksplˈɔɪt"),
    pair("export", "ˈɛkspɔːɹt", "ɪkspˈɔːɹt"),
    pair("extract", "ˈɛkstɹækt", "ɪkstɹˈækt"),
    pair("frequent", "fɹˈiːkwənt", "fɹiːkwˈɛnt"),
    pair("graduate", "ɡɹˈædʒuət", "ɡɹˈædʒueɪt"),
    pair("house", "hˈaʊs", "hˈaʊz"),
    pair("implant", "ˈɪmplænt", "ɪmplˈænt"),
    pair("import", "ˈɪmpɔːɹt", "ɪmpˈɔːɹt"),
    pair("incense", "ˈɪnsɛns", "ɪnsˈɛns"),
    pair("increase", "ˈɪnkɹiːs", "ɪnkɹˈiːs"),
    pair("initiate", "ɪnˈɪʃiət", "ɪnˈɪʃieɪt"),
    pair("insult", "ˈɪnsʌlt", "ɪnsˈʌlt"),
    pair("intimate", "ˈɪntɪmət", "ˈɪntɪmeɪt"),
    pair("invite", "ˈɪnvaɪt", "ɪnvˈaɪt"),
    pair("misuse", "mɪsjˈuːs", "mɪsjˈuːz"),
    pair("moderate", "mˈɑːdɚət", "mˈɑːdɚeɪt"),
    pair("object", "ˈɑːbdʒɛkt", "əbdʒˈɛkt"),
    pair("overhaul", "ˈoʊvɚhˌɔːl", "ˌoʊvɚhˈɔːl"),
    pair("perfect", "pˈɜːfɪkt", "pɚfˈɛkt"),
    pair("permit", "pˈɜːmɪt", "pɚmˈɪt"),
    pair("pervert", "pˈɜːvɜːt", "pɚvˈɜːt"),
    pair("predicate", "pɹˈɛdɪkət", "pɹˈɛdɪkeɪt"),
    pair("present", "pɹˈɛzənt", "pɹɪzˈɛnt"),
    pair("produce", "pɹˈoʊduːs", "pɹədˈuːs"),
    pair("progress", "pɹˈɑːɡɹɛs", "pɹəɡɹˈɛs"),
    pair("project", "pɹˈɑːdʒɛkt", "pɹədʒˈɛkt"),
    pair("protest", "pɹˈoʊtɛst", "pɹətˈɛst"),
    pair("rebel", "ɹˈɛbəl", "ɹɪbˈɛl"),
    pair("rebound", "ɹˈiːbaʊnd", "ɹɪbˈaʊnd"),
    pair("recall", "ɹˈiːkɔːl", "ɹɪkˈɔːl"),
    pair("record", "ɹˈɛkɚd", "ɹɪkˈɔːɹd"),
    pair("recount", "ɹˈiːkaʊnt", "ɹɪkˈaʊnt"),
    pair("refund", "ɹˈiːfʌnd", "ɹɪfˈʌnd"),
    pair("refuse", "ɹˈɛfjuːs", "ɹɪfjˈuːz"),
    pair("reject", "ɹˈiːdʒɛkt", "ɹɪdʒˈɛkt"),
    pair("remake", "ɹˈiːmeɪk", "ɹiːmˈeɪk"),
    pair("replay", "ɹˈiːpleɪ", "ɹiːplˈeɪ"),
    pair("rerun", "ɹˈiːɹʌn", "ɹiːɹˈʌn"),
    pair("segment", "sˈɛɡmənt", "sɛɡmˈɛnt"),
    pair("separate", "sˈɛpɹət", "sˈɛpɚeɪt"),
    pair("subject", "sˈʌbdʒɛkt", "səbdʒˈɛkt"),
    pair("subordinate", "səbˈɔːɹdɪnət", "səbˈɔːɹdɪneɪt"),
    pair("survey", "sˈɜːveɪ", "sɚvˈeɪ"),
    pair("suspect", "sˈʌspɛkt", "səspˈɛkt"),
    pair("syndicate", "sˈɪndɪkət", "sˈɪndɪkeɪt"),
    pair("torment", "tˈɔːɹmɛnt", "tɔːɹmˈɛnt"),
    pair("transfer", "tɹˈænsfɜː", "tɹænsfˈɜː"),
    pair("transport", "tɹˈænspɔːɹt", "tɹænspˈɔːɹt"),
    pair("update", "ˈʌpdeɪt", "ʌpdˈeɪt"),
    pair("upgrade", "ˈʌpɡɹeɪd", "ʌpɡɹˈeɪd"),
    pair("use", "jˈuːs", "jˈuːz"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_every_word_has_two_sounds() {
        assert!(PAIRS.windows(2).all(|two| two[0].word < two[1].word));
        assert!(PAIRS.iter().all(|pair| pair.noun != pair.verb));
        assert!(find("survey").is_some() && find("zebra").is_none());
    }
}

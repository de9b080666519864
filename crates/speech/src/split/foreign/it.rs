//! Italian.

use super::{PLAIN, Usage};

pub(super) static USAGE: Usage = Usage {
    tags: &["it", "scn", "nap", "vec"],
    name: "italian",
    go_on: "\
        sig sigg sig.ra sig.na sig.re dott dott.ssa dottssa dr dr.ssa prof prof.ssa proff avv rag geom arch \
        ing on sen gen col ten magg serg cap amm brig ss s.ten comm cav uff grand.uff pres vicepres dir ill \
        prov fraz univ ist dip dep proc vs p.zza f.lli mons card rev egr spett gent gentilissimo preg sgg \
        env st sto sta mr mrs ecc.mo on.le v.le c.so l.go p.le c.da loc str isp m.llo app commiss cfr p.es \
        p.e segr ass cons amb procc magg.gen ten.col ten.gen gen.d.c.a spec trad eccmo ill.mo rev.do ch.mo \
        op.cit l.c Ch Gius Giov Ant Franc Dom Th Fr Batt Giamb Lor Mar fr",
    before_number: "\
        art artt pag pagg p pp n nn num nr no nº n° vol voll cap capp fig figg tab tabb fax tel cell gen \
        genn feb febb mar apr mag giu giugn lug ago sett set ott nov dic sez cfr prot co lett par § all es \
        ca max min lun mart merc giov ven sab dom tav tom t v vv sec",
    may_end: "\
        a.c d.c s.p.a s.r.l n.d.r s.n.c s.a.s n.b u.s.a jr sr inc co ltd corp min max cit soc a.m p.m \
        s.c.a.r.l",
    and_so_on: "ecc etc eccetera",
    starters: "\
        Il Lo La I Gli Le L Un Uno Una Egli Lui Lei Loro Essi Esse Esso Essa Io Tu Noi Voi Si Ci Vi Ne \
        Questo Questa Questi Queste Quello Quella Quelli Quelle Quel Quei Suo Sua Suoi Sue Mio Mia Nostro \
        Nostra E Ed Ma O Oppure Però Anche Inoltre Infatti Quindi Dunque Perché Poiché Quando Mentre Se \
        Sebbene Come Dove Che Chi Cosa Dopo Prima Poi Allora Così In Nel Nello Nella Nei Negli Nelle Nell A \
        Al Allo Alla Ai Agli Alle All Di Del Dello Della Dei Degli Delle Dell Da Dal Dalla Dai Dalle Dall \
        Con Per Su Sul Sulla Sui Sulle Sull Tra Fra Contro Secondo Durante Senza Sotto Sopra Verso Non No Sì \
        Oggi Ieri Domani Ora Adesso Già Ancora Tutti Tutte Tutto Tutta Ogni Alcuni Alcune Molti Molte \
        Nessuno Nessuna Nulla Niente Qualcuno È E’ Era Erano Sono Ha Hanno Fu Due Tre Qui Là Lì Altri Altre \
        Entrambi Proprio Solo Intanto Tuttavia Eppure Invece Oltre C Qual Quale Quanto Quanti D Aveva Stato",
    ..PLAIN
};

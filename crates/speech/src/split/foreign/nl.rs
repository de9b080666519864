//! Dutch.

use super::{PLAIN, Usage};

pub(super) static USAGE: Usage = Usage {
    tags: &["nl", "af"],
    name: "dutch",
    go_on: "\
        dhr mevr mw mej drs mr dr prof ing ir ds jhr gen kol lt sgt maj kap kapt burg fam pr secr adv bijv \
        resp ca o.a m.n d.w.z i.v.m t.a.v m.b.t t.o.v z.g zgn incl excl vlg vgl afd univ evt dir voorz vert \
        wnd aalm mgr st inz plv fr-m lat Ned Ph Th Chr IJ Joh Fr mevrouw bijz gem oorspr overl geb get gebr \
        insp comm luit gouv vz vice-adm adm brig hoofdinsp wethm dipl cand i.p.v i.h.b i.c n.a.v m.u.v o.l.v \
        o.b.v t.b.v t.g.v t.n.v m.i ihb mbt tav ivm nav m.a.w bc ec jkvr hr cf",
    before_number: "\
        blz nr nrs no fig afb hfst tab dl p pp vs vol art par bijl afl jg tel kl jan feb febr mrt apr jun \
        jul aug sep sept okt nov dec vr bl bd ed c ca max min § st pag",
    may_end: "\
        n.v b.v e.d jl jr sr bv vs v.chr n.chr v.c n.c a.u.b s.v.p max min co ltd inc mln mld dec st z.o.z \
        c.s c.v n.t.r red",
    and_so_on: "enz enzovoort etc e.v e.a ff",
    starters: "\
        Hij Zij Ze Het De Een Ik Wij We Jij Je U Jullie Men Dit Dat Deze Die Er Daar Hier Zijn Haar Hun Mijn \
        Ons Onze Jouw Uw En Maar Of Want Dus Ook Toch Dan Toen Als Omdat Hoewel Terwijl Nadat Voordat Sinds \
        In Op Aan Bij Met Van Voor Na Naar Om Over Onder Tegen Tot Door Uit Zonder Tussen Volgens Tijdens \
        Binnen Buiten Achter Vanaf Ondanks Wegens Geen Niet Nooit Nu Vandaag Gisteren Morgen Later Daarna \
        Daarom Bovendien Echter Inmiddels Eerder Alle Alles Veel Enkele Sommige Elke Ieder Iedereen Niemand \
        Iemand Niets Wat Wie Hoe Waar Waarom Wanneer Welke Ja Nee Twee Drie Was Is Heeft Werd Zo Zelfs Nog \
        Al Alleen Beide Andere Zulke Zodra Tevens Intussen Vervolgens Daarnaast",
    ..PLAIN
};

//! Danish: ordinals with a full stop.

use super::{Ordinals, PLAIN, Usage};

pub(super) static USAGE: Usage = Usage {
    tags: &["da"],
    name: "danish",
    go_on: "\
        hr fr frk prof dr lic ing dipl adv dir gen kapt kaptl oberstltn ltn obltn Maj konst skt sct kgl \
        formd fmd næstfmd sekr afd f.eks feks ifl iflg jf jvf mhp mht pga ekskl inkl sml tidl nuv bl.a bla \
        d.v.s dvs evt vedr ca ang betr fhv hhv resp ekon jur kand tek phil adm sgt politikom overkom vicedir \
        st alm beg bet egl ekstr fork forb fmk forts gl gns hds if ift int jr kbh kst kpt mdr medl midl mk \
        ml nb nl oberstløjtn opr opl overs part pers pol præs red ref rep sdr sekt sign skr spec såk tilsv \
        tilh udg udgj vejl vha vs årg øv s.u p.g.a m.h.t m.h.p i.f.m t.h t.v i.h.t h.h.v v.h.a eks Chr Th Ph \
        Joh Aa Kom",
    before_number: "\
        kl nr nrs tlf mob s ss stk pkt tab pr afs art kap fig bd bind § jan feb febr mar mrt apr jun jul aug \
        sep sept okt nov dec maks min max lok vol postbox sp st v l p pp cirka tirs ons tors d",
    may_end: "\
        m.v m.m m.fl f.kr e.kr a.m.b.a a/s o.l o.lign mio mia mill kr adr co ltd inc u.å d.å d.d a.s aps p.t \
        pt sek pct",
    and_so_on: "osv o.s.v etc",
    starters: "\
        Han Hun Den Det De Vi Jeg Du I Man En Et Der Her Men Og Eller For Så Da Når Hvis Fordi Mens Efter \
        Før Siden Under Over Ved Med Uden Fra Til På Om Af Ad Hos Mellem Mod Gennem Hans Hendes Deres Dens \
        Dets Min Mit Mine Din Dit Vores Sin Denne Dette Disse Ingen Intet Alle Alt Mange Nogle Flere Begge \
        Hver Hvert Andre Ifølge Derfor Derefter Dog Også Nu dag Senere Samtidig Desuden Ikke Hvad Hvem Hvor \
        Hvordan Hvorfor Hvornår At Som Selv Ja Nej To Tre Var Er Har Havde Blev Kun Endnu Igen Dermed Heller \
        Inden Ring Trods Allerede Først Både Hverken Måske",
    ordinals: Ordinals::After("den det de d der til fra hans hendes deres hver"),
    ..PLAIN
};

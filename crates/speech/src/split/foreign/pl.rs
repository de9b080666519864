//! Polish.

use super::{Ordinals, PLAIN, Usage};

pub(super) static USAGE: Usage = Usage {
    tags: &["pl"],
    name: "polish",
    go_on: "\
        np tzn tzw inż mgr ul tj dr prof św ks płk ppłk mjr kpt zob hab bł ppor sierż kpr plut adm kadm wadm \
        marsz dyr wicemin prok asp insp nadkom podkom nadinsp mec doc dypl śp kard bp abp pow woj gm miejsc \
        obyw Pos Sen wiceprez zast dh m.in ds wg ww ok ew tel pt pn zw zwł przyp cyt lic inz rtm bryg \
        st.sierż st sędz kons amb ambas wicemarsz gł przew sekr kier nacz tłum oprac wyb jw b pocz pseud \
        przeł o.o bryt ang niem franc łac ros włos hiszp pol Cz Sz Ch Rz Dz Kl Al Chr Zb Wł St Kaz Krz Br \
        Prof arch prez",
    before_number: "\
        art ust pkt par rozdz rys tab godz ok woj lit zał zd wyd cz lok ryc fot il sygn wers ur zm zesz nast \
        dn nr str s t poz tel tys min maks kl p pp vol fig § m faks wew zł gr sty lut kwi cze wrz paź gru \
        pon wt śr czw pt sob",
    may_end: "\
        r w n.e p.n.e s.a im al pl os kom tow ob lek min por asp sp.z.o.o o.o z.o.o mln mld tys zł gr kg ub \
        br bm bież godz hr ltd inc co jr sek gen red med",
    and_so_on: "itd itp i.t.d i.t.p etc i.in in",
    starters: "\
        On Ona Ono Oni One Ja Ty My Wy To Ten Ta Te Ci Tamten Tamta Tego Tej Tym Tych Jego Jej Ich Mój Moja \
        Nasz Nasza Swój A I Ale Lecz Jednak Oraz Albo Lub Więc Zatem Bo Ponieważ Gdyż Że Żeby Aby Gdy Kiedy \
        Jeśli Jeżeli Choć Chociaż Mimo W We Z Ze Na Do Od Po Przed Za Pod Nad Przy Przez Dla Bez U O Ku \
        Między Podczas Według Wobec Dzięki Wśród Około Oprócz Poza Nie Tak Tu Tam Teraz Wtedy Potem Później \
        Dziś Dzisiaj Wczoraj Jutro Już Jeszcze Także Też Również Tylko Nawet Dlatego Ponadto Następnie \
        Obecnie Wszyscy Wszystko Wszystkie Każdy Każda Nikt Nic Ktoś Coś Kto Co Jak Gdzie Dlaczego Czy Który \
        Która Które Którzy Jest Są Był Była Było Byli Były Ma Mają Miał Miała Został Została Zostało \
        Zostanie Będzie Dwa Dwie Trzy Kilka Wiele Wielu Inni Jedni Jeden Jedna Takie Taki Taka Obaj Oba",
    ordinals: Ordinals::After(""),
    ..PLAIN
};

//! German: ordinals with a full stop, nouns with a capital.

use super::{Ordinals, PLAIN, Usage};

pub(super) static USAGE: Usage = Usage {
    tags: &["de", "gsw", "nds", "lb"],
    name: "german",
    go_on: "\
        hr hrn fr frl prof dr dres dipl ing dipl.-ing bzw vgl ca evtl ggf gegebenenf inkl exkl insb insbes \
        sog gem mind str st bspw zzgl abzgl geb verh hl allg lfd gest vors stellv stv ehem urspr gegr kath \
        evang ev jur phil rer nat med vet theol pol oec habil bzgl einschl hrsg hgg hg eigtl röm hptm lt ltn \
        oblt olt maj obst oberst oberstlt obstlt Frhr Gf präs abg rechtsanw pfr kfm kffr bsp z.b z.bsp zb \
        d.h u.u i.d.r m.e o.g s.o s.u bad.-württ Pl univ inst abt verf vizepräs gen.-sekr staatssekr insp \
        kriminalkomm bgm oberbgm bundespräs min.-präs geschf betr ges rer.nat i.v i.a v.a z.zt z.z bayr \
        preuß österr schweiz dt engl frz amtl bes bundesl chr.-demokr ggü jew kgl königl lat mrs mr ms od \
        verst vglw wg zw entspr näml übers Th Ph Chr Joh Alex Wilh Sch Fa Fam RA nachf Mag",
    before_number: "\
        nr nrn no abs art abb bd bde kap ziff anm tel fax s sp fn rn rdnr rz tab aufl jg jhg hausnr lit az \
        bl gr fig vol jan jän feb febr mär mrz apr jun jul aug sep sept okt nov dez kl pos psm stk et op ff \
        zif buchst tgb ver v p pp whg hs Mo Di Mi Do Sa So",
    may_end: "\
        max min mio mrd tsd std sek u.a z.t o.ä a.d e.v g.e.v i.r n.chr v.chr d.j d.m s.a u.ä co ltd inc \
        corp hbf a.m p.m ggmbh o.k t.u a.g jh jhd jhdt gen Dir",
    and_so_on: "usw usf u.s.w u.v.m u.v.a etc ff u.a.m",
    starters: "\
        Er Sie Es Ich Wir Ihr Du Man Der Die Das Den Dem Des Ein Eine Einen Einem Einer Eines Kein Keine \
        Keiner Dieser Diese Dieses Diesen Diesem Jener Jene Sein Seine Seinen Seiner Seinem Ihre Ihren Ihrem \
        Ihrer Mein Meine Unser Unsere Euer Dein Deine Und Aber Doch Denn Oder Sondern Auch Nur Noch Schon \
        Dann Danach Dabei Dafür Dagegen Damit Davor Davon Daraufhin Darum Dazu Daran Darauf Dort Da Deshalb \
        Deswegen Daher Dadurch Außerdem Ausserdem Zudem Jedoch Trotzdem Hier Heute Gestern Morgen Jetzt Nun \
        Später Zuvor Vorher Bisher Inzwischen Allerdings Wenn Als Weil Obwohl Während Nachdem Bevor Seit \
        Seitdem Nach Vor Bei Beim Mit Von Vom Aus Auf An Am Im In Ins Zu Zum Zur Für Gegen Ohne Über Unter \
        Um Bis Durch Trotz Wegen Laut Alle Alles Viele Einige Manche Mehrere Jeder Jede Jedes Beide Andere \
        Niemand Jemand Nichts Was Wer Wie Wo Warum Wann Ob So Sogar Selbst Nicht Nie Ja Nein Zwei Drei Vier \
        Etwa Rund Insgesamt War Waren Ist Sind Hat Haben Wird Sonst Zwar Zunächst Schließlich Endlich Dass \
        Daß Welche Welcher Weitere Weiter Wieder Erst Immer Solche Zuletzt Zwischen Bitte Ebenso Dennoch \
        Somit Weder Entweder Rufen",
    ordinals: Ordinals::After(
        "am dem der vom zum im den des das die beim zur jeder jede jedes ein eine einen einem einer ihren ihr ihre seinen sein seine unser unsere mein meine",
    ),
    ..PLAIN
};

//! Languages without an entry: what is common to many, Portuguese, Catalan, Swedish, Norwegian, Czech and Turkish among
//! them. A word cut short in one of them hardly ever ends a sentence in another.

use super::{Ordinals, PLAIN, Usage};

pub(super) static USAGE: Usage = Usage {
    tags: &[],
    go_on: "\
        hr hrn fr frl prof dipl ing bzw vgl ca evtl ggf inkl exkl insb sog gem max mind str st bspw zzgl \
        abzgl geb verh hl allg lfd usf mio mrd tsd std gest vors stellv ehem urspr gegr kath jur phil rer \
        habil bzgl einschl hrsg hgg eigtl röm stv sr sra srta sres dra dr drs lic ud uds vd vds gral cap tte \
        cnel admón avda av pte sto sta exmo exma ilmo profa eng mm mme mlle mlles me mgr sig sigg dott avv \
        on rag geom arch env cf mmes sgg dottssa magg serg boul ecc egr spett gent preg rev mons card dhr \
        mevr mw mr bijv resp jf ang mht pga bla feks tlf adr fhv hhv iflg dvs evt vedr kap ekon np tzn tzw \
        inż ul tj napr např św ks płk ppłk mjr kpt zob г гг ул им проф др акад доц пр пл просп обл ред см \
        напр doç bkz yrd cad mah judr mudr bc",
    before_number: "\
        nr abs art abb bd kap ziff anm tel s no núm nº n° pág págs pag vol fig cap kl num chap sect al с стр \
        рис ст p pp lpd poz str mio mrd tis jan feb mär apr jun jul aug sep sept okt nov dez dec ene abr ago \
        dic janv févr avr juil",
    ordinals: Ordinals::After(""),
    ..PLAIN
};

//! French.

use super::{PLAIN, Usage};

pub(super) static USAGE: Usage = Usage {
    tags: &["fr", "oc"],
    name: "french",
    go_on: "\
        m mme mmes mlle mlles me mgr dr drs prof pr st ste gén gal cdt capt lt sgt adj amb dir prés sén dép \
        vve cie éd bd pl rte bât chap univ dépt ets sté tél env cf boul av p.-d.g c.-à-d p.ex ex ing arch \
        vice-prés secr sec ltt brig maj com comm insp préf ppal adm amir contre-amir vice-am mar card ab rév \
        ind int lieut-col lt-col maréc bibl bull coll trad dict fb fg hôt pass sq vx anc appt arr arrt Ch Th \
        Ph Chr Fr Cl Alph Alex Ed Edm Et Fréd Gust Guill Jos J.-Cl Nic Vict Xav MM apr",
    before_number: "\
        art n no nos nº n° p pp pag t vol chap fig al ch ill parag par liv tab réf éd tél fax sect ann annex \
        doc jan janv févr fév avr juil sept oct nov déc num l v § ca env arr bp max min",
    may_end: "\
        j.-c av.j.-c apr.j.-c s.a o.n.u s.a.r.l s.a.s e.d jr sr co inc ltd corp a.m p.m min max cap col",
    and_so_on: "etc h",
    starters: "\
        Il Elle Ils Elles On Je Tu Nous Vous Le La Les L Un Une Des Du De D Ce C Cet Cette Ces Cela Ça Son \
        Sa Ses Leur Leurs Mon Ma Mes Notre Nos Votre Vos Et Mais Ou Or Donc Car Ni Que Qu Qui Quoi Quand \
        Comme Si Lorsque Lorsqu Puisque Parce Bien Alors Ainsi Aussi Après Avant Pendant Depuis Dans En À A \
        Au Aux Avec Sans Pour Par Sur Sous Chez Vers Contre Entre Selon Malgré Dès Jusqu Hier Demain \
        Maintenant Puis Ensuite Enfin Toutefois Cependant Pourtant Tous Toutes Tout Toute Chaque Plusieurs \
        Certains Certaines Aucun Aucune Personne Rien Où Comment Pourquoi Combien Quel Quelle Quels Ici Là Y \
        N Ne Non Oui Deux Trois Est Sont Était Ont S Se J M T Celui Celle Ceux Même Seul Seule Autre Autres \
        Lui Eux Moi Parmi Outre Déjà Encore Désormais Fin",
    ..PLAIN
};

//! Slovak.

use super::{Ordinals, PLAIN, Usage};

pub(super) static USAGE: Usage = Usage {
    tags: &["sk"],
    name: "slovak",
    go_on: "\
        prof dr mudr judr phdr rndr thdr paeddr mvdr pharmdr ing arch mgr bc doc gen plk npor pplk mjr kpt \
        por ppor rtm nadpor čat akad sv tzv napr tj t.j ul p pp pí sl dipl csc drsc art red zást predn riad \
        prez št.taj podpreds preds ved mons vdp gen.mjr gen.por kap resp t.z t.zn tzn cca okr kraj býv slov \
        čes angl nem lat rus franc st ml Ch Št",
    before_number: "\
        čl ods písm obr roč zv pozn zn febr vyd č čís s str tel tab kap par § odd príl t tom zväz hod jan \
        feb mar apr aug sep sept okt nov dec mil mld tis r vol min max okr por",
    may_end: "\
        n.l a.s s.r.o pr.n.l k.s v.o.s o.z n.o z.z ltd inc co jr hod sek mil mld tis r st spol nám",
    and_so_on: "atď a.i a.pod apod etc atp a.p",
    starters: "\
        On Ona Ono Oni Ony Ja Ty My Vy To Ten Tá Tie Tí Táto Tento Toto Títo Tieto Jeho Jej Ich Môj Moja Náš \
        Naša Svoj A I Aj Ale No Avšak Však Alebo Či Preto Lebo Pretože Keď Keďže Ak Aby Že Hoci Kým V Vo Z \
        Zo Na Do Od Po Pred Za Pod Nad Pri Pre Bez U O K Ku S So Cez Medzi Počas Podľa Proti Okolo Nie Áno \
        Tu Tam Teraz Potom Neskôr Dnes Včera Zajtra Už Ešte Tiež Len Iba Všetci Všetko Každý Každá Nikto Nič \
        Niekto Kto Čo Ako Kde Kedy Prečo Ktorý Ktorá Je Sú Bol Bola Bolo Boli Má Majú Mal Mala Bude Dva Dve \
        Tri Viacerí Mnohí Okrem Napriek Zatiaľ Tak Takže Takto Vtedy Obaja Jeden Jedna Išli Odišli",
    ordinals: Ordinals::After("dňa dne"),
    bare_words: true,
    ..PLAIN
};

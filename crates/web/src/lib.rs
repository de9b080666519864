//! The newsroom's pages, feeds and addresses. The only crate that names axum.

pub mod account;
pub mod assets;
pub mod coins;
pub mod desk;
pub mod feeds;
pub mod health;
pub mod inline;
pub mod json_ld;
pub mod lines;
pub mod listener;
pub mod listens;
pub mod live;
pub mod newsletter;
pub mod orders;
pub mod page;
pub mod problem;
pub mod products;
pub mod programmes;
pub mod progress;
pub mod range;
pub mod security;
pub mod session;
pub mod shapes;
pub mod sharing;
pub mod site;
pub mod sitemap;
pub mod sound;
pub mod spots;
pub mod store;
pub mod transcript;
pub mod ui;
pub mod wallet;
pub mod words;
mod xml;

use std::net::SocketAddr;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use newsroom::listening::BODY_AT_MOST;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::account::door;
use crate::listener::{
    about, app, article, front, listening, machines, picture, programme, publication, search, section,
};
use crate::listener::{share_card, stories, tag, topic};
use crate::site::Site;

/// Every route, with who may use it.
pub fn router(site: Site) -> Router {
    let everybody = Router::new()
        .route("/", get(front::show))
        .route("/sections/{slug}", get(section::show))
        .route("/sections/{slug}/programme.mp3", get(programmes::of_section))
        .route("/sections/{slug}/{feed}", get(machines::of_section))
        .route("/publications/{slug}", get(publication::show))
        .route("/publications/{slug}/programme.mp3", get(programmes::of_publication))
        .route("/publications/{slug}/{feed}", get(machines::of_publication))
        .route("/tags/{slug}", get(tag::show))
        .route("/tags/{slug}/programme.mp3", get(programmes::of_tag))
        .route("/topics/{slug}", get(topic::show))
        .route("/topics/{slug}/programme.mp3", get(programmes::of_topic))
        .route("/articles/{slug}", get(article::show))
        .route("/articles/{slug}/narration.json", get(article::narration)) // staff also before it is published
        .route("/articles/{slug}/transcript.vtt", get(article::vtt)) // likewise
        .route("/articles/{slug}/transcript.json", get(article::transcript_json)) // likewise
        .route("/articles/{slug}/live.mp3", get(live::serve)) // likewise
        .route("/articles/{slug}/share-card/{name}", get(share_card::show))
        .route("/search", get(search::show))
        .route("/programme.json", get(programme::show))
        .route("/stories.json", get(stories::show))
        .route("/queue", get(listening::queue)) // what stands in these four, the browser itself knows
        .route("/history", get(listening::history))
        .route("/saved", get(listening::saved))
        .route("/following", get(listening::following))
        .route("/programme.mp3", get(programmes::of_front))
        .route("/programmes/{name}", get(sound::serve_programme))
        .route("/audio/{name}", get(sound::serve)) // staff also before it is published
        .route("/pictures/{name}", get(picture::show))
        .route("/about/voice", get(about::show))
        .route("/downloads", get(app::downloads)) // what is on it is in the browser alone
        .route("/offline", get(app::offline))
        .route("/app.webmanifest", get(app::manifest))
        .route("/sw.js", get(app::worker))
        .route("/coins/rules", get(coins::rules))
        .route("/products", get(products::list))
        .route("/products/{id}", get(products::show))
        .route("/podcast.xml", get(machines::podcast))
        .route("/atom.xml", get(machines::atom))
        .route("/feed.json", get(machines::json))
        .route("/sitemap.xml", get(machines::sitemap))
        .route("/sitemaps/{n}", get(machines::sitemap_part))
        .route("/news-sitemap.xml", get(machines::news_sitemap))
        .route("/robots.txt", get(machines::robots))
        .route("/covers/{name}", get(machines::cover))
        .route("/spots/tickets", post(spots::give)) // so many a minute from one network address, and no cookie is read
        .route("/spots/heard", post(spots::heard)) // whoever holds a ticket; likewise
        .route("/assets/{name}", get(assets::serve))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/metrics", get(health::metrics)) // the operator's proxy keeps it inside; it names nobody
        .route("/newsletter/preferences", get(newsletter::preferences::show).post(newsletter::preferences::change)) // by a letter's secret
        .route(
            "/newsletter/unsubscription",
            get(newsletter::unsubscription::show).post(newsletter::unsubscription::end),
        ) // likewise; mail programs, too
        .route("/desk/sign-in", get(desk::session::show))
        .route("/desk/session", post(desk::session::open)); // whoever holds a one-time link

    // Whoever is not signed in yet; few tries a minute from one network address.
    let door = Router::new()
        .route("/newsletter", get(newsletter::show).post(newsletter::ask))
        .route("/newsletter/confirmation", get(newsletter::link).post(newsletter::confirm))
        .route("/account/sign-in", get(account::sign_in::show))
        .route("/account/sign-in-link", post(account::sign_in::send))
        .route("/account/session", get(account::sign_in::link).post(account::sign_in::open))
        .route("/account/passkey-questions", post(account::passkeys::ask))
        .route("/account/passkey-session", post(account::passkeys::sign_in))
        .route("/account/new-passkey-questions", post(account::passkeys::ask_new)) // a listener's, or a new account's
        .route("/account/passkeys", post(account::passkeys::add)) // likewise
        .route("/desk/passkey-questions", post(desk::me::ask))
        .route("/desk/passkey-session", post(desk::me::sign_in))
        .route_layer(from_fn_with_state(site.clone(), door::limited));

    let listeners = Router::new()
        .route("/account", get(account::index::show))
        .route("/account/address", post(account::index::add_address))
        .route("/account/devices/{id}/end", post(account::index::end_device))
        .route("/account/devices/end", post(account::index::end_others))
        .route("/account/session/end", post(account::index::end))
        .route("/account/passkeys/{id}/removal", post(account::passkeys::remove))
        .route("/account/export.json", get(account::leaving::export))
        .route("/account/erasure", post(account::leaving::erase))
        .route("/wallet", get(wallet::show))
        .route("/wallet/coins.json", get(wallet::coins))
        .route("/wallet/appeals", post(wallet::appeal))
        .route("/orders", get(orders::list).post(orders::place))
        .route("/orders/new", get(orders::ask))
        .route("/orders/{id}", get(orders::show))
        .route("/orders/{id}/disclosures", post(orders::reveal))
        .route("/orders/{id}/cancellation", post(orders::cancel))
        .route("/orders/{id}/return", post(orders::hand_back))
        .route("/listens", post(listens::open))
        .route("/listens/{session}/heartbeats", post(listens::hear))
        .route("/progress", get(progress::show).post(progress::tell).layer(DefaultBodyLimit::max(BODY_AT_MOST)))
        .route_layer(from_fn_with_state(site.clone(), door::only_listeners));

    // Each story is shown to those alone who edit its publication.
    let editors = Router::new()
        .route("/desk/articles/{slug}", get(desk::article::show))
        .route("/desk/articles/{slug}/publication", post(desk::article::publish))
        .route("/desk/articles/{slug}/schedule", post(desk::article::schedule))
        .route("/desk/articles/{slug}/correction", post(desk::article::correct))
        .route("/desk/articles/{slug}/retraction", post(desk::article::retract))
        .route("/desk/articles/{slug}/narration", post(desk::article::voice))
        .route_layer(from_fn_with_state(site.clone(), session::only_editors));

    // What goes to everybody is theirs who edit every publication.
    let head_editors = Router::new()
        .route("/desk/newsletter", get(desk::newsletter::list))
        .route("/desk/newsletter/{id}", get(desk::newsletter::issue::show).post(desk::newsletter::issue::save))
        .route("/desk/newsletter/{id}/letter", get(desk::newsletter::issue::letter))
        .route("/desk/newsletter/{id}/text", get(desk::newsletter::issue::text))
        .route("/desk/newsletter/{id}/test", post(desk::newsletter::issue::test))
        .route("/desk/newsletter/{id}/sending", post(desk::newsletter::issue::begin))
        .route("/desk/newsletter/{id}/skip", post(desk::newsletter::issue::skip))
        .route("/desk/newsletter/{id}/continuation", post(desk::newsletter::issue::go_on))
        .route("/desk/newsletter/{id}/copies/{subscriber}/settlement", post(desk::newsletter::issue::settle))
        .route_layer(from_fn_with_state(site.clone(), session::only_head_editors));

    let shopkeepers = Router::new()
        .route("/desk/held", get(desk::held::list))
        .route("/desk/held/{listener}/release", post(desk::held::release))
        .route("/desk/held/{listener}/voiding", post(desk::held::void))
        .route("/desk/rates", get(desk::rates::show))
        .route("/desk/books", get(desk::books::show))
        .route("/desk/books/audit", post(desk::books::audit))
        .route("/desk/products", get(desk::products::list).post(desk::products::add))
        .route("/desk/products/new", get(desk::products::new))
        .route("/desk/products/{id}", get(desk::products::show).post(desk::products::change))
        .route("/desk/products/{id}/listing", post(desk::products::list_it))
        .route("/desk/products/{id}/withdrawal", post(desk::products::withdraw))
        .route("/desk/products/{id}/stock", post(desk::products::restock))
        .route("/desk/products/{id}/vouchers", post(desk::products::upload))
        .route("/desk/orders", get(desk::orders::list))
        .route("/desk/orders/{id}/refund", post(desk::orders::refund))
        .route("/desk/orders/{id}/cancellation", post(desk::orders::cancel))
        .route("/desk/collections", post(desk::orders::collect))
        .route("/desk/spots", get(desk::spots::list).post(desk::spots::add))
        .route("/desk/spots/new", get(desk::spots::new))
        .route("/desk/spots/{id}", get(desk::spots::show).post(desk::spots::change))
        .route("/desk/spots/{id}/campaigns", post(desk::campaigns::book))
        .route("/desk/campaigns/{id}", get(desk::campaigns::show).post(desk::campaigns::change))
        .route("/desk/campaigns/{id}/report.csv", get(desk::campaigns::report))
        .route("/desk/campaigns/{id}/pause", post(desk::campaigns::pause))
        .route("/desk/campaigns/{id}/resumption", post(desk::campaigns::resume))
        .route("/desk/campaigns/{id}/end", post(desk::campaigns::end))
        .route_layer(DefaultBodyLimit::max(security::BODY_AT_MOST)) // pictures and files of vouchers
        .route_layer(from_fn_with_state(site.clone(), session::only_shopkeepers));

    let owners = Router::new()
        .route("/desk/rates", post(desk::rates::publish))
        .route("/desk/mails", get(desk::mails::show)) // letters hold links that open accounts
        .route("/desk/staff", get(desk::staff::list).post(desk::staff::invite))
        .route("/desk/staff/{id}/link", post(desk::staff::link))
        .route("/desk/staff/{id}/role", post(desk::staff::change))
        .route("/desk/staff/{id}/leaving", post(desk::staff::leave))
        .route_layer(from_fn_with_state(site.clone(), session::only_owners));

    let staff = Router::new()
        .route("/desk", get(desk::index::show)) // the stories of whoever looks
        .route("/desk/me", get(desk::me::show))
        .route("/desk/me/devices/end", post(desk::me::end_others))
        .route("/desk/new-passkey-questions", post(desk::me::ask_new))
        .route("/desk/passkeys", post(desk::me::add))
        .route("/desk/passkeys/{id}/removal", post(desk::me::remove))
        .route("/desk/session/end", post(desk::session::end))
        .merge(editors)
        .merge(head_editors)
        .merge(shopkeepers)
        .merge(owners)
        .route_layer(from_fn_with_state(site.clone(), session::only_staff));

    let routes = everybody
        .merge(door)
        .merge(listeners)
        .merge(staff)
        .fallback(problem::not_found)
        .method_not_allowed_fallback(problem::not_allowed);
    security::bounded(routes, &site).with_state(site)
}

/// Serves until told to stop; what is under way is answered first.
pub async fn serve(listener: TcpListener, site: Site, stop: CancellationToken) -> std::io::Result<()> {
    let service = router(site).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop.cancelled_owned()).await
}

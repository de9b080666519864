//! Which addresses may be asked at all: as they are written, and as their names resolve.

use std::collections::BTreeSet;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use super::FetchError;

/// Where web pages are. Others are mail, databases and the like, which can be talked into mischief by a GET.
const PORTS: [u16; 4] = [80, 443, 8080, 8443];

/// Endings of names that only a private network knows (RFC 6761, RFC 6762, RFC 8375, and `internal`, reserved in 2024).
const PRIVATE_NAMES: [&str; 8] =
    ["localhost", "local", "internal", "intranet", "lan", "home.arpa", "localdomain", "onion"];

/// An address that may be asked.
#[derive(Debug, PartialEq, Eq)]
pub struct Checked {
    pub url: Url,
    /// A place that an operator configured: its name may lead anywhere.
    pub exempt: bool,
}

/// An address as written → one that may be asked, or why not. `exempt` holds `host:port` of configured places.
pub fn check(given: &str, exempt: &BTreeSet<String>) -> Result<Checked, FetchError> {
    let given = given.trim();
    let url = Url::parse(given).map_err(|_| FetchError::NotAnAddress { given: given.chars().take(200).collect() })?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(FetchError::Scheme { scheme: url.scheme().to_owned() });
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(FetchError::UserInfo);
    }
    let port = url.port_or_known_default().unwrap_or(0);
    let host = url.host_str().unwrap_or_default().to_owned();
    if exempt.contains(&format!("{host}:{port}")) {
        return Ok(Checked { url, exempt: true });
    }
    match url.host() {
        // `0x7f.1` and `2130706433` have become `127.0.0.1` by now.
        Some(Host::Ipv4(address)) => {
            return Err(if is_public(IpAddr::V4(address)) {
                FetchError::Literal { host }
            } else {
                FetchError::Private { host }
            });
        }
        Some(Host::Ipv6(address)) => {
            return Err(if is_public(IpAddr::V6(address)) {
                FetchError::Literal { host }
            } else {
                FetchError::Private { host }
            });
        }
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            // A name without a dot is completed by the machine's own search list.
            let private = !name.contains('.')
                || PRIVATE_NAMES.iter().any(|ending| name == *ending || name.ends_with(&format!(".{ending}")));
            if private {
                return Err(FetchError::Private { host });
            }
        }
        None => return Err(FetchError::NotAnAddress { given: given.chars().take(200).collect() }),
    }
    if !PORTS.contains(&port) {
        return Err(FetchError::Port { port });
    }
    Ok(Checked { url, exempt: false })
}

/// A name that leads only to places which are not fetched.
#[derive(Debug)]
pub struct Blocked {
    pub host: String,
}

impl fmt::Display for Blocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} has no public address", self.host)
    }
}

impl std::error::Error for Blocked {}

/// Resolves names for the connection itself, and hands it public addresses only.
pub struct PublicNames;

impl Resolve for PublicNames {
    fn resolve(&self, name: Name) -> Resolving {
        let host = name.as_str().to_owned();
        Box::pin(async move {
            let found = tokio::net::lookup_host((host.as_str(), 0)).await?;
            let public: Vec<SocketAddr> = found.filter(|address| is_public(address.ip())).collect();
            if public.is_empty() {
                return Err(Blocked { host }.into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

/// An address on the public internet: none of the special blocks of the IANA registries (RFC 6890 and its updates).
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(a == 0                                    // this network
        || a == 10 || (a == 172 && (16..32).contains(&b)) || (a == 192 && b == 168) // private
        || (a == 100 && (64..128).contains(&b)) // carriers' own
        || a == 127                             // this machine
        || (a == 169 && b == 254)               // link-local, and the clouds' metadata
        || (a == 192 && b == 0 && c == 0)       // protocol assignments
        || (a == 192 && b == 0 && c == 2) || (a == 198 && b == 51 && c == 100) || (a == 203 && b == 0 && c == 113) // examples
        || (a == 192 && b == 88 && c == 99)     // 6to4 relays
        || (a == 198 && (18..20).contains(&b))  // benchmarks
        || (a == 168 && b == 63 && address.octets()[2..] == [129, 16]) // a cloud's host agent, on a public number
        || a >= 224) // multicast, reserved, broadcast
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let s = address.segments();
    // Only 2000::/3 is given out; that leaves aside this machine, IPv4-mapped, NAT64 (64:ff9b::/96, 64:ff9b:1::/48),
    // unique local, link-local and multicast. Within it, tunnels carry IPv4 addresses of any kind.
    s[0] & 0xe000 == 0x2000
        && s[0] != 0x2002                       // 6to4
        && !(s[0] == 0x2001 && s[1] < 0x0200)   // Teredo, benchmarks, ORCHID and other protocol blocks
        && !(s[0] == 0x2001 && s[1] == 0x0db8)  // examples
        && !(s[0] == 0x3fff && s[1] < 0x1000) // examples
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(url: &str) -> FetchError {
        check(url, &BTreeSet::new()).expect_err(url)
    }

    #[test]
    fn public_pages_pass_as_written() {
        for url in [
            "https://example.org/a?b#c",
            "http://news.example.co.uk:8080/",
            "https://例え.テスト/",
            " https://example.org ",
        ] {
            assert!(check(url, &BTreeSet::new()).is_ok(), "{url}");
        }
    }

    #[test]
    fn this_machine_is_refused_however_it_is_written() {
        for url in [
            "http://localhost/",
            "http://localhost./",
            "http://x.localhost/",
            "http://127.0.0.1/",
            "http://127.1/",
            "http://0x7f.1/",
            "http://2130706433/",
            "http://017700000001/",
            "http://0/",
            "http://[::1]/",
            "http://[::]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:7f00:1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[2002:7f00:1::]/",
            "http://１２７.０.０.１/",
            "http://intranet/",
            "http://db.internal/",
            "http://printer.local/",
            "http://router.lan/",
        ] {
            assert!(matches!(refused(url), FetchError::Private { .. }), "{url} gave {:?}", refused(url));
        }
    }

    #[test]
    fn private_networks_and_metadata_addresses_are_refused() {
        for host in [
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "100.64.0.1",
            "169.254.169.254",
            "224.0.0.1",
            "255.255.255.255",
            "168.63.129.16",
            "[fd00::1]",
            "[fe80::1]",
            "[ff02::1]",
            "[fd00:ec2::254]",
            "[2001::1]",
        ] {
            let error = refused(&format!("http://{host}/latest/meta-data/"));
            assert!(matches!(error, FetchError::Private { .. }), "{host} gave {error:?}");
        }
    }

    #[test]
    fn a_public_number_is_no_name_either() {
        assert!(matches!(refused("http://93.184.216.34/"), FetchError::Literal { .. }));
        assert!(matches!(refused("http://[2606:2800:220:1::1]/"), FetchError::Literal { .. }));
    }

    #[test]
    fn other_schemes_ports_and_passwords_are_refused() {
        assert_eq!(refused("file:///etc/passwd"), FetchError::Scheme { scheme: "file".to_owned() });
        assert_eq!(refused("gopher://example.org/"), FetchError::Scheme { scheme: "gopher".to_owned() });
        assert_eq!(refused("http://example.org:22/"), FetchError::Port { port: 22 });
        assert_eq!(refused("http://ann:secret@example.org/"), FetchError::UserInfo);
        assert_eq!(refused("https://example.org@127.0.0.1/"), FetchError::UserInfo);
        assert!(matches!(refused("news today"), FetchError::NotAnAddress { .. }));
    }

    #[test]
    fn a_configured_place_passes_and_its_neighbours_do_not() {
        let exempt = BTreeSet::from(["127.0.0.1:9000".to_owned(), "voices.internal:80".to_owned()]);
        assert!(check("http://127.0.0.1:9000/x", &exempt).is_ok());
        assert!(check("http://voices.internal/", &exempt).is_ok());
        assert!(check("http://127.0.0.1:9001/x", &exempt).is_err());
        assert!(check("http://voices.internal:8080/", &exempt).is_err());
    }

    #[tokio::test]
    async fn a_name_that_leads_to_this_machine_gives_the_connection_no_address() {
        let name: Name = "localhost".parse().expect("a name");
        let error = PublicNames.resolve(name).await.err().expect("localhost is not public");
        assert!(error.downcast_ref::<Blocked>().is_some(), "{error}");
    }

    #[test]
    fn the_neighbours_of_private_blocks_are_public() {
        for address in
            ["9.255.255.255", "11.0.0.0", "172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1", "169.253.1.1"]
        {
            assert!(is_public(address.parse().expect(address)), "{address}");
        }
        assert!(is_public("2606:4700::1111".parse().expect("an address")));
    }
}

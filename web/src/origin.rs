//! From where a request comes: whoever is connected or, behind proxies that are trusted, whom they name.

use crate::App;
use axum::{
    extract::{ConnectInfo, Request, State},
    http::HeaderMap,
    middleware::Next,
    response::Response,
};
use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use std::net::{IpAddr, SocketAddr};

/// Addresses and networks: in the configuration a list, or a text with commas.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Vec<String>")]
pub struct Networks(Vec<IpNet>);

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Text(String),
    List(Vec<String>),
}

impl TryFrom<Written> for Networks {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let list = match written {
            Written::Text(text) => text.split(',').map(str::to_owned).collect(),
            Written::List(list) => list,
        };
        let words = list.iter().map(|word| word.trim()).filter(|word| !word.is_empty());
        words.map(network).collect::<Result<_, _>>().map(Self)
    }
}

fn network(word: &str) -> Result<IpNet, String> {
    let alone = |_| word.parse::<IpAddr>().map(IpNet::from);
    word.parse().or_else(alone).map_err(|_| format!("`{word}` is neither an address nor a network"))
}

impl From<Networks> for Vec<String> {
    fn from(networks: Networks) -> Self {
        networks.0.iter().map(ToString::to_string).collect()
    }
}

impl Networks {
    fn hold(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

/// The header in which proxies name who was connected to them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProxyHeader {
    /// `X-Forwarded-For`, which most proxies write.
    #[default]
    XForwardedFor,
    /// `Forwarded`, by RFC 7239.
    Forwarded,
}

/// The proxies before this node.
#[derive(Clone, Debug, Default)]
pub(crate) struct Proxies {
    pub(crate) trusted: Networks,
    /// The one that they write. The other may come from anybody, and is never read.
    pub(crate) header: ProxyHeader,
}

/// The address that a request comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Client(pub(crate) IpAddr);

/// Finds out from where a request comes, for whoever asks later.
pub(crate) async fn find(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
    if let Some(peer) = peer {
        let client = Client(app.proxies().client(peer, request.headers()));
        request.extensions_mut().insert(client);
    }
    next.run(request).await
}

impl Proxies {
    /// Whom trusted proxies name: the last that none of them is. What stands before it may be anybody's invention.
    fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut nearest = peer.to_canonical();
        let named = match self.header {
            ProxyHeader::XForwardedFor => forwarded_for(headers),
            ProxyHeader::Forwarded => forwarded(headers),
        };
        for address in named.into_iter().rev() {
            let (true, Some(address)) = (self.trusted.hold(nearest), address) else { break };
            nearest = address;
        }
        nearest
    }
}

/// The addresses of `X-Forwarded-For`, in order; nothing for each that is none.
fn forwarded_for(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    texts(headers, "x-forwarded-for").flat_map(|text| text.split(',')).map(address).collect()
}

/// The addresses of `Forwarded`, in order; nothing for each element that names none.
fn forwarded(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let named = |element: &str| {
        let mut pairs = element.split(';').filter_map(|pair| pair.split_once('='));
        pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case("for")).and_then(|(_, value)| address(value))
    };
    texts(headers, "forwarded").flat_map(|text| text.split(',')).map(named).collect()
}

/// The values of a header that may come several times. What is no text names nobody.
fn texts<'a>(headers: &'a HeaderMap, name: &str) -> impl Iterator<Item = &'a str> {
    headers.get_all(name).iter().map(|value| value.to_str().unwrap_or_default())
}

/// An address, perhaps with a port, perhaps between quotes or brackets.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim().trim_matches('"');
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let with_port = |_| text.parse::<SocketAddr>().map(|address| address.ip());
    bare.parse().or_else(with_port).ok().map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trusted(list: &[&str]) -> Networks {
        Written::List(list.iter().map(|word| (*word).to_owned()).collect()).try_into().unwrap()
    }

    fn client(header: ProxyHeader, peer: &str, headers: &[(&'static str, &str)]) -> String {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        let proxies = Proxies { trusted: trusted(&["10.0.0.0/8", "2001:db8::1"]), header };
        proxies.client(peer.parse().unwrap(), &map).to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed_and_only_the_last_they_name() {
        let name = "x-forwarded-for";
        for (peer, headers, expected) in [
            // Nobody stands between, or nobody whom we trust.
            ("203.0.113.5", vec![], "203.0.113.5"),
            ("203.0.113.5", vec![(name, "198.51.100.7")], "203.0.113.5"),
            ("10.0.0.1", vec![], "10.0.0.1"),
            ("10.0.0.1", vec![(name, "198.51.100.7")], "198.51.100.7"),
            // The client wrote the first itself.
            ("10.0.0.1", vec![(name, "127.0.0.1, 198.51.100.7")], "198.51.100.7"),
            ("10.0.0.1", vec![(name, "127.0.0.1"), (name, "198.51.100.7")], "198.51.100.7"),
            // Through two proxies.
            ("10.0.0.1", vec![(name, "127.0.0.1, 198.51.100.7, 10.0.0.2")], "198.51.100.7"),
            // All are ours: the first of them.
            ("10.0.0.1", vec![(name, "10.0.0.3, 10.0.0.2")], "10.0.0.3"),
            // What is no address names nobody, and hides what stands before.
            ("10.0.0.1", vec![(name, "198.51.100.7, unknown")], "10.0.0.1"),
            ("10.0.0.1", vec![(name, "198.51.100.7,")], "10.0.0.1"),
            // Ports, brackets, and IPv4 in the clothes of IPv6.
            ("::ffff:10.0.0.1", vec![(name, "::ffff:198.51.100.7")], "198.51.100.7"),
            ("2001:db8::1", vec![(name, "198.51.100.7:4711")], "198.51.100.7"),
            ("10.0.0.1", vec![(name, "[2001:db8::5]:4711")], "2001:db8::5"),
            // The other header is anybody's.
            ("10.0.0.1", vec![("forwarded", "for=127.0.0.1")], "10.0.0.1"),
        ] {
            let found = client(ProxyHeader::XForwardedFor, peer, &headers);
            assert_eq!(found, expected, "{peer} {headers:?}");
        }
    }

    #[test]
    fn the_header_of_the_rfc_is_read_where_it_is_the_one() {
        let name = "forwarded";
        for (headers, expected) in [
            (vec![(name, "for=127.0.0.1, For=198.51.100.7;proto=https")], "198.51.100.7"),
            (vec![(name, "proto=https;for=\"[2001:db8::5]:4711\"")], "2001:db8::5"),
            (vec![(name, "for=198.51.100.7, for=_hidden")], "10.0.0.1"),
            (vec![(name, "for=198.51.100.7, by=10.0.0.2")], "10.0.0.1"),
            (vec![("x-forwarded-for", "127.0.0.1")], "10.0.0.1"),
        ] {
            assert_eq!(client(ProxyHeader::Forwarded, "10.0.0.1", &headers), expected, "{headers:?}");
        }
    }

    #[test]
    fn networks_are_a_list_or_a_text() {
        let text: Networks = Written::Text("10.0.0.0/8, 2001:db8::1".to_owned()).try_into().unwrap();
        assert_eq!(text, trusted(&["10.0.0.0/8", "2001:db8::1/128"]));
        assert_eq!(Vec::<String>::from(text), ["10.0.0.0/8", "2001:db8::1/128"]);
        let wrong = Networks::try_from(Written::Text("10.0.0.0/99".to_owned())).unwrap_err();
        assert!(wrong.contains("10.0.0.0/99"), "{wrong}");
    }
}

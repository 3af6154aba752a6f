//! What names a socket address.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};

/// What [`TcpListener::bind`](crate::net::TcpListener::bind) and others take as an address.
///
/// The types are those of [`std::net::ToSocketAddrs`]. That trait blocks to look up a name, so this
/// one, like tokio's, only says what to look up. No other crate can implement it.
pub trait ToSocketAddrs: sealed::Addresses {}

impl<A: sealed::Addresses + ?Sized> ToSocketAddrs for A {}

/// A blocking lookup, for another thread.
pub(super) type Lookup = Box<dyn FnOnce() -> io::Result<Vec<SocketAddr>> + Send>;

pub(super) mod sealed {
    use std::net::SocketAddr;

    pub trait Addresses {
        /// The addresses, or how to look them up.
        fn addresses(&self) -> Result<Vec<SocketAddr>, super::Lookup>;
    }
}

/// The lookup of a name by the operating system.
fn lookup(name: impl std::net::ToSocketAddrs + Send + 'static) -> Lookup {
    Box::new(move || Ok(name.to_socket_addrs()?.collect()))
}

macro_rules! known_addresses {
    ($($type:ty)*) => {
        $(impl sealed::Addresses for $type {
            fn addresses(&self) -> Result<Vec<SocketAddr>, Lookup> {
                Ok(vec![SocketAddr::from(*self)])
            }
        })*
    };
}

known_addresses!(SocketAddr SocketAddrV4 SocketAddrV6);
known_addresses!((IpAddr, u16)(Ipv4Addr, u16)(Ipv6Addr, u16));

impl sealed::Addresses for [SocketAddr] {
    fn addresses(&self) -> Result<Vec<SocketAddr>, Lookup> {
        Ok(self.to_vec())
    }
}

impl sealed::Addresses for str {
    fn addresses(&self) -> Result<Vec<SocketAddr>, Lookup> {
        self.parse().map(|address| vec![address]).map_err(|_| lookup(self.to_owned()))
    }
}

impl sealed::Addresses for (&str, u16) {
    fn addresses(&self) -> Result<Vec<SocketAddr>, Lookup> {
        let (host, port) = *self;
        let address = host.parse().map(|ip| vec![SocketAddr::new(ip, port)]);
        address.map_err(|_| lookup((host.to_owned(), port)))
    }
}

impl sealed::Addresses for (String, u16) {
    fn addresses(&self) -> Result<Vec<SocketAddr>, Lookup> {
        (self.0.as_str(), self.1).addresses()
    }
}

impl sealed::Addresses for String {
    fn addresses(&self) -> Result<Vec<SocketAddr>, Lookup> {
        self.as_str().addresses()
    }
}

impl<A: sealed::Addresses + ?Sized> sealed::Addresses for &A {
    fn addresses(&self) -> Result<Vec<SocketAddr>, Lookup> {
        (**self).addresses()
    }
}

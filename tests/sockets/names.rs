//! Addresses in figures and in names.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, SocketAddrV4};

both_runtimes! {
    #[test]
    fn an_address_may_be_given_in_many_forms() {
        run(async {
            let local = Ipv4Addr::LOCALHOST;
            drop(TcpListener::bind("127.0.0.1:0").await.unwrap());
            drop(TcpListener::bind("127.0.0.1:0".to_owned()).await.unwrap());
            drop(TcpListener::bind(&"127.0.0.1:0".to_owned()).await.unwrap());
            drop(TcpListener::bind(("127.0.0.1", 0)).await.unwrap());
            drop(TcpListener::bind(("127.0.0.1".to_owned(), 0)).await.unwrap());
            drop(TcpListener::bind((local, 0)).await.unwrap());
            drop(TcpListener::bind((IpAddr::V4(local), 0)).await.unwrap());
            drop(TcpListener::bind(SocketAddrV4::new(local, 0)).await.unwrap());
            drop(TcpListener::bind(SocketAddr::from((local, 0))).await.unwrap());
            drop(TcpListener::bind(&[SocketAddr::from((local, 0))][..]).await.unwrap());
        });
    }

    #[test]
    fn a_name_is_looked_up_while_other_tasks_run() {
        run(async {
            let listener = TcpListener::bind("localhost:0").await.unwrap();
            let port = listener.local_addr().unwrap().port();
            let connect = task::spawn_local(async move {
                TcpStream::connect(("localhost", port)).await.unwrap().peer_addr().unwrap()
            });
            listener.accept().await.unwrap();
            assert_eq!(connect.await.unwrap().port(), port);

            let found: Vec<_> = net::lookup_host("localhost:80").await.unwrap().collect();
            assert!(!found.is_empty());
            assert!(found.iter().all(|address| address.ip().is_loopback() && address.port() == 80));
        });
    }

    #[test]
    fn what_is_no_address_is_an_error() {
        run(async {
            TcpListener::bind("localhost").await.unwrap_err();
            TcpListener::bind("127.0.0.1:port").await.unwrap_err();
            assert!(net::lookup_host("no port").await.is_err());
        });
    }
}

//! What somebody sees who counts octets on the wire: a real server on this machine, a connection for each request.

use actix_web::HttpServer;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use super::{House, plain_test::file};

/// Sends a form over a connection of its own until the server ends it; gives the octets that came back.
async fn octets(address: std::net::SocketAddr, path: &str, body: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    // Without the server ending the connection this never returns: that is part of the story.
    tokio::time::timeout(std::time::Duration::from_secs(60), stream.read_to_end(&mut answer))
        .await
        .expect("the server ends the connection")
        .unwrap();
    answer
}

#[actix_web::test]
async fn right_and_wrong_words_and_reports_of_one_bucket_are_equal_on_the_wire() {
    let house = House::open().await;
    let (words, _) = file(&house, &[("q-what", "x")]).await;
    let door = house.door.clone();
    let server = HttpServer::new(move || door.app()).workers(1).disable_signals().bind(("127.0.0.1", 0)).unwrap();
    let address = server.addrs()[0];
    let server = server.run();
    let handle = server.handle();
    actix_web::rt::spawn(server);
    let form = |words: &str| format!("words={}", words.replace(' ', "+"));
    let right = octets(address, "/plain/mailbox", &form(&words)).await;
    assert!(right.starts_with(b"HTTP/1.1 200 OK\r\n"));
    let mut letters: Vec<&str> = words.split(' ').collect();
    letters.swap(0, 1);
    for wrong in [letters.join(" "), words.replace(letters[3], "zzzz"), "seven words are not enough".to_owned()] {
        let answer = octets(address, "/plain/mailbox", &form(&wrong)).await;
        assert_eq!(answer.len(), right.len(), "{wrong}");
    }
    let sent = |text: String| {
        let body = format!("{}&submission={}&q-what={text}", form(&words), "ab".repeat(16));
        async move { octets(address, "/plain/report", &body).await.len() }
    };
    assert_eq!(sent("short".to_owned()).await, sent("l".repeat(100_000)).await);
    handle.stop(false).await;
}

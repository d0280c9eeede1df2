//! A mail server on loopback that keeps what it is given, and misbehaves as it is told.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// A mail as it was handed over.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mail {
    pub(crate) to: String,
    /// Headers and body, with headers unfolded.
    pub(crate) text: String,
}

impl Mail {
    /// A header of the mail.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let headers = self.text.split("\r\n\r\n").next()?;
        headers.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

/// What the server does beside accepting.
#[derive(Clone, Debug, Default)]
pub(crate) struct Manners {
    /// Recipients that it refuses, with what it says.
    pub(crate) refused: Vec<(&'static str, &'static str)>,
    /// Whether it hangs up once it has a mail, before it says so.
    pub(crate) hangs_up: bool,
}

/// The server.
#[derive(Clone, Debug)]
pub(crate) struct MailServer {
    pub(crate) address: SocketAddr,
    mails: Arc<Mutex<Vec<Mail>>>,
    manners: Arc<Mutex<Manners>>,
}

impl MailServer {
    /// Listens on a port of its own.
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let server = Self { address, mails: Arc::default(), manners: Arc::default() };
        let serving = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let one = serving.clone();
                tokio::spawn(async move { one.talk(stream).await });
            }
        });
        server
    }

    /// Where it is, for the configuration.
    pub(crate) fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// What it was given.
    pub(crate) fn mails(&self) -> Vec<Mail> {
        locked(&self.mails).clone()
    }

    /// Tells it how to behave from now on.
    pub(crate) fn behave(&self, manners: Manners) {
        *locked(&self.manners) = manners;
    }

    async fn talk(&self, stream: TcpStream) -> Option<()> {
        let (reader, mut writer) = stream.into_split();
        let mut lines = BufReader::new(reader).lines();
        writer.write_all(b"220 loopback ESMTP\r\n").await.ok()?;
        let mut to = String::new();
        while let Some(line) = lines.next_line().await.ok()? {
            let answer = match line.split([' ', ':']).next().unwrap_or_default() {
                "EHLO" => "250-loopback\r\n250 8BITMIME".to_owned(),
                "RCPT" => {
                    to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                    let manners = locked(&self.manners).clone();
                    let refused = manners.refused.iter().find(|(address, _)| *address == to);
                    refused.map_or("250 fine", |(_, answer)| answer).to_owned()
                }
                "DATA" => {
                    writer.write_all(b"354 go on\r\n").await.ok()?;
                    let mut text = String::new();
                    while let Some(line) = lines.next_line().await.ok()?.filter(|line| line != ".") {
                        text += &line;
                        text += "\r\n";
                    }
                    let text = text.replace("\r\n ", " ").replace("\r\n\t", " ");
                    locked(&self.mails).push(Mail { to: to.clone(), text });
                    if locked(&self.manners).hangs_up {
                        return None;
                    }
                    "250 taken".to_owned()
                }
                "QUIT" => return None,
                _ => "250 fine".to_owned(),
            };
            writer.write_all(format!("{answer}\r\n").as_bytes()).await.ok()?;
        }
        Some(())
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().expect("nobody panicked")
}

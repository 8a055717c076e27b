//! Serves the book to browsers, from the first page until the server is asked to end.
//!
//! # Layout
//! - [`listen`]: takes the port.
//! - [`signals`]: waits until the server is asked to end.
//! - [`app`]: what is answered at which address, and which checks come before that.
//! - [`pages`]: the files of the last good book.

mod app;
mod listen;
mod pages;
mod signals;

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, ensure};
use futures::{FutureExt, poll};
use runner::play::Player;
use runner::play::sandbox::Isolation;
use schedules::Explorer;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::connections::{self, Waits};
use crate::play::Dispatcher;
use crate::preview::{self, Follower, Status};
use crate::progress::Progress;
use crate::token::Token;

/// How long an answer that has begun may take once the server is asked to end.
const GRACE: Duration = Duration::from_secs(2);

/// Where and how the book is served.
pub struct Settings {
    /// The address to serve at.
    pub host: IpAddr,
    /// The port to serve at. 0 means any free one.
    pub port: u16,
    /// How long a program may take.
    pub time_limit: Duration,
    /// How long clients are waited for.
    pub waits: Waits,
    /// Whether the book is also opened in a browser.
    pub open: bool,
}

/// Builds the book at `root` and serves it until the server is asked to end.
///
/// # Errors
/// The port is taken, the book cannot be rendered at all, or other machines can reach the host while programs are not kept apart
/// from this one.
pub fn serve(root: &Path, settings: Settings) -> Result<()> {
    let Settings {
        host,
        port,
        time_limit,
        waits,
        open,
    } = settings;
    let runtime = tokio::runtime::Runtime::new()?;
    let done = runtime.block_on(async {
        // The first poll installs the signal handlers, so that they are there before the address is printed.
        let mut asked_to_end = Box::pin(signals::asked_to_end().fuse());
        let _ = poll!(&mut asked_to_end);

        // The port comes first, so that its error appears before the long work and not after it.
        let listener = listen::listen(SocketAddr::new(host, port)).await?;
        let address = listener.local_addr()?;

        let book = root.to_owned();
        let player = spawn_blocking(move || Player::new(&book, time_limit));
        let progress = Progress::start("Rendering the book");
        let (statuses, status) = watch::channel(preview::first(root)?);
        progress.done();
        let player = player.await??;
        allow(player.isolation(), host)?;
        let explorer = Explorer::new(root, player.isolation().clone())?;
        let token = Token::if_needed(player.isolation(), address)?;
        // Held until the end. Without it the book can still be read.
        let _follower = Follower::start(root, statuses).inspect_err(|error| {
            eprintln!("warning: changes of the sources will not appear in the pages: {error:#}")
        });
        let server = Server {
            root: root.to_owned(),
            listener,
            status,
            dispatcher: Dispatcher::new(player, explorer),
            waits,
            token,
        };
        let keeper = tokio::spawn(server.keep_built());

        let url = server.url(address);
        println!("The course is at {url} (ctrl-c ends it)");
        if open && let Err(error) = open::that_detached(&url) {
            eprintln!("warning: no browser could be opened ({error}): open {url} yourself");
        }
        // Its own task runs on a thread of the runtime's pool, where connections arrive. This thread would have to be woken for
        // each of them.
        let done = tokio::spawn(server.run(asked_to_end)).await?;
        // The keeper holds the folder of the pages, so it must end before the process does, or the folder would stay.
        keeper.abort();
        let _ = keeper.await;
        done
    });
    runtime.shutdown_timeout(Duration::ZERO);
    done
}

/// Refuses to play programs for other machines where they are not kept apart from this one. For readers on this machine it
/// warns.
fn allow(isolation: &Isolation, host: IpAddr) -> Result<()> {
    let Some(missing) = isolation.missing() else {
        return Ok(());
    };
    ensure!(
        host.is_loopback(),
        "cannot serve at {host}: whoever reaches it could run anything here, since {missing}\n  \
         fix: leave --host out, or serve on a Linux whose kernel lets this user make namespaces"
    );
    eprintln!(
        "warning: {missing}; they are played for this machine alone, for readers with the token of the address below"
    );
    Ok(())
}

/// A server that has its port and its book. It owns the listener and the dispatcher; when [`Server::run`] returns, all
/// connections are closed and all programs have ended.
struct Server {
    root: PathBuf,
    listener: TcpListener,
    status: watch::Receiver<Status>,
    dispatcher: Dispatcher,
    waits: Waits,
    /// `None` where programs are kept apart from the machine, because then every reader may play.
    token: Option<Arc<Token>>,
}

impl Server {
    /// What a reader opens: the server's address, with the token if there is one.
    fn url(&self, address: SocketAddr) -> String {
        let query = self.token.as_ref().map(|token| token.query());
        format!("http://{address}{}", query.unwrap_or_default())
    }

    /// Makes the languages ready, and builds the book's programs at first and after each change. It never ends by itself while
    /// the preview lives.
    fn keep_built(&self) -> impl Future<Output = ()> + Send + use<> {
        let (root, dispatcher) = (self.root.clone(), self.dispatcher.clone());
        let mut status = self.status.clone();
        async move {
            let (book, builder) = (root.clone(), dispatcher.clone());
            let _ = spawn_blocking(move || builder.prepare(&book)).await;
            while status.changed().await.is_ok() {
                let (book, builder) = (root.clone(), dispatcher.clone());
                let _ = spawn_blocking(move || builder.build_book(&book)).await;
            }
        }
    }

    /// Answers requests until the server is asked to end. Then programs are stopped, and answers that have begun get [`GRACE`].
    async fn run(self, asked_to_end: impl Future<Output = ()> + Send) -> Result<()> {
        let (ending, ended) = watch::channel(false);
        let play = crate::play::routes(self.dispatcher.clone(), &self.root);
        let address = self.listener.local_addr()?;
        let app = app::app(self.status, ended, play, self.token, address);
        let open = connections::serve(&self.listener, &app, self.waits, asked_to_end).await;
        let _ = ending.send(true);
        // Connections that are still open after the grace end with the process.
        let end = async { tokio::join!(self.dispatcher.end(), open.shutdown()) };
        let _ = timeout(GRACE, end).await;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where programs are not kept apart from the machine, they are played for this machine alone; an attempt to serve others
    /// fails with the reason.
    #[test]
    fn without_isolation_nobody_else_plays() {
        let none = Isolation::None("Operation not permitted".into());
        let (here, everywhere) = ("127.0.0.1".parse().unwrap(), "0.0.0.0".parse().unwrap());
        assert!(allow(&none, here).is_ok());
        let refused = allow(&none, everywhere).unwrap_err().to_string();
        assert!(
            refused.contains("Operation not permitted") && refused.contains("fix:"),
            "{refused}"
        );
        assert!(allow(&Isolation::Full, everywhere).is_ok());
    }
}

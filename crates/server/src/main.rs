//! The `course` command: builds the book, serves it, and keeps its programs' transcripts.
//!
//! # Layout
//! - [`site`]: renders the book into a folder, whole or not at all.
//! - [`site_url`]: under which path of a web host the pages are.
//! - [`preview`]: watches the sources, renders what changed, and keeps the last good book.
//! - [`watched`]: which files the preview watches.
//! - [`web`]: serves the preview to browsers.
//! - [`events`]: tells browsers to reload.
//! - [`connections`]: takes connections, a limited number of them, and notices when a client leaves.
//! - [`client`]: the client that sends a request, and its connection.
//! - [`slots`]: shares connections and streams of events among clients.
//! - [`guard`]: refuses requests that another site's page made.
//! - [`token`]: refuses readers without the token, where programs are not kept apart from the machine.
//! - [`play`]: plays programs for readers.
//! - [`bless`]: takes transcripts again.
//! - [`practice`]: the exercises at a terminal.
//! - [`progress`]: what a person sees while something takes long.

mod bless;
mod client;
mod connections;
mod events;
mod guard;
mod play;
mod practice;
mod preview;
mod progress;
mod site;
mod site_url;
mod slots;
mod token;
mod watched;
mod web;

use std::io::{IsTerminal, stdin, stdout};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result};
use clap::{Args, Parser, Subcommand};
use connections::Waits;
use manuscript::Problem;
use progress::Progress;
use site_url::SiteUrl;
use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::prelude::*;
use web::Settings;

/// The course on concurrency in Rust: read it, run its programs, and test it.
#[derive(Parser)]
#[command(name = "course", version, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: Serve,
}

#[derive(Subcommand)]
enum Command {
    /// Build the book and serve it; it reloads when a source changes. This is what happens without a command.
    Serve(Serve),
    /// Write the book as static pages, for any web host.
    Build(Build),
    /// Run these programs, or all, and write what they print, and the messages of refused ones, into their files.
    Bless(Bless),
    /// Solve exercises: shows one after the other, and checks your answer whenever you save it.
    Practice(Practice),
    /// Build the crates that the programs use, and print the folder for `mdbook test -L`.
    Libraries(Root),
    /// Act as a preprocessor of mdBook. The `mdbook` command calls this.
    #[command(hide = true)]
    Preprocess(Preprocess),
}

#[derive(Args, Clone)]
struct Root {
    /// The folder of the course [default: this folder, or the nearest above it that holds a book.toml]
    #[arg(long, value_name = "FOLDER")]
    root: Option<PathBuf>,
}

#[derive(Args, Clone)]
struct Serve {
    /// The port to serve at
    #[arg(long, default_value_t = 3000)]
    port: u16,
    /// The address to serve at: only this machine can reach the default
    #[arg(long, default_value = "127.0.0.1")]
    host: IpAddr,
    /// How many seconds a program may take, half of them computing; its compiler gets twice as long
    #[arg(long, default_value_t = runner::play::limits::Limits::RUN.wall.as_secs(), value_parser = clap::value_parser!(u64).range(1..=600), value_name = "SECONDS")]
    time_limit: u64,
    /// How many seconds the head of a request may take to arrive, and its body: shorter for tests, which wait that long
    #[arg(long, hide = true, default_value_t = Waits::USUAL.request.as_secs(), value_parser = clap::value_parser!(u64).range(1..=600), value_name = "SECONDS")]
    request_limit: u64,
    /// How many seconds a client may leave an answer unread: shorter for tests, which wait that long
    #[arg(long, hide = true, default_value_t = Waits::USUAL.unread.as_secs(), value_parser = clap::value_parser!(u64).range(1..=600), value_name = "SECONDS")]
    unread_limit: u64,
    /// Open the book in the browser
    #[arg(long)]
    open: bool,
    /// Log each program that is played, and other events of the server
    #[arg(long, short)]
    verbose: bool,
    #[command(flatten)]
    root: Root,
}

#[derive(Args)]
struct Build {
    /// Where to write the pages, which replace what is in this folder [default: book, in the folder of the course]
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Where the pages will be, for example https://host/course/ or /course/: the page for an address that does not exist finds
    /// its styles and links there, and with the host, the cards for Anki link to the chapters. Without it, that page looks for its
    /// styles, which needs JavaScript
    #[arg(long, value_name = "ADDRESS", value_parser = SiteUrl::parse)]
    site_url: Option<SiteUrl>,
    #[command(flatten)]
    root: Root,
}

#[derive(Args)]
struct Bless {
    /// The programs' names, for example 05_select
    names: Vec<String>,
    /// Explore the named Rust programs, and record the explorations; without names, all that are recorded
    #[arg(long)]
    explore: bool,
    #[command(flatten)]
    root: Root,
}

#[derive(Args)]
struct Practice {
    #[command(subcommand)]
    command: Option<practice::Command>,
    #[command(flatten)]
    root: Root,
}

#[derive(Args)]
struct Preprocess {
    /// The preprocessor, by its name in book.toml
    name: String,
    /// mdBook asks so whether the preprocessor is for a renderer
    #[command(subcommand)]
    question: Option<Question>,
}

#[derive(Subcommand)]
enum Question {
    /// Whether the preprocessor is for this renderer: for all of them.
    Supports { renderer: String },
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli.command.unwrap_or(Command::Serve(cli.serve))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    match command {
        Command::Serve(serve) => {
            log(serve.verbose);
            web::serve(&serve.root.find()?, serve.settings())
        }
        Command::Build(build) => {
            let root = build.root.find()?;
            let out = build.out.unwrap_or_else(|| root.join("book"));
            site::publish(&root, &out, build.site_url.as_ref())
        }
        Command::Bless(bless) if bless.explore => {
            bless::explorations(&bless.root.find()?, &bless.names)
        }
        Command::Bless(bless) => bless::bless(&bless.root.find()?, &bless.names),
        Command::Practice(practice) => {
            crate::practice::run(&practice.root.find()?, practice.command)
        }
        Command::Libraries(root) => {
            let progress = Progress::start("Building the crates that the programs use");
            let folder = runner::libraries::build(&root.find()?, |name| progress.tell(name))?;
            progress.done();
            println!("{}", folder.display());
            Ok(())
        }
        Command::Preprocess(Preprocess {
            question: Some(Question::Supports { .. }),
            ..
        }) => Ok(()),
        Command::Preprocess(Preprocess { name, .. }) => {
            manuscript::preprocessors::run_as_command(&name, stdin().lock(), stdout().lock())
        }
    }
}

/// Sets up the log: lines on stderr, of warnings alone or with `verbose` of everything.
fn log(verbose: bool) {
    let level = if verbose { Level::DEBUG } else { Level::WARN };
    // The libraries log how they poll, which helps no reader of these lines.
    let own = Targets::new().with_target("course", level);
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    tracing_subscriber::registry()
        .with(lines.with_filter(own))
        .init();
}

impl Serve {
    fn settings(&self) -> Settings {
        Settings {
            host: self.host,
            port: self.port,
            time_limit: Duration::from_secs(self.time_limit),
            waits: Waits {
                request: Duration::from_secs(self.request_limit),
                unread: Duration::from_secs(self.unread_limit),
            },
            open: self.open,
        }
    }
}

impl Root {
    /// The folder that was named, or the nearest from here upwards with a book in it.
    fn find(&self) -> Result<PathBuf> {
        let here = match &self.root {
            Some(root) => return Ok(std::path::absolute(root)?),
            None => std::env::current_dir().context("there is no current folder")?,
        };
        let found = here
            .ancestors()
            .find(|folder| folder.join("book.toml").is_file());
        found.map(Path::to_owned).with_context(|| {
            Problem::new(
                here.join("book.toml"),
                None,
                "there is no book here, nor in a folder above",
                "run this in the folder of the course, or name that folder with --root",
            )
            .to_string()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By default, a server waits 10 s for a request and 30 s for an unread answer, whether or not `serve` is named.
    #[test]
    fn the_usual_server_is_patient() {
        for arguments in [&["course"][..], &["course", "serve"]] {
            let cli = Cli::parse_from(arguments);
            let Command::Serve(serve) = cli.command.unwrap_or(Command::Serve(cli.serve)) else {
                panic!("it serves");
            };
            let waits = serve.settings().waits;
            assert_eq!(waits.request, Duration::from_secs(10));
            assert_eq!(waits.unread, Duration::from_secs(30));
            assert_eq!(serve.settings().time_limit, Duration::from_secs(10));
        }
    }
}

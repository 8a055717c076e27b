//! The protocol of the course's own pages: the events of a run as they happen, and the state of the server.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Json, Router};
use languages::{ALL, Language};
use runner::play::State as Readiness;
use serde::Deserialize;
use serde_json::{Value, json};

use super::dispatcher::{Dispatcher, Work};
use super::refusal::Refusal;
use super::request::{JsonRequest, job};
use super::run::Run;
use crate::client::Connection;

/// The addresses of this protocol, for the book at `root`.
pub fn routes(root: &Path) -> Router<Dispatcher> {
    Router::new()
        .route("/play", get(about).post(run))
        .route("/explore", post(explore))
        .route("/check", post(check))
        .route("/healthz", get(health))
        .layer(Extension(Root(root.into())))
}

/// The root of the book.
#[derive(Clone)]
struct Root(Arc<Path>);

/// What the course's own page sends.
#[derive(Deserialize)]
struct RunRequest {
    language: String,
    source: String,
    #[serde(default)]
    edition: String,
    #[serde(default)]
    reader: String,
}

/// Answers with a line of JSON for each event of the run.
async fn run(
    State(dispatcher): State<Dispatcher>,
    Extension(connection): Extension<Connection>,
    JsonRequest(sent): JsonRequest<RunRequest>,
) -> Result<Response, Refusal> {
    let job = job(&sent.language, &sent.edition, sent.source, false)?;
    let run = dispatcher.start(&connection, &sent.reader, Work::Play(job))?;
    Ok(stream(run))
}

/// Answers with a line of JSON for each event of the exploration.
async fn explore(
    State(dispatcher): State<Dispatcher>,
    Extension(connection): Extension<Connection>,
    JsonRequest(sent): JsonRequest<RunRequest>,
) -> Result<Response, Refusal> {
    let job = job(&sent.language, &sent.edition, sent.source, false)?;
    if *job.language != Language::RUST {
        return Err(Refusal::bad("only programs in Rust can be explored"));
    }
    let run = dispatcher.start(&connection, &sent.reader, Work::Explore(job))?;
    Ok(stream(run))
}

/// An answer to an exercise, as the exercise's page sends it.
#[derive(Deserialize)]
struct CheckRequest {
    exercise: String,
    source: String,
    #[serde(default)]
    reader: String,
}

/// Answers with a line of JSON for each event of the check.
async fn check(
    State(dispatcher): State<Dispatcher>,
    Extension(Root(root)): Extension<Root>,
    Extension(connection): Extension<Connection>,
    JsonRequest(sent): JsonRequest<CheckRequest>,
) -> Result<Response, Refusal> {
    let name = sent.exercise.as_str();
    // Only a folder that is there is read, whatever the name contains.
    let is_it = |folder: &PathBuf| folder.file_name() == Some(OsStr::new(name));
    if !exercises::folders(&root).iter().any(is_it) {
        let why = format!("the book has no exercise {name}");
        return Err(Refusal::new(StatusCode::NOT_FOUND, &why));
    }
    let exercise = exercises::read(&root, name)
        .map_err(|broken| Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, &broken.to_string()))?;
    if sent.source.contains('\0') {
        return Err(Refusal::bad("an answer is text: this has a zero byte"));
    }
    let work = Work::Check(Box::new(exercise), sent.source);
    Ok(stream(dispatcher.start(&connection, &sent.reader, work)?))
}

/// The answer that has a line of JSON for each event, as soon as the event is there.
fn stream(run: Run) -> Response {
    let mut response = Body::from_stream(run).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/x-ndjson"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Which languages can be played, how programs are kept apart from the machine, and what they may take.
async fn about(State(dispatcher): State<Dispatcher>) -> Json<Value> {
    let player = dispatcher.player();
    let languages: serde_json::Map<String, Value> = ALL
        .iter()
        .map(|language| {
            let state = readiness(player.state(language));
            (language.to_string(), state)
        })
        .collect();
    let missing = player.isolation().missing();
    Json(json!({
        "languages": languages,
        "explore": readiness(dispatcher.explorer().state()),
        "guards": { "full": missing.is_none(), "missing": missing },
        "limits": { "seconds": player.time_limit().as_secs() },
    }))
}

fn readiness(state: Readiness) -> Value {
    match state {
        Readiness::Ready(version) => json!({ "state": "ready", "version": version }),
        Readiness::Preparing(what) => json!({ "state": "preparing", "progress": what }),
        Readiness::Missing(why) => json!({ "state": "missing", "why": why }),
    }
}

/// How busy the server is.
async fn health(State(dispatcher): State<Dispatcher>) -> Json<Value> {
    let (running, waiting) = dispatcher.length();
    let building = dispatcher.is_building();
    let spares = dispatcher.player().spares();
    Json(json!({
        "status": "ok", "running": running, "waiting": waiting, "building": building, "spares": spares
    }))
}

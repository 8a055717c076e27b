//! The protocol of the course's own pages: the events of a run as they happen, and the state of the server.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, header};
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
use crate::client::Connection;

/// The addresses of this protocol.
pub fn routes() -> Router<Dispatcher> {
    Router::new()
        .route("/play", get(about).post(run))
        .route("/explore", post(explore))
        .route("/healthz", get(health))
}

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
    start(&dispatcher, &connection, Work::Play, sent)
}

/// Answers with a line of JSON for each event of the exploration.
async fn explore(
    State(dispatcher): State<Dispatcher>,
    Extension(connection): Extension<Connection>,
    JsonRequest(sent): JsonRequest<RunRequest>,
) -> Result<Response, Refusal> {
    start(&dispatcher, &connection, Work::Explore, sent)
}

fn start(
    dispatcher: &Dispatcher,
    connection: &Connection,
    work: Work,
    sent: RunRequest,
) -> Result<Response, Refusal> {
    let job = job(&sent.language, &sent.edition, sent.source, false)?;
    if work == Work::Explore && *job.language != Language::RUST {
        return Err(Refusal::bad("only programs in Rust can be explored"));
    }
    let run = dispatcher.start(connection, &sent.reader, work, job)?;
    let mut response = Body::from_stream(run).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/x-ndjson"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
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

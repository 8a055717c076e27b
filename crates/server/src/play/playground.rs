//! The protocol of the public Rust playground, so that the pages of an unmodified mdBook can send their programs here.

use std::path::Path;
use std::sync::LazyLock;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Json, Router};
use regex::Regex;
use runner::libraries;
use runner::play::Whole;
use runner::play::event::End;
use serde::Deserialize;
use serde_json::{Value, json};

use super::dispatcher::{Dispatcher, Work};
use super::refusal::Refusal;
use super::request::{JsonRequest, job};
use crate::client::Connection;

/// The exit code of a Rust program whose main thread has panicked.
const PANIC: i32 = 101;

/// The addresses of this protocol, for the book at `root`.
pub fn routes(root: &Path) -> Router<Dispatcher> {
    let crates = crates(root);
    let crates = async move || Json(crates.clone());
    Router::new()
        .route("/evaluate.json", post(evaluate))
        .route("/execute", post(execute))
        .route("/meta/crates", get(crates.clone()).post(crates))
}

/// The names and versions of the crates that a program may use.
fn crates(root: &Path) -> Value {
    let crates: Vec<Value> = libraries::versions(root)
        .into_iter()
        .map(|(id, version)| json!({ "name": id.replace('_', "-"), "version": version, "id": id }))
        .collect();
    json!({ "crates": crates })
}

/// What a page of mdBook sends to the public playground. The language is an addition of the course.
#[derive(Deserialize)]
struct EvaluateRequest {
    code: String,
    #[serde(default)]
    edition: String,
    #[serde(default)]
    optimize: String,
    #[serde(default)]
    language: String,
}

/// Answers with the text that a page of mdBook shows.
async fn evaluate(
    State(dispatcher): State<Dispatcher>,
    Extension(connection): Extension<Connection>,
    JsonRequest(sent): JsonRequest<EvaluateRequest>,
) -> Result<Response, Refusal> {
    let optimized = !["", "0"].contains(&sent.optimize.as_str());
    let job = job(&sent.language, &sent.edition, sent.code, optimized)?;
    let whole = dispatcher
        .start(&connection, "", Work::Play(job))?
        .whole()
        .await;
    let (result, error) = if whole.how == (End::Exit { code: 0 }) {
        // As the playground does: stderr only if something went wrong, or if the program printed nothing else.
        let result = if whole.stdout.is_empty() {
            whole.stderr
        } else {
            whole.stdout
        };
        (result, None)
    } else {
        // The page shows one of the two.
        let all = whole_text(&whole);
        (all.clone(), Some(all))
    };
    Ok(Json(json!({ "result": result, "error": error })).into_response())
}

/// What the public playground's own page sends. The language is an addition of the course.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ExecuteRequest {
    code: String,
    #[serde(default)]
    edition: String,
    #[serde(default)]
    mode: String,
    #[serde(default)]
    tests: bool,
    #[serde(default)]
    crate_type: String,
    #[serde(default)]
    language: String,
}

/// Answers with both outputs of the program, and with how it ended.
async fn execute(
    State(dispatcher): State<Dispatcher>,
    Extension(connection): Extension<Connection>,
    JsonRequest(sent): JsonRequest<ExecuteRequest>,
) -> Result<Response, Refusal> {
    if sent.tests || !["", "bin"].contains(&sent.crate_type.as_str()) {
        return Err(Refusal::bad(
            "only whole programs are played here: neither tests nor libraries",
        ));
    }
    let optimized = sent.mode == "release";
    let job = job(&sent.language, &sent.edition, sent.code, optimized)?;
    let whole = dispatcher
        .start(&connection, "", Work::Play(job))?
        .whole()
        .await;
    Ok(Json(json!({
        "success": whole.how == (End::Exit { code: 0 }),
        "exitDetail": detail(&whole.how),
        "stdout": whole.stdout,
        "stderr": errors(&whole),
    }))
    .into_response())
}

/// The messages of the compiler and what the program wrote to stderr, without colours.
fn errors(whole: &Whole) -> String {
    static COLOUR: LazyLock<Regex> =
        LazyLock::new(|| Regex::new("\x1b\\[[0-9;]*m").expect("a constant pattern"));
    let messages = COLOUR.replace_all(&whole.messages, "");
    format!("{messages}{}", whole.stderr)
}

/// All that the compiler and the program wrote. If this text does not show how the program ended, its last line does.
fn whole_text(whole: &Whole) -> String {
    let mut text = format!("{}{}", errors(whole), whole.stdout);
    let shows_the_end = match &whole.how {
        End::Refused { messages } => !messages.trim().is_empty(),
        End::Exit { code: PANIC } => whole.stderr.contains("panicked at"),
        _ => false,
    };
    if !shows_the_end {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(&detail(&whole.how));
    }
    text
}

/// How a program ended, for a reader.
fn detail(how: &End) -> String {
    match how {
        End::Exit { code } => format!("Exited with status {code}"),
        // It is the compiler that exited.
        End::Refused { .. } => "Exited with status 1".to_owned(),
        End::Signal { number, name } => format!("Exited with signal {number} ({name})"),
        End::Deadlock { text, .. } => format!("[deadlock: {text}]"),
        End::Stopped => "[stopped]".to_owned(),
        End::Limit { text, .. } | End::Failed { text } => format!("[{text}]"),
    }
}

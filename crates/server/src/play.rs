//! Plays programs for readers: in the course's own stream of events, and as the public Rust playground answers, so that a
//! page of an unmodified mdBook works that is pointed here.

use std::convert::Infallible;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::rejection::{BytesRejection, JsonRejection};
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Json, Router};
use futures::Stream;
use regex::Regex;
use runner::libraries;
use runner::play::event::{End, Event};
use runner::play::{Edition, Job, Player, State as Readiness, Whole};
use runner::program::Language;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::timeout;
use tokio_util::sync::{CancellationToken, DropGuard};
use tokio_util::task::TaskTracker;

use crate::connections::Connection;
use crate::queue::{Full, Place, Queue, Size};

/// The most bytes that a request may have.
pub const BODY: usize = 256 << 10;

/// How long a request may take to arrive.
const ARRIVAL: Duration = Duration::from_secs(10);

/// How long the rest of an answer may take to be fetched once the program has ended.
const FETCH: Duration = Duration::from_secs(30);

/// What plays programs, and who waits for it.
#[derive(Clone)]
pub struct Play {
    player: Arc<Player>,
    queue: Queue,
    /// The names and versions of the crates that a program may use.
    crates: Arc<Value>,
    /// Cancelled when the server ends; every program ends with it.
    ending: CancellationToken,
    /// Everything that runs a program.
    runs: TaskTracker,
    /// Whether the book's programs are being built. Relaxed: it stands for itself, and is there to be looked at.
    building: Arc<AtomicBool>,
}

impl Play {
    /// Plays programs of the book at `root` by `player`.
    pub fn new(root: &std::path::Path, player: Arc<Player>) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let crates: Vec<Value> = libraries::versions(root)
            .into_iter()
            .map(|(id, version)| json!({ "name": id.replace('_', "-"), "version": version, "id": id }))
            .collect();
        Play {
            player,
            queue: Queue::new(Size {
                running: cores,
                per_reader: 4,
                total: 128,
            }),
            crates: Arc::new(json!({ "crates": crates })),
            ending: CancellationToken::new(),
            runs: TaskTracker::new(),
            building: Arc::default(),
        }
    }

    /// What is asked for under which address.
    pub fn routes(self) -> Router {
        Router::new()
            .route("/play", get(about).post(play))
            .route("/evaluate.json", post(evaluate))
            .route("/execute", post(execute))
            .route("/meta/crates", get(crates).post(crates))
            .route("/healthz", get(health))
            .with_state(self)
    }

    /// Makes the languages ready, and builds the programs of the book; blocks.
    pub fn prepare(&self, root: &std::path::Path) {
        self.player.prepare(root, |language, state| match state {
            Readiness::Ready(version) => tracing::info!(%language, version, "ready to play"),
            Readiness::Missing(why) => tracing::info!(%language, why, "cannot be played"),
            Readiness::Preparing(what) => tracing::debug!(%language, what, "preparing"),
        });
        self.build_book(root);
    }

    /// Builds those programs of the book that are not built yet; blocks.
    pub fn build_book(&self, root: &std::path::Path) {
        let _run = self.runs.token();
        self.building.store(true, Ordering::Relaxed);
        if let Err(error) = self.player.build_book(root, &|| self.ending.is_cancelled()) {
            tracing::warn!("the book's programs are not built beforehand: {error:#}");
        }
        self.building.store(false, Ordering::Relaxed);
    }

    /// Ends every program, and waits until nothing of any is there.
    pub async fn end(&self) {
        self.ending.cancel();
        self.runs.close();
        self.runs.wait().await;
        let player = Arc::clone(&self.player);
        let _ = tokio::task::spawn_blocking(move || player.close()).await;
    }

    /// Plays a job when its turn comes; what happens comes from the answer. Who drops that ends the program.
    fn start(&self, connection: &Connection, reader: &str, job: Job) -> Result<Playing, Full> {
        let reader = connection.reader(reader);
        let mut place = self.queue.enter(&reader)?;
        let (events, received) = unbounded_channel();
        let token = self.ending.child_token();
        let (player, cancelled) = (Arc::clone(&self.player), token.clone());
        let (left, hang_up) = (token.clone(), connection.hang_up.clone());
        let (turned, turn) = tokio::sync::oneshot::channel::<Place>();
        self.runs.spawn(async move {
            let queued = events.clone();
            let waiting = place.turn(|place| {
                let _ = queued.send(Told::Queued(place));
            });
            let turn = tokio::select! {
                turn = waiting => turn,
                () = cancelled.cancelled() => {
                    let _ = events.send(Told::Event(Event::never_started(End::Stopped)));
                    return;
                }
            };
            // The place is held until the answer is fetched: what is kept for readers is bounded by the places.
            let _ = turned.send(place);
            let language = job.language;
            let played = tokio::task::spawn_blocking(move || {
                player.play(&job, &|| cancelled.is_cancelled(), |event| {
                    tell(&events, &reader, language, event)
                });
                drop(turn);
            });
            let _ = played.await;
            // Who does not read is not waited for: what is kept for it, and its place, are freed with the connection.
            tokio::spawn(async move {
                if timeout(FETCH, left.cancelled()).await.is_err() {
                    hang_up.cancel();
                }
            });
        });
        Ok(Playing {
            received,
            _place: turn,
            _ends: token.drop_guard(),
        })
    }
}

fn tell(events: &UnboundedSender<Told>, reader: &str, language: Language, event: Event) {
    match &event {
        Event::Ended {
            how: End::Failed { text },
            ..
        } => tracing::warn!(reader, %language, text, "could not be played"),
        Event::Ended { how, ms, .. } => tracing::debug!(reader, %language, ?how, ms, "played"),
        Event::Compiled { ms, cached, .. } => {
            tracing::debug!(reader, %language, ms, cached, "compiled")
        }
        _ => {}
    }
    // Nobody listens any more: then the program is being ended.
    let _ = events.send(Told::Event(event));
}

/// What a reader is told.
enum Told {
    /// The place in the queue, 1 for the next.
    Queued(usize),
    Event(Event),
}

impl Told {
    /// Adds a line of JSON.
    fn write(&self, lines: &mut Vec<u8>) {
        let written = match self {
            Told::Queued(place) => {
                serde_json::to_writer(&mut *lines, &json!({ "event": "queued", "place": place }))
            }
            Told::Event(event) => serde_json::to_writer(&mut *lines, event),
        };
        debug_assert!(written.is_ok(), "numbers and text are JSON");
        lines.push(b'\n');
    }
}

/// A program that is played, or waits for its turn. Dropped, it ends.
struct Playing {
    /// Closed after the program's end was received: what is done beside that is nothing to wait for.
    received: UnboundedReceiver<Told>,
    /// Holds the place in the queue.
    _place: tokio::sync::oneshot::Receiver<Place>,
    _ends: DropGuard,
}

impl Playing {
    /// The whole run at once.
    async fn whole(mut self) -> Whole {
        let mut whole = Whole::default();
        while let Some(told) = poll_fn(|context| self.poll_told(context)).await {
            if let Told::Event(event) = told {
                whole.add(event);
            }
        }
        whole
    }

    /// What is told next; `None` after the end was.
    fn poll_told(&mut self, context: &mut Context<'_>) -> Poll<Option<Told>> {
        let told = ready!(self.received.poll_recv(context));
        if let Some(Told::Event(Event::Ended { .. })) = told {
            self.received.close();
        }
        Poll::Ready(told)
    }
}

/// What happens, a line of JSON each; in one piece what has happened meanwhile.
impl Stream for Playing {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut lines = Vec::new();
        loop {
            match self.poll_told(context) {
                Poll::Ready(Some(told)) => told.write(&mut lines),
                _ if !lines.is_empty() => return Poll::Ready(Some(Ok(lines.into()))),
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}

/// What the course's own page sends.
#[derive(Deserialize)]
struct PlayRequest {
    language: String,
    source: String,
    #[serde(default)]
    edition: String,
    #[serde(default)]
    reader: String,
}

async fn play(
    State(play): State<Play>,
    Extension(connection): Extension<Connection>,
    Sent(sent): Sent<PlayRequest>,
) -> Result<Response, Refusal> {
    let job = job(&sent.language, &sent.edition, sent.source, false)?;
    let playing = play.start(&connection, &sent.reader, job)?;
    let mut response = Body::from_stream(playing).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/x-ndjson"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

async fn about(State(play): State<Play>) -> Json<Value> {
    let languages: serde_json::Map<String, Value> = Language::ALL
        .into_iter()
        .map(|language| {
            let state = match play.player.state(language) {
                Readiness::Ready(version) => json!({ "state": "ready", "version": version }),
                Readiness::Preparing(what) => json!({ "state": "preparing", "progress": what }),
                Readiness::Missing(why) => json!({ "state": "missing", "why": why }),
            };
            (language.to_string(), state)
        })
        .collect();
    let missing = play.player.isolation().missing();
    Json(json!({
        "languages": languages,
        "guards": { "full": missing.is_none(), "missing": missing },
        "limits": { "seconds": play.player.time_limit().as_secs() },
    }))
}

async fn health(State(play): State<Play>) -> Json<Value> {
    let (running, waiting) = play.queue.length();
    let building = play.building.load(Ordering::Relaxed);
    let spares = play.player.spares();
    Json(json!({
        "status": "ok", "running": running, "waiting": waiting, "building": building, "spares": spares
    }))
}

async fn crates(State(play): State<Play>) -> Json<Value> {
    Json(Value::clone(&play.crates))
}

/// What the page of an mdBook sends to the public playground, and a language beside it.
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

async fn evaluate(
    State(play): State<Play>,
    Extension(connection): Extension<Connection>,
    Sent(sent): Sent<EvaluateRequest>,
) -> Result<Response, Refusal> {
    let optimized = !["", "0"].contains(&sent.optimize.as_str());
    let job = job(&sent.language, &sent.edition, sent.code, optimized)?;
    let run = play.start(&connection, "", job)?.whole().await;
    let (result, error) = if run.how == (End::Exit { code: 0 }) {
        // As the playground does: stderr only where something went wrong, or where there is nothing else to see.
        let result = if run.stdout.is_empty() {
            run.stderr
        } else {
            run.stdout
        };
        (result, None)
    } else {
        // The page shows one of the two.
        let all = whole_text(&run);
        (all.clone(), Some(all))
    };
    Ok(Json(json!({ "result": result, "error": error })).into_response())
}

/// What the public playground's own page sends.
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

async fn execute(
    State(play): State<Play>,
    Extension(connection): Extension<Connection>,
    Sent(sent): Sent<ExecuteRequest>,
) -> Result<Response, Refusal> {
    if sent.tests || !["", "bin"].contains(&sent.crate_type.as_str()) {
        return Err(Refusal::bad(
            "only whole programs are played here: neither tests nor libraries",
        ));
    }
    let job = job(
        &sent.language,
        &sent.edition,
        sent.code,
        sent.mode == "release",
    )?;
    let run = play.start(&connection, "", job)?.whole().await;
    Ok(Json(json!({
        "success": run.how == (End::Exit { code: 0 }),
        "exitDetail": detail(&run.how),
        "stdout": run.stdout,
        "stderr": errors(&run),
    }))
    .into_response())
}

/// The compiler's words and the program's errors, without colours.
fn errors(run: &Whole) -> String {
    static COLOUR: LazyLock<Regex> =
        LazyLock::new(|| Regex::new("\x1b\\[[0-9;]*m").expect("a constant pattern"));
    format!("{}{}", COLOUR.replace_all(&run.messages, ""), run.stderr)
}

/// All that a program and its compiler had to say, and how it ended, unless what they said has told that already.
fn whole_text(run: &Whole) -> String {
    let mut text = format!("{}{}", errors(run), run.stdout);
    let told = match &run.how {
        End::Refused { messages } => !messages.trim().is_empty(),
        End::Exit { code: PANIC } => run.stderr.contains("panicked at"),
        _ => false,
    };
    if !told {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(&detail(&run.how));
    }
    text
}

/// The exit code of a Rust program whose main thread has panicked.
const PANIC: i32 = 101;

/// How a program ended, for a reader.
fn detail(how: &End) -> String {
    match how {
        End::Exit { code } => format!("Exited with status {code}"),
        // The compiler's own.
        End::Refused { .. } => "Exited with status 1".to_owned(),
        End::Signal { number, name } => format!("Exited with signal {number} ({name})"),
        End::Deadlock { text, .. } => format!("[deadlock: {text}]"),
        End::Stopped => "[stopped]".to_owned(),
        End::Limit { text, .. } | End::Failed { text } => format!("[{text}]"),
    }
}

/// The job of a request. Without a language it is Rust; without an edition 2015, as on the playground.
fn job(language: &str, edition: &str, source: String, optimized: bool) -> Result<Job, Refusal> {
    let language = match language {
        "" => Language::Rust,
        name => Language::ALL
            .into_iter()
            .find(|language| language.to_string() == name)
            .ok_or_else(|| {
                Refusal::bad(&format!(
                    "no language is named {name}: there are rust, go and python"
                ))
            })?,
    };
    let edition = match edition {
        "" => Edition::E2015,
        name => Edition::named(name).ok_or_else(|| {
            Refusal::bad(&format!(
                "there is no edition {name}: there are 2015, 2018, 2021 and 2024"
            ))
        })?,
    };
    if source.contains('\0') {
        return Err(Refusal::bad("a program is text: this has a zero byte"));
    }
    Ok(Job {
        language,
        source,
        edition,
        optimized,
    })
}

/// JSON that was sent, in time, not too much of it, and said to be JSON: no other site's form can say that.
struct Sent<T>(T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Sent<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let json = timeout(ARRIVAL, Json::<T>::from_request(request, state)).await;
        let Ok(json) = json else {
            let why = format!("the program did not arrive within {} s", ARRIVAL.as_secs());
            return Err(Refusal::new(StatusCode::REQUEST_TIMEOUT, &why));
        };
        json.map(|Json(sent)| Sent(sent))
            .map_err(|rejection| match rejection {
                JsonRejection::MissingJsonContentType(_) => Refusal::new(
                    StatusCode::UNSUPPORTED_MEDIA_TYPE,
                    "send JSON, and say so: Content-Type: application/json",
                ),
                JsonRejection::BytesRejection(BytesRejection::FailedToBufferBody(body))
                    if body.status() == StatusCode::PAYLOAD_TOO_LARGE =>
                {
                    let why = format!("the program is too large: {} KiB are the most", BODY >> 10);
                    Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, &why)
                }
                rejection => Refusal::bad(&rejection.body_text()),
            })
    }
}

/// A request that is not carried out. Its `result` is what an mdBook's page shows.
struct Refusal {
    status: StatusCode,
    why: String,
    /// In how many seconds it may be tried again.
    again: Option<u32>,
}

impl Refusal {
    fn new(status: StatusCode, why: &str) -> Self {
        Refusal {
            status,
            why: why.to_owned(),
            again: None,
        }
    }

    fn bad(why: &str) -> Self {
        Refusal::new(StatusCode::BAD_REQUEST, why)
    }
}

impl From<Full> for Refusal {
    fn from(full: Full) -> Self {
        let (why, again) = match full {
            Full::ForReader => (
                "you have as many programs in the queue as one reader may: wait for one to end",
                2,
            ),
            Full::ForAll => ("too many programs wait for their turn", 5),
        };
        Refusal {
            again: Some(again),
            ..Refusal::new(StatusCode::TOO_MANY_REQUESTS, why)
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = Json(json!({ "error": self.why, "result": self.why }));
        let mut response = (self.status, body).into_response();
        if let Some(again) = self.again {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, again.into());
        }
        response
    }
}

use answer::Client;
use std::sync::Mutex;
use std::time::Duration;
use tokio::time::{Instant, sleep};

const PERIOD: Duration = ms(100);

const fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

/// A server that needs some time for each answer, and that refuses the requests which it gets first.
struct Server {
    open: Instant,
    answers_after: Vec<u64>,
    pauses: Vec<u64>,
    /// When the requests came, in ms.
    requests: Mutex<Vec<u128>>,
}

impl Server {
    /// The answer to the request `n` takes `answers_after[n]` ms, and then as long as the last one. The first requests are
    /// refused with these pauses; 0 is no refusal.
    fn new(answers_after: &[u64], pauses: &[u64]) -> Self {
        Server {
            open: Instant::now(),
            answers_after: answers_after.to_vec(),
            pauses: pauses.to_vec(),
            requests: Mutex::default(),
        }
    }

    async fn answer(&self) -> Result<u128, Duration> {
        let number = {
            let mut requests = self.requests.lock().unwrap();
            requests.push(self.ms());
            requests.len() - 1
        };
        let last = self.answers_after.len() - 1;
        sleep(ms(self.answers_after[number.min(last)])).await;
        match self.pauses.get(number) {
            Some(&pause) if pause > 0 => Err(ms(pause)),
            _ => Ok(self.ms()),
        }
    }

    fn ms(&self) -> u128 {
        self.open.elapsed().as_millis()
    }

    fn requests(&self) -> Vec<u128> {
        self.requests.lock().unwrap().clone()
    }
}

/// A call returns what the server answers.
pub async fn the_answer_is_returned() {
    let (server, client) = (Server::new(&[30], &[]), Client::new(PERIOD, 3));
    let answer = client.call(|| server.answer()).await;
    assert_eq!(answer, Some(30), "the answer, which comes after 30 ms");
    assert_eq!(
        server.requests(),
        [0],
        "when the server got requests, in ms"
    );
}

/// One request starts per period, and a slow answer holds up nobody.
pub async fn requests_overlap() {
    let (server, client) = (Server::new(&[1_000], &[]), Client::new(PERIOD, 3));
    let calls = [(); 4].map(|()| client.call(|| server.answer()));
    let answers = futures::future::join_all(calls).await;
    let times = [0, 100, 200, 300];
    assert_eq!(
        server.requests(),
        times,
        "when the server got requests, in ms"
    );
    let mut answers: Vec<_> = answers.into_iter().flatten().collect();
    answers.sort();
    assert_eq!(
        answers,
        times.map(|time| time + 1_000),
        "when they were answered"
    );
}

/// Time that nobody used is not saved: after a pause of the callers, there is no burst.
pub async fn there_is_no_burst() {
    let (server, client) = (Server::new(&[0], &[]), Client::new(PERIOD, 3));
    client.call(|| server.answer()).await;
    sleep(ms(950)).await;
    let calls = [(); 3].map(|()| client.call(|| server.answer()));
    futures::future::join_all(calls).await;
    let times = [0, 950, 1_050, 1_150];
    assert_eq!(
        server.requests(),
        times,
        "when the server got requests, in ms"
    );
}

/// A refused call comes back when the pause is over.
pub async fn a_refused_call_comes_back() {
    let (server, client) = (Server::new(&[0], &[500, 30]), Client::new(PERIOD, 3));
    let answer = client.call(|| server.answer()).await;
    let times = [0, 500, 600];
    assert_eq!(
        server.requests(),
        times,
        "when the server got requests, in ms"
    );
    assert_eq!(answer, Some(600), "the answer to the third attempt");
}

/// After a refusal, all calls pause.
pub async fn a_refusal_stops_all_calls() {
    let (server, client) = (Server::new(&[0], &[1_000]), Client::new(PERIOD, 3));
    let calls = [(); 3].map(|()| client.call(|| server.answer()));
    let answers = futures::future::join_all(calls).await;
    let times = [0, 1_000, 1_100, 1_200];
    assert_eq!(
        server.requests(),
        times,
        "when the server got requests, in ms"
    );
    assert!(
        answers.iter().all(Option::is_some),
        "all calls are answered"
    );
}

/// A pause reaches the calls that wait for their turn already.
pub async fn a_pause_reaches_those_who_wait() {
    let (server, client) = (Server::new(&[50], &[1_000]), Client::new(PERIOD, 3));
    let calls = [(); 3].map(|()| client.call(|| server.answer()));
    futures::future::join_all(calls).await;
    let times = [0, 1_050, 1_150, 1_250]; // refused at 50 ms
    assert_eq!(
        server.requests(),
        times,
        "when the server got requests, in ms"
    );
}

/// A later refusal with a shorter pause does not shorten the pause.
pub async fn a_shorter_pause_changes_nothing() {
    let server = Server::new(&[150, 80, 0], &[1_000, 100]);
    let client = Client::new(PERIOD, 3);
    let calls = [(); 2].map(|()| client.call(|| server.answer()));
    futures::future::join_all(calls).await;
    let times = [0, 100, 1_150, 1_250]; // refused at 150 and 180 ms
    assert_eq!(
        server.requests(),
        times,
        "when the server got requests, in ms"
    );
}

/// After the last attempt, a call gives up at once.
pub async fn attempts_are_limited() {
    let (server, client) = (Server::new(&[10], &[300; 9]), Client::new(PERIOD, 3));
    let answer = client.call(|| server.answer()).await;
    assert_eq!(answer, None, "the answer of a server that refuses all");
    let times = [0, 310, 620];
    assert_eq!(
        server.requests(),
        times,
        "when the server got requests, in ms"
    );
    assert_eq!(server.ms(), 630, "when the call gave up, in ms");
}

/// The pause of a call that has given up holds for the other calls.
pub async fn the_last_refusal_counts_too() {
    let (server, client) = (Server::new(&[10], &[300]), Client::new(PERIOD, 1));
    assert_eq!(client.call(|| server.answer()).await, None, "one attempt");
    assert_eq!(
        client.call(|| server.answer()).await,
        Some(320),
        "the next call"
    );
    let times = [0, 310];
    assert_eq!(
        server.requests(),
        times,
        "when the server got requests, in ms"
    );
}

/// Requests that are sent again keep the rate, too.
pub async fn retries_keep_the_rate() {
    let server = Server::new(&[250, 150, 50, 0], &[400; 3]);
    let client = Client::new(PERIOD, 3);
    let calls = [(); 3].map(|()| client.call(|| server.answer()));
    futures::future::join_all(calls).await;
    let times = [0, 100, 200, 650, 750, 850]; // all refused at 250 ms
    assert_eq!(
        server.requests(),
        times,
        "when the server got requests, in ms"
    );
}

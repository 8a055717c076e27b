//! Places in a channel, which are taken before the message is made.

use core::fmt::{self, Debug, Formatter};

use ::tokio::sync::mpsc as real;

use super::Sender;
use crate::engine::{At, Kind, event, here, point, point_if_tried};
use crate::show::show;
use crate::tokio::sync::traffic::Traffic;

/// `tokio::sync::mpsc::Permit`.
#[must_use]
pub struct Permit<'a, T> {
    real: Option<real::Permit<'a, T>>,
    traffic: &'a Traffic,
    at: At,
}

impl<'a, T> Permit<'a, T> {
    pub(super) fn made(real: real::Permit<'a, T>, traffic: &'a Traffic, at: At) -> Self {
        let real = Some(real);
        Permit { real, traffic, at }
    }

    /// Sends a message, for which there is room.
    #[track_caller]
    pub fn send(self, message: T) {
        self.send_at(message, here());
    }

    pub(super) fn send_at(mut self, message: T, at: At) {
        let op = self.traffic.op(Kind::Send, at);
        point(op);
        let text = show(&message);
        if let Some(real) = self.real.take() {
            real.send(message);
        }
        self.traffic.sent(op, text);
    }
}

impl<T> Drop for Permit<'_, T> {
    fn drop(&mut self) {
        if let Some(real) = self.real.take() {
            give_back(self.traffic, self.at, || drop(real));
        }
    }
}

/// A place is not used.
fn give_back(traffic: &Traffic, at: At, drop: impl FnOnce()) {
    let op = traffic.op(Kind::Unlock, at);
    point_if_tried(op);
    drop();
    event(op, || {
        let text = "gives back a place in {}";
        (text.to_owned(), Some(traffic.shown()))
    });
}

impl<T> Debug for Permit<'_, T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("Permit { .. }")
    }
}

/// `tokio::sync::mpsc::PermitIterator`.
#[must_use]
pub struct PermitIterator<'a, T> {
    real: real::PermitIterator<'a, T>,
    traffic: &'a Traffic,
    at: At,
}

impl<'a, T> PermitIterator<'a, T> {
    pub(super) fn made(real: real::PermitIterator<'a, T>, traffic: &'a Traffic, at: At) -> Self {
        PermitIterator { real, traffic, at }
    }
}

impl<'a, T> Iterator for PermitIterator<'a, T> {
    type Item = Permit<'a, T>;

    fn next(&mut self) -> Option<Permit<'a, T>> {
        let real = self.real.next()?;
        Some(Permit::made(real, self.traffic, self.at))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.real.size_hint()
    }
}

impl<T> ExactSizeIterator for PermitIterator<'_, T> {}

impl<T> Debug for PermitIterator<'_, T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("PermitIterator { .. }")
    }
}

/// `tokio::sync::mpsc::OwnedPermit`.
#[must_use]
pub struct OwnedPermit<T> {
    real: Option<real::OwnedPermit<T>>,
    /// `None` once it was given back.
    sender: Option<Sender<T>>,
    at: At,
}

impl<T> OwnedPermit<T> {
    pub(super) fn made(real: real::OwnedPermit<T>, sender: Sender<T>, at: At) -> Self {
        OwnedPermit {
            real: Some(real),
            sender: Some(sender),
            at,
        }
    }

    fn take(&mut self) -> (real::OwnedPermit<T>, Sender<T>) {
        let both = self.real.take().zip(self.sender.take());
        both.expect("a permit is used once")
    }

    /// Sends a message, for which there is room, and returns the sender.
    #[track_caller]
    pub fn send(mut self, message: T) -> Sender<T> {
        let (real, sender) = self.take();
        let op = sender.traffic.op(Kind::Send, here());
        point(op);
        let text = show(&message);
        drop(real.send(message));
        sender.traffic.sent(op, text);
        sender
    }

    /// Gives the place back, and returns the sender.
    #[track_caller]
    pub fn release(mut self) -> Sender<T> {
        let (real, sender) = self.take();
        give_back(&sender.traffic, here(), || drop(real.release()));
        sender
    }
}

impl<T> Drop for OwnedPermit<T> {
    fn drop(&mut self) {
        if let (Some(real), Some(sender)) = (self.real.take(), &self.sender) {
            give_back(&sender.traffic, self.at, || drop(real));
        }
    }
}

impl<T> Debug for OwnedPermit<T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("OwnedPermit { .. }")
    }
}

//! tokio-stream. Its combinators are the real ones, except for those with time limits, which do not work here.

pub use ::tokio_stream::*;

/// `tokio_stream::wrappers`.
pub mod wrappers {
    use core::future::Future;
    use core::pin::Pin;
    use core::task::{Context, Poll, ready};

    use ::tokio_stream::Stream;

    use crate::tokio::sync::broadcast::{self, error::RecvError};
    use crate::tokio::sync::mpsc::{Receiver, UnboundedReceiver};
    use crate::tokio::sync::watch;
    use crate::tokio::time::{Instant, Interval};

    macro_rules! stream {
        ($(#[$doc:meta])* $name:ident $(<$param:ident>)?, $inner:ty, $item:ty, $poll:expr) => {
            $(#[$doc])*
            #[derive(Debug)]
            pub struct $name $(<$param>)? {
                inner: $inner,
            }

            impl $(<$param>)? $name $(<$param>)? {
                /// A stream of what this gives.
                #[must_use]
                pub fn new(inner: $inner) -> Self {
                    $name { inner }
                }

                /// What it is a stream of.
                pub fn into_inner(self) -> $inner {
                    self.inner
                }
            }

            impl $(<$param>)? Unpin for $name $(<$param>)? {}

            impl $(<$param>)? Stream for $name $(<$param>)? {
                type Item = $item;

                fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<$item>> {
                    let poll: fn(&mut $inner, &mut Context<'_>) -> Poll<Option<$item>> = $poll;
                    poll(&mut self.get_mut().inner, context)
                }
            }

            impl $(<$param>)? AsRef<$inner> for $name $(<$param>)? {
                fn as_ref(&self) -> &$inner {
                    &self.inner
                }
            }

            impl $(<$param>)? AsMut<$inner> for $name $(<$param>)? {
                fn as_mut(&mut self) -> &mut $inner {
                    &mut self.inner
                }
            }
        };
    }

    stream!(
        /// `tokio_stream::wrappers::ReceiverStream`.
        ReceiverStream<T>,
        Receiver<T>,
        T,
        |inner, context| inner.poll_recv(context)
    );
    stream!(
        /// `tokio_stream::wrappers::UnboundedReceiverStream`.
        UnboundedReceiverStream<T>,
        UnboundedReceiver<T>,
        T,
        |inner, context| inner.poll_recv(context)
    );
    stream!(
        /// `tokio_stream::wrappers::IntervalStream`.
        IntervalStream,
        Interval,
        Instant,
        |inner, context| inner.poll_tick(context).map(Some)
    );

    impl<T> ReceiverStream<T> {
        /// Nobody can send any more.
        #[track_caller]
        pub fn close(&mut self) {
            self.inner.close();
        }
    }

    impl<T> UnboundedReceiverStream<T> {
        /// Nobody can send any more.
        #[track_caller]
        pub fn close(&mut self) {
            self.inner.close();
        }
    }

    /// What `tokio_stream::wrappers` may fail with.
    pub mod errors {
        pub use ::tokio_stream::wrappers::errors::BroadcastStreamRecvError;
    }

    use errors::BroadcastStreamRecvError;

    /// A future that gives a receiver back, with what it has received.
    type Receiving<R, T> = Pin<Box<dyn Future<Output = (T, R)> + Send>>;

    /// `tokio_stream::wrappers::BroadcastStream`.
    pub struct BroadcastStream<T> {
        next: Receiving<broadcast::Receiver<T>, Result<T, RecvError>>,
    }

    impl<T: Clone + Send + 'static> BroadcastStream<T> {
        /// A stream of what this receives.
        #[must_use]
        pub fn new(receiver: broadcast::Receiver<T>) -> Self {
            BroadcastStream {
                next: BroadcastStream::receive(receiver),
            }
        }

        fn receive(
            mut receiver: broadcast::Receiver<T>,
        ) -> Receiving<broadcast::Receiver<T>, Result<T, RecvError>> {
            Box::pin(async move { (receiver.recv().await, receiver) })
        }
    }

    impl<T: Clone + Send + 'static> Stream for BroadcastStream<T> {
        type Item = Result<T, BroadcastStreamRecvError>;

        fn poll_next(
            mut self: Pin<&mut Self>,
            context: &mut Context<'_>,
        ) -> Poll<Option<Self::Item>> {
            let (received, receiver) = ready!(self.next.as_mut().poll(context));
            self.next = BroadcastStream::receive(receiver);
            Poll::Ready(match received {
                Ok(message) => Some(Ok(message)),
                Err(RecvError::Lagged(missed)) => {
                    Some(Err(BroadcastStreamRecvError::Lagged(missed)))
                }
                Err(RecvError::Closed) => None,
            })
        }
    }

    impl<T: Clone + Send + 'static> From<broadcast::Receiver<T>> for BroadcastStream<T> {
        fn from(receiver: broadcast::Receiver<T>) -> Self {
            BroadcastStream::new(receiver)
        }
    }

    /// `tokio_stream::wrappers::WatchStream`.
    pub struct WatchStream<T> {
        next: Receiving<watch::Receiver<T>, Option<T>>,
    }

    impl<T: Clone + Send + Sync + 'static> WatchStream<T> {
        /// A stream of the value now and of those that are sent.
        #[must_use]
        pub fn new(mut receiver: watch::Receiver<T>) -> Self {
            receiver.mark_changed();
            WatchStream::from_changes(receiver)
        }

        /// A stream of the values that are sent from now on.
        #[must_use]
        pub fn from_changes(receiver: watch::Receiver<T>) -> Self {
            WatchStream {
                next: WatchStream::receive(receiver),
            }
        }

        fn receive(mut receiver: watch::Receiver<T>) -> Receiving<watch::Receiver<T>, Option<T>> {
            Box::pin(async move {
                let changed = receiver.changed().await.is_ok();
                let value = changed.then(|| receiver.borrow_and_update().clone());
                (value, receiver)
            })
        }
    }

    impl<T: Clone + Send + Sync + 'static> Stream for WatchStream<T> {
        type Item = T;

        fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
            let (value, receiver) = ready!(self.next.as_mut().poll(context));
            self.next = WatchStream::receive(receiver);
            Poll::Ready(value)
        }
    }
}

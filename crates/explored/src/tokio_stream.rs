//! tokio-stream. Its combinators are the real ones, except for those with time limits, which do not work here.

pub use ::tokio_stream::*;

/// `tokio_stream::wrappers`.
pub mod wrappers {
    use core::pin::Pin;
    use core::task::{Context, Poll};

    use ::tokio_stream::Stream;

    use crate::tokio::sync::mpsc::{Receiver, UnboundedReceiver};
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
}

//! `select!` and `select_biased!`.

/// Goes on with one of the branches that are ready.
#[macro_export]
#[doc(hidden)]
macro_rules! __select {
    ($($cases:tt)*) => {
        $crate::__select_cases!(@parse Any [] [] $($cases)*)
    };
}

/// Goes on with the first of the branches that are ready.
#[macro_export]
#[doc(hidden)]
macro_rules! __select_biased {
    ($($cases:tt)*) => {
        $crate::__select_cases!(@parse First [] [] $($cases)*)
    };
}

/// The steps of `select!`: parse the cases, bind a variable to each branch, choose, and run the body of the chosen one.
///
/// A variable of one recursion is another one than that of the next recursion, although both have the same name, because macros are
/// hygienic.
#[macro_export]
#[doc(hidden)]
macro_rules! __select_cases {
    // Parse: the order, the branches so far, the default case if there is one, and the rest.
    (@parse $order:ident [$($done:tt)*] [$($default:tt)*]) => {
        $crate::__select_cases!(@bind $order [] [$($default)*] $($done)*)
    };
    (@parse $order:ident $done:tt $default:tt , $($rest:tt)*) => {
        $crate::__select_cases!(@parse $order $done $default $($rest)*)
    };
    (@parse $order:ident [$($done:tt)*] $default:tt recv($receiver:expr $(,)?) -> $message:pat => $body:block $($rest:tt)*) => {
        $crate::__select_cases!(@parse $order [$($done)* (recv ($receiver) ($message) $body)] $default $($rest)*)
    };
    (@parse $order:ident [$($done:tt)*] $default:tt recv($receiver:expr $(,)?) -> $message:pat => $body:expr) => {
        $crate::__select_cases!(@parse $order [$($done)* (recv ($receiver) ($message) { $body })] $default)
    };
    (@parse $order:ident [$($done:tt)*] $default:tt recv($receiver:expr $(,)?) -> $message:pat => $body:expr, $($rest:tt)*) => {
        $crate::__select_cases!(@parse $order [$($done)* (recv ($receiver) ($message) { $body })] $default $($rest)*)
    };
    (@parse $order:ident [$($done:tt)*] $default:tt send($sender:expr, $message:expr $(,)?) -> $result:pat => $body:block $($rest:tt)*) => {
        $crate::__select_cases!(@parse $order [$($done)* (send ($sender) ($message) ($result) $body)] $default $($rest)*)
    };
    (@parse $order:ident [$($done:tt)*] $default:tt send($sender:expr, $message:expr $(,)?) -> $result:pat => $body:expr) => {
        $crate::__select_cases!(@parse $order [$($done)* (send ($sender) ($message) ($result) { $body })] $default)
    };
    (@parse $order:ident [$($done:tt)*] $default:tt send($sender:expr, $message:expr $(,)?) -> $result:pat => $body:expr, $($rest:tt)*) => {
        $crate::__select_cases!(@parse $order [$($done)* (send ($sender) ($message) ($result) { $body })] $default $($rest)*)
    };
    (@parse $order:ident $done:tt [] default $(())? => $body:block $($rest:tt)*) => {
        $crate::__select_cases!(@parse $order $done [($crate::crossbeam_channel::select::Wait::Not) $body] $($rest)*)
    };
    (@parse $order:ident $done:tt [] default $(())? => $body:expr) => {
        $crate::__select_cases!(@parse $order $done [($crate::crossbeam_channel::select::Wait::Not) { $body }])
    };
    (@parse $order:ident $done:tt [] default $(())? => $body:expr, $($rest:tt)*) => {
        $crate::__select_cases!(@parse $order $done [($crate::crossbeam_channel::select::Wait::Not) { $body }] $($rest)*)
    };
    (@parse $order:ident $done:tt [] default($time:expr $(,)?) => $body:block $($rest:tt)*) => {
        $crate::__select_cases!(@parse $order $done [($crate::crossbeam_channel::select::Wait::for_time($time)) $body] $($rest)*)
    };
    (@parse $order:ident $done:tt [] default($time:expr $(,)?) => $body:expr) => {
        $crate::__select_cases!(@parse $order $done [($crate::crossbeam_channel::select::Wait::for_time($time)) { $body }])
    };
    (@parse $order:ident $done:tt [] default($time:expr $(,)?) => $body:expr, $($rest:tt)*) => {
        $crate::__select_cases!(@parse $order $done [($crate::crossbeam_channel::select::Wait::for_time($time)) { $body }] $($rest)*)
    };

    // Bind: the order, the branches that have a variable, the default case, and the other branches.
    (@bind $order:ident [$($bound:tt)*] $default:tt (recv ($receiver:expr) $($case:tt)*) $($rest:tt)*) => {
        match $receiver {
            ref receiver => {
                let receiver: &$crate::crossbeam_channel::Receiver<_> = receiver;
                let branch = $crate::crossbeam_channel::branch::Receiving::new(receiver);
                $crate::__select_cases!(@bind $order [$($bound)* (branch recv $($case)*)] $default $($rest)*)
            }
        }
    };
    (@bind $order:ident [$($bound:tt)*] $default:tt (send ($sender:expr) $($case:tt)*) $($rest:tt)*) => {
        match $sender {
            ref sender => {
                let sender: &$crate::crossbeam_channel::Sender<_> = sender;
                let branch = $crate::crossbeam_channel::branch::Sending::new(sender);
                $crate::__select_cases!(@bind $order [$($bound)* (branch send $($case)*)] $default $($rest)*)
            }
        }
    };
    (@bind $order:ident $bound:tt []) => {
        $crate::__select_cases!(@choose $order $bound [
            ($crate::crossbeam_channel::select::Wait::Forever) { ::core::unreachable!("a branch is ready") }
        ])
    };
    (@bind $order:ident $bound:tt $default:tt) => {
        $crate::__select_cases!(@choose $order $bound $default)
    };

    // Choose, and run the body.
    (@choose $order:ident [$(($branch:ident $($case:tt)*))*] [($wait:expr) $default:block]) => {{
        let choice = $crate::crossbeam_channel::select::choose(
            &[$(::core::option::Option::Some(&$branch as &dyn $crate::crossbeam_channel::branch::Branch)),*],
            $wait,
            $crate::crossbeam_channel::select::Order::$order,
        );
        $crate::__select_cases!(@run choice (0_usize) $default $(($branch $($case)*))*)
    }};
    (@run $choice:ident $number:tt $default:block) => {
        $default
    };
    (@run $choice:ident ($number:expr) $default:block ($branch:ident recv ($message:pat) $body:block) $($rest:tt)*) => {
        if $choice.branch == ::core::option::Option::Some($number) {
            let $message = $branch.complete(&$choice.meeting, $choice.at);
            $body
        } else {
            $crate::__select_cases!(@run $choice ($number + 1) $default $($rest)*)
        }
    };
    (@run $choice:ident ($number:expr) $default:block ($branch:ident send ($message:expr) ($result:pat) $body:block) $($rest:tt)*) => {
        if $choice.branch == ::core::option::Option::Some($number) {
            let met = $branch.meet(&$choice.meeting);
            let message = $message;
            let $result = $branch.complete(message, met.as_ref(), $choice.at);
            $body
        } else {
            $crate::__select_cases!(@run $choice ($number + 1) $default $($rest)*)
        }
    };
}

pub use crate::{__select as select, __select_biased as select_biased};

//! `tokio::select!`. The macro is tokio's own (MIT licence, copyright Tokio Contributors), apart from the first branch that is polled, which tokio chooses at random.
//!
//! Which branch is polled first makes a difference only if several branches are ready, or if the program's own futures are polled, which
//! may do anything. So only such branches are chosen to be the first.

use core::task::Context;

use crate::engine::{At, Kind, Op, Subject, here, point, variant};
use crate::tokio::executor::{has_budget, is_fresh, poll_near, stay_fresh};
use crate::tokio::step::Peek;

/// What is known of a branch before it is polled.
pub enum Peeked {
    /// It takes no part.
    Disabled,
    /// It would not be ready.
    Pending,
    /// It would be ready, and make this step.
    Ready(Op),
    /// It is not a future of the façade.
    Unknown,
}

/// A branch, which is asked `(&&Probe(&future)).peeked()`: Rust takes the first of the two traits below that fits.
pub struct Probe<'a, F>(pub &'a F);

/// A future that can tell whether it is ready.
pub trait Known {
    /// What is known of it.
    fn peeked(&self) -> Peeked;
}

impl<F: Peek> Known for &Probe<'_, F> {
    fn peeked(&self) -> Peeked {
        self.0.peek().map_or(Peeked::Pending, Peeked::Ready)
    }
}

/// Any other future.
pub trait Unknown {
    /// What is known of it.
    fn peeked(&self) -> Peeked;
}

impl<F> Unknown for Probe<'_, F> {
    fn peeked(&self) -> Peeked {
        Peeked::Unknown
    }
}

/// The branch that is polled first. `peek` says what is known of each of the branches. If `biased`, it is the first one.
#[track_caller]
pub fn first(branches: u32, biased: bool, peek: &dyn Fn(u32) -> Peeked) -> u32 {
    let at = here();
    poll_near(at);
    let candidates = || -> Vec<(u32, Op)> {
        let all = (0..branches).filter_map(|branch| match peek(branch) {
            Peeked::Disabled | Peeked::Pending => None,
            Peeked::Ready(op) => Some((branch, op)),
            Peeked::Unknown => Some((branch, unknown(at))),
        });
        all.collect()
    };
    let ready = candidates();
    let Some((_, op)) = ready.first() else {
        return 0;
    };
    let enabled = (0..branches).filter(|branch| !matches!(peek(*branch), Peeked::Disabled));
    if !is_fresh() && enabled.count() > 1 {
        // Another thread may make more branches ready before this step.
        point(*op);
        stay_fresh();
    }
    let ready = candidates();
    if biased || ready.is_empty() {
        return 0;
    }
    let mut chosen = 0;
    if ready.len() > 1 {
        point(unknown(at).choice(ready.len()));
        chosen = variant();
        stay_fresh();
    }
    ready[chosen].0
}

/// Whether the poll of the task has done so many operations that it must let others run. Then it is polled again.
pub fn must_rest(context: &Context<'_>) -> bool {
    let rests = !has_budget();
    if rests {
        context.waker().wake_by_ref();
    }
    rests
}

/// A step of which nothing is known.
fn unknown(at: At) -> Op {
    Op::new(Kind::Wait, Subject::Nothing, at)
}

/// Awaits the first of several futures.
#[macro_export]
#[doc(hidden)]
macro_rules! __tokio_select {
    // Uses a declarative macro to do **most** of the work. While it is possible
    // to implement fully with a declarative macro, a procedural macro is used
    // to enable improved error messages.
    //
    // The macro is structured as a tt-muncher. All branches are processed and
    // normalized. Once the input is normalized, it is passed to the top-most
    // rule. When entering the macro, `@{ }` is inserted at the front. This is
    // used to collect the normalized input.
    //
    // The macro only recurses once per branch. This allows using `select!`
    // without requiring the user to increase the recursion limit.

    // All input is normalized, now transform.
    (@ {
        // Whether the futures are polled in the order of the program.
        start=$start:expr;

        // One `_` for each branch in the `select!` macro. Passing this to
        // `count!` converts $skip to an integer.
        ( $($count:tt)* )

        // Normalized select branches. `( $skip )` is a set of `_` characters.
        // There is one `_` for each select branch **before** this one. Given
        // that all input futures are stored in a tuple, $skip is useful for
        // generating a pattern to reference the future for the current branch.
        // $skip is also used as an argument to `count!`, returning the index of
        // the current select branch.
        $( ( $($skip:tt)* ) $bind:pat = $fut:expr, if $c:expr => $handle:expr, )+

        // Fallback expression used when all select branches have been disabled.
        ; $else:expr

    }) => {{
        // Enter a context where stable "function-like" proc macros can be used.
        //
        // This module is defined within a scope and should not leak out of this
        // macro.
        #[doc(hidden)]
        mod __tokio_select_util {
            // Generate an enum with one variant per select branch
            $crate::tokio::real::select_priv_declare_output_enum!( ( $($count)* ) );
        }

        // `tokio::macros::support` is a public, but doc(hidden) module
        // including a re-export of all types needed by this macro.
        use $crate::tokio::real::macros::support::Pin;

        const BRANCHES: u32 = $crate::tokio::real::count!( $($count)* );

        let mut disabled: __tokio_select_util::Mask = Default::default();

        // First, invoke all the pre-conditions. For any that return true,
        // set the appropriate bit in `disabled`.
        $(
            if !$c {
                let mask: __tokio_select_util::Mask = 1 << $crate::tokio::real::count!( $($skip)* );
                disabled |= mask;
            }
        )*

        // Create a scope to separate polling from handling the output. This
        // adds borrow checker flexibility when using the macro.
        let mut output = {
            // Store each future directly first (that is, without wrapping the future in a call to
            // `IntoFuture::into_future`). This allows the `$fut` expression to make use of
            // temporary lifetime extension.
            //
            // https://doc.rust-lang.org/1.58.1/reference/destructors.html#temporary-lifetime-extension
            let futures_init = ($( $fut, )+);

            // Safety: Nothing must be moved out of `futures`. This is to
            // satisfy the requirement of `Pin::new_unchecked` called below.
            //
            // We can't use the `pin!` macro for this because `futures` is a
            // tuple and the standard library provides no way to pin-project to
            // the fields of a tuple.
            let mut futures = ($( $crate::tokio::real::macros::support::IntoFuture::into_future(
                        $crate::tokio::real::count_field!( futures_init.$($skip)* )
            ),)+);

            // This assignment makes sure that the `poll_fn` closure only has a
            // reference to the futures, instead of taking ownership of them.
            // This mitigates the issue described in
            // <https://internals.rust-lang.org/t/surprising-soundness-trouble-around-pollfn/17484>
            let mut futures = &mut futures;

            $crate::tokio::real::macros::support::poll_fn(|cx| {
                if $crate::tokio::select::must_rest(cx) {
                    return $crate::tokio::real::macros::support::Poll::Pending;
                }

                // Track if any branch returns pending. If no branch completes
                // **or** returns pending, this implies that all branches are
                // disabled.
                let mut is_pending = false;

                let start = {
                    #[allow(unused_imports)]
                    use $crate::tokio::select::{Known as _, Unknown as _};
                    let futures = &*futures;
                    let peek = |branch: u32| {
                        let mask: __tokio_select_util::Mask = 1 << branch;
                        if disabled & mask == mask {
                            return $crate::tokio::select::Peeked::Disabled;
                        }
                        match branch {
                            $(
                                $crate::tokio::real::count!( $($skip)* ) => {
                                    let ( $($skip,)* fut, .. ) = futures;
                                    (&&$crate::tokio::select::Probe(fut)).peeked()
                                }
                            )*
                            _ => $crate::tokio::select::Peeked::Disabled,
                        }
                    };
                    $crate::tokio::select::first(BRANCHES, $start, &peek)
                };

                for i in 0..BRANCHES {
                    let branch;
                    #[allow(clippy::modulo_one)]
                    {
                        branch = (start + i) % BRANCHES;
                    }
                    match branch {
                        $(
                            #[allow(unreachable_code)]
                            $crate::tokio::real::count!( $($skip)* ) => {
                                // First, if the future has previously been
                                // disabled, do not poll it again. This is done
                                // by checking the associated bit in the
                                // `disabled` bit field.
                                let mask = 1 << branch;

                                if disabled & mask == mask {
                                    // The future has been disabled.
                                    continue;
                                }

                                // Extract the future for this branch from the
                                // tuple
                                let ( $($skip,)* fut, .. ) = &mut *futures;

                                // Safety: future is stored on the stack above
                                // and never moved.
                                let mut fut = unsafe { $crate::tokio::real::macros::support::Pin::new_unchecked(fut) };

                                // Try polling it
                                let out = match $crate::tokio::real::macros::support::Future::poll(fut, cx) {
                                    $crate::tokio::real::macros::support::Poll::Ready(out) => out,
                                    $crate::tokio::real::macros::support::Poll::Pending => {
                                        // Track that at least one future is
                                        // still pending and continue polling.
                                        is_pending = true;
                                        continue;
                                    }
                                };

                                // Disable the future from future polling.
                                disabled |= mask;

                                // The future returned a value, check if matches
                                // the specified pattern.
                                #[allow(unused_variables)]
                                #[allow(unused_mut)]
                                match &out {
                                    $crate::tokio::real::select_priv_clean_pattern!($bind) => {}
                                    _ => continue,
                                }

                                // The select is complete, return the value
                                return $crate::tokio::real::macros::support::Poll::Ready($crate::tokio::real::select_variant!(__tokio_select_util::Out, ($($skip)*))(out));
                            }
                        )*
                        _ => unreachable!("reaching this means there probably is an off by one bug"),
                    }
                }

                if is_pending {
                    $crate::tokio::real::macros::support::Poll::Pending
                } else {
                    // All branches have been disabled.
                    $crate::tokio::real::macros::support::Poll::Ready(__tokio_select_util::Out::Disabled)
                }
            }).await
        };

        match output {
            $(
                $crate::tokio::real::select_variant!(__tokio_select_util::Out, ($($skip)*) ($bind)) => $handle,
            )*
            __tokio_select_util::Out::Disabled => $else,
            _ => unreachable!("failed to match bind"),
        }
    }};

    // ==== Normalize =====

    // These rules match a single `select!` branch and normalize it for
    // processing by the first rule.

    (@ { start=$start:expr; $($t:tt)* } ) => {
        // No `else` branch
        $crate::__tokio_select!(@{ start=$start; $($t)*; panic!("all branches are disabled and there is no else branch") })
    };
    (@ { start=$start:expr; $($t:tt)* } else => $else:expr $(,)?) => {
        $crate::__tokio_select!(@{ start=$start; $($t)*; $else })
    };
    (@ { start=$start:expr; ( $($s:tt)* ) $($t:tt)* } $p:pat = $f:expr, if $c:expr => $h:block, $($r:tt)* ) => {
        $crate::__tokio_select!(@{ start=$start; ($($s)* _) $($t)* ($($s)*) $p = $f, if $c => $h, } $($r)*)
    };
    (@ { start=$start:expr; ( $($s:tt)* ) $($t:tt)* } $p:pat = $f:expr => $h:block, $($r:tt)* ) => {
        $crate::__tokio_select!(@{ start=$start; ($($s)* _) $($t)* ($($s)*) $p = $f, if true => $h, } $($r)*)
    };
    (@ { start=$start:expr; ( $($s:tt)* ) $($t:tt)* } $p:pat = $f:expr, if $c:expr => $h:block $($r:tt)* ) => {
        $crate::__tokio_select!(@{ start=$start; ($($s)* _) $($t)* ($($s)*) $p = $f, if $c => $h, } $($r)*)
    };
    (@ { start=$start:expr; ( $($s:tt)* ) $($t:tt)* } $p:pat = $f:expr => $h:block $($r:tt)* ) => {
        $crate::__tokio_select!(@{ start=$start; ($($s)* _) $($t)* ($($s)*) $p = $f, if true => $h, } $($r)*)
    };
    (@ { start=$start:expr; ( $($s:tt)* ) $($t:tt)* } $p:pat = $f:expr, if $c:expr => $h:expr ) => {
        $crate::__tokio_select!(@{ start=$start; ($($s)* _) $($t)* ($($s)*) $p = $f, if $c => $h, })
    };
    (@ { start=$start:expr; ( $($s:tt)* ) $($t:tt)* } $p:pat = $f:expr => $h:expr ) => {
        $crate::__tokio_select!(@{ start=$start; ($($s)* _) $($t)* ($($s)*) $p = $f, if true => $h, })
    };
    (@ { start=$start:expr; ( $($s:tt)* ) $($t:tt)* } $p:pat = $f:expr, if $c:expr => $h:expr, $($r:tt)* ) => {
        $crate::__tokio_select!(@{ start=$start; ($($s)* _) $($t)* ($($s)*) $p = $f, if $c => $h, } $($r)*)
    };
    (@ { start=$start:expr; ( $($s:tt)* ) $($t:tt)* } $p:pat = $f:expr => $h:expr, $($r:tt)* ) => {
        $crate::__tokio_select!(@{ start=$start; ($($s)* _) $($t)* ($($s)*) $p = $f, if true => $h, } $($r)*)
    };

    // ===== Entry point =====

    ($(biased;)? else => $else:expr $(,)? ) => {{
        $else
    }};

    (biased; $p:pat = $($t:tt)* ) => {
        $crate::__tokio_select!(@{ start=true; () } $p = $($t)*)
    };

    ( $p:pat = $($t:tt)* ) => {
        $crate::__tokio_select!(@{ start=false; () } $p = $($t)*)
    };

    () => {
        compile_error!("select! requires at least one branch.")
    };
}

//! Answers: does the program stay off the network?
//! Invariant: nothing that speaks a network protocol is linked; under strace, where there is one, no command opens an internet socket.

#![expect(
    clippy::disallowed_macros,
    reason = "a skipped part must be seen in the test's output"
)]

use crate::sandbox::Sandbox;

/// Crates that speak a network protocol, or bring one.
const SPEAKERS: [&str; 18] = [
    "async-std",
    "curl",
    "curl-sys",
    "hyper",
    "isahc",
    "libssh2-sys",
    "mio",
    "native-tls",
    "openssl",
    "openssl-sys",
    "quinn",
    "reqwest",
    "rustls",
    "smol",
    "socket2",
    "surf",
    "tokio",
    "ureq",
];

#[test]
fn no_crate_that_speaks_a_network_protocol_is_locked() {
    let lock = include_str!("../../Cargo.lock");
    let locked: Vec<_> = lock
        .lines()
        .filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'))
        .filter(|name| SPEAKERS.contains(name))
        .collect();
    assert!(locked.is_empty(), "{locked:?}");
    assert!(lock.contains("name = \"libgit2-sys\""), "the list is read");
}

#[test]
fn git2_is_built_without_its_network_parts() {
    let manifest = include_str!("../../Cargo.toml");
    let line = manifest.lines().find(|line| line.starts_with("git2 =")).expect("git2");
    assert!(line.contains("default-features = false"), "{line}");
    for feature in ["https", "ssh", "openssl"] {
        assert!(!line.contains(&format!("\"{feature}\"")), "{line}");
    }
}

#[test]
fn no_command_opens_a_socket() {
    let sandbox = Sandbox::studio("product-launch");
    for arguments in [
        &["check"][..],
        &["export", "events"],
        &["man"],
        &["completions", "bash"],
        &["--version"],
    ] {
        let Some(trace) = sandbox.trace_of_sockets(arguments) else {
            println!("skipped: strace cannot run here, so sockets were not watched");
            return;
        };
        assert!(!trace.contains("AF_INET"), "{arguments:?}: {trace}");
    }
}

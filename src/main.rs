//! The `crops` program: see `cli`.

fn main() -> std::process::ExitCode {
    crops::cli::main()
}

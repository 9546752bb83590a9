//! The heavy half, in a web worker: survey files in, scores and documents out.

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This is the half of Kapocs that a browser runs in the background; `kapocs --help` is the command.");
    std::process::exit(2);
}

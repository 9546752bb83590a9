//! Mounts the app in the page.

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    kapocs::ui::mount();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This is the browser's half of Kapocs. `make serve` opens it; `kapocs --help` is the command.");
    std::process::exit(2);
}

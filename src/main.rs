//! Mounts the app in the page.

#[cfg(all(target_arch = "wasm32", feature = "app"))]
fn main() {
    console_error_panic_hook::set_once();
    kapocs::ui::mount();
}

#[cfg(not(all(target_arch = "wasm32", feature = "app")))]
fn main() {
    eprintln!("This is the browser's half of Kapocs. `make serve` opens it; `kapocs --help` is the command.");
    std::process::exit(2);
}

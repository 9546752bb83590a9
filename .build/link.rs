//! What the linker is told about one program alone.

fn main() {
    println!("cargo::rerun-if-changed=.build/link.rs");
    if std::env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        // What the build's last step splits the app by.
        println!("cargo::rustc-link-arg-bin=kapocs-app=--emit-relocs");
    }
}

//! The migrations are part of the library: a new file among them must rebuild it.

fn main() {
    #[expect(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]
    {
        println!("cargo:rerun-if-changed=../migrations");
    }
}

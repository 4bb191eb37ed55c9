//! The same bits natively and in WebAssembly: the table of `medlab-portable`, made by both.
//!
//! Where the target is not installed this says so and passes, as it must in a clean clone;
//! with `MEDLAB_REQUIRE_WASM=1` it fails.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may fail, and reads the repository"
)]

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use wasmi::{Caller, Engine, Func, Linker, Module, Store, Val};

const TARGET: &str = "wasm32-unknown-unknown";

#[test]
fn wasm_makes_the_same_bits() {
    if !installed() {
        let message =
            format!("the target {TARGET} is missing: rustup target add {TARGET}");
        assert!(std::env::var_os("MEDLAB_REQUIRE_WASM").is_none(), "{message}");
        // Not by a macro, whose words a passing test keeps to itself.
        writeln!(std::io::stderr(), "\nNOT TESTED: WebAssembly; {message}\n").unwrap();
        return;
    }
    let course = medlab_course::archive(&course());
    let native = medlab_portable::text(&course);
    assert!(!native.starts_with("error"), "{native}");
    let wasm = interpreted(&built(), &course);
    for (native, wasm) in native.lines().zip(wasm.lines()) {
        assert_eq!(native, wasm, "natively and in WebAssembly");
    }
    assert_eq!(native, wasm);
}

fn installed() -> bool {
    let asked = ["--print", "target-libdir", "--target", TARGET];
    let rustc = Command::new("rustc").args(asked).current_dir(root()).output().unwrap();
    let libraries = String::from_utf8(rustc.stdout).unwrap();
    rustc.status.success() && Path::new(libraries.trim()).is_dir()
}

/// The table's module, built in this test's own target folder.
fn built() -> Vec<u8> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let built = Command::new(env!("CARGO"))
        .args(["rustc", "--locked", "--package", "medlab-portable", "--lib"])
        .args(["--crate-type", "cdylib", "--target", TARGET, "--target-dir"])
        .arg(target)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    std::fs::read(target.join(TARGET).join("debug/medlab_portable.wasm")).unwrap()
}

/// What the module makes of a course.
fn interpreted(module: &[u8], course: &[u8]) -> String {
    let engine = Engine::default();
    let module = Module::new(&engine, module).unwrap();
    let mut store = Store::new(&engine, ());
    let linker = without_imports(&mut store, &engine, &module);
    let instance = linker.instantiate_and_start(&mut store, &module).unwrap();
    let memory = instance.get_memory(&store, "memory").unwrap();
    let room = instance.get_typed_func::<u32, u32>(&store, "room").unwrap();
    let digest = instance.get_typed_func::<(), u32>(&store, "digest").unwrap();
    let digests = instance.get_typed_func::<(), u32>(&store, "digests").unwrap();
    let place = room.call(&mut store, course.len() as u32).unwrap();
    memory.write(&mut store, place as usize, course).unwrap();
    let length = digest.call(&mut store, ()).unwrap();
    let place = digests.call(&mut store, ()).unwrap();
    let mut text = vec![0; length as usize];
    memory.read(&store, place as usize, &mut text).unwrap();
    String::from_utf8(text).unwrap()
}

/// Nothing is given to the module. What plotters imports for a browser, it never calls.
fn without_imports(
    store: &mut Store<()>,
    engine: &Engine,
    module: &Module,
) -> Linker<()> {
    let mut linker = Linker::new(engine);
    for import in module.imports() {
        let (from, name) = (import.module().to_string(), import.name().to_string());
        let ty = import.ty().func().unwrap().clone();
        let message = format!("an effect: {from}.{name}");
        let refused = move |_: Caller<()>, _: &[Val], _: &mut [Val]| {
            Err(wasmi::Error::new(message.clone()))
        };
        linker.define(&from, &name, Func::new(&mut *store, ty, refused)).unwrap();
    }
    linker
}

/// The course beside this test, solutions included.
fn course() -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for path in ["course.toml", "datasets", "exercises"] {
        gather(Path::new(path), &mut files);
    }
    files
}

fn gather(below: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    let path = root().join(below);
    if path.is_file() {
        let name = below.to_str().unwrap().replace('\\', "/");
        files.insert(name, std::fs::read(path).unwrap());
        return;
    }
    for entry in std::fs::read_dir(path).unwrap() {
        gather(&below.join(entry.unwrap().file_name()), files);
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

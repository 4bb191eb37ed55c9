//! For the tests of this crate: a program that does one thing, bad or honest, and exits with 0
//! when it could and with 1 and the reason when it could not.
#![expect(clippy::disallowed_methods, reason = "it is here to touch what it must not")]

fn main() -> std::process::ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match act(&words) {
        Ok(said) => {
            use std::io::Write;
            let _ = std::io::stdout().write_all(said.as_bytes());
            std::process::ExitCode::SUCCESS
        }
        Err(why) => {
            use std::io::Write;
            let _ = std::io::stderr().write_all(why.to_string().as_bytes());
            std::process::ExitCode::FAILURE
        }
    }
}

type Outcome = Result<String, Box<dyn std::error::Error>>;

#[cfg(not(target_os = "linux"))]
fn act(_words: &[&str]) -> Outcome {
    Ok(String::new())
}

#[cfg(target_os = "linux")]
fn act(words: &[&str]) -> Outcome {
    use std::fs;
    use std::io::{Read, Write};
    use std::process::{Command, Stdio};
    use std::time::Duration;

    use rustix::process::{Pid, Resource, Rlimit};

    let own = std::env::args().next().unwrap_or_default();
    let number = |text: &str| text.parse::<i32>().unwrap_or(0);
    let start = |words: &[&str]| {
        Command::new(&own)
            .args(words)
            .stdin(Stdio::null())
            .stdout(Stdio::inherit())
            .spawn()
    };
    match *words {
        ["echo"] => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text)?;
            Ok(text)
        }
        ["environment"] => Ok(format!("{:?}", std::env::vars_os().collect::<Vec<_>>())),
        ["whoami"] => {
            Ok(format!("{} {}", rustix::process::getuid().as_raw(), std::process::id()))
        }
        ["own-file"] => {
            fs::create_dir("folder")?;
            fs::write("folder/file", "mine")?;
            Ok(fs::read_to_string("folder/file")?)
        }
        ["children"] => {
            let status = start(&["exit", "7"])?.wait()?;
            let thread = std::thread::spawn(|| 35).join().map_err(|_| "thread")?;
            Ok(format!("{}", status.code().unwrap_or(-1) + thread))
        }
        ["exit", code] => std::process::exit(number(code)),
        ["abort"] => std::process::abort(),
        ["read", path] => Ok(fs::read_to_string(path)?),
        ["list", path] => Ok(fs::read_dir(path)?
            .flatten()
            .map(|e| format!("{:?} ", e.file_name()))
            .collect()),
        ["write", path] => Ok(fs::write(path, "x").map(|()| String::new())?),
        ["empty", path] => {
            // Open for reading only, and emptied all the same.
            use rustix::fs::{Mode, OFlags, open};
            open(path, OFlags::RDONLY | OFlags::TRUNC, Mode::empty())?;
            Ok(String::new())
        }
        ["remove", path] => Ok(fs::remove_file(path).map(|()| String::new())?),
        ["chmod", path] => {
            use std::os::unix::fs::PermissionsExt;
            Ok(fs::set_permissions(path, fs::Permissions::from_mode(0o000))
                .map(|()| String::new())?)
        }
        ["symlink", to] => {
            Ok(std::os::unix::fs::symlink(to, "link").map(|()| String::new())?)
        }
        ["fifo"] => {
            use rustix::fs::{CWD, FileType, Mode, mknodat};
            mknodat(CWD, "pipe", FileType::Fifo, Mode::RUSR, 0)?;
            Ok(String::new())
        }
        ["run", path] => Ok(format!("{}", Command::new(path).status()?)),
        ["tcp", port] => {
            std::net::TcpStream::connect(("127.0.0.1", u16::try_from(number(port))?))?;
            Ok(String::new())
        }
        ["udp"] => {
            std::net::UdpSocket::bind("127.0.0.1:0")?;
            Ok(String::new())
        }
        ["unix"] => {
            std::os::unix::net::UnixStream::pair()?;
            Ok(String::new())
        }
        ["kill", pid] => {
            rustix::process::test_kill_process(Pid::from_raw(number(pid)).ok_or("pid")?)?;
            Ok(String::new())
        }
        ["setsid"] => Ok(rustix::process::setsid().map(|_| String::new())?),
        ["setpgid"] => Ok(rustix::process::setpgid(None, None).map(|()| String::new())?),
        ["unshare"] => {
            let flags = nix::sched::CloneFlags::CLONE_NEWUSER;
            Ok(nix::sched::unshare(flags).map(|()| String::new())?)
        }
        ["mount"] => {
            use rustix::mount::{MountFlags, mount};
            mount("x", ".", "tmpfs", MountFlags::empty(), None)?;
            Ok(String::new())
        }
        ["chroot"] => Ok(rustix::process::chroot(".").map(|()| String::new())?),
        ["root"] => {
            rustix::thread::set_thread_res_uid(rustix::process::Uid::ROOT, None, None)?;
            Ok(String::new())
        }
        ["limits"] => {
            let more = Rlimit { current: Some(1 << 40), maximum: Some(1 << 40) };
            Ok(rustix::process::setrlimit(Resource::Fsize, more)
                .map(|()| String::new())?)
        }
        ["outlive"] => {
            rustix::process::set_parent_process_death_signal(None)?;
            Ok(String::new())
        }
        ["memfd"] => {
            rustix::fs::memfd_create("x", rustix::fs::MemfdFlags::empty())?;
            Ok(String::new())
        }
        ["descriptors"] => {
            // Closing succeeds where something is open.
            let open =
                (3..256).filter(|number| nix::unistd::close(*number).is_ok()).count();
            if open == 0 { Err("none".into()) } else { Ok(open.to_string()) }
        }
        ["spin"] => loop {
            std::hint::black_box(0);
        },
        ["spin-threads"] => {
            for _ in 0..2 {
                std::thread::spawn(|| {
                    loop {
                        std::hint::black_box(0);
                    }
                });
            }
            std::thread::sleep(Duration::from_secs(3600));
            Ok(String::new())
        }
        ["sleep", ..] => {
            std::thread::sleep(Duration::from_secs(3600));
            Ok(String::new())
        }
        // Children and theirs, in sessions of their own where they can; the parents are gone.
        ["orphans", marker] => {
            start(&["orphan", "2", marker])?.wait()?;
            Ok("left".into())
        }
        ["orphan", "0", marker] => {
            let _ = rustix::process::setsid();
            let _ = rustix::process::setpgid(None, None);
            act(&["sleep", marker])
        }
        ["orphan", depth, marker] => {
            let _ = rustix::process::setsid();
            let below = (number(depth) - 1).to_string();
            start(&["orphan", &below, marker])?;
            Ok(String::new())
        }
        ["bomb", marker] => {
            let mut started = 0;
            while start(&["sleep", marker]).is_ok() {
                started += 1;
                if started > 400 {
                    return Ok("400 processes".into());
                }
            }
            Err(format!("{started} processes").into())
        }
        ["forking", marker] => loop {
            // Each does the same again: the group never rests.
            let _ = start(&["forking", marker]);
            std::thread::sleep(Duration::from_millis(1));
        },
        ["memory", megabytes] => {
            let mut all: Vec<Vec<u8>> = Vec::new();
            for _ in 0..number(megabytes) {
                let mut block = Vec::new();
                block.try_reserve_exact(1 << 20)?;
                block.resize(1 << 20, 1);
                all.push(block);
            }
            Ok(format!("{}", all.len()))
        }
        ["flood", "stderr"] => loop {
            std::io::stderr().write_all(&[b'x'; 4096])?;
        },
        ["flood", _] => loop {
            std::io::stdout().write_all(&[b'x'; 4096])?;
        },
        ["large-file"] => {
            let mut file = fs::File::create("large")?;
            for _ in 0..1024 {
                file.write_all(&vec![1; 1 << 20])?;
            }
            Ok(String::new())
        }
        ["sparse-file"] => {
            Ok(fs::File::create("sparse")?.set_len(1 << 40).map(|()| String::new())?)
        }
        ["many-bytes"] => {
            for index in 0..64 {
                fs::write(index.to_string(), vec![1; 8 << 20])?;
            }
            std::thread::sleep(Duration::from_secs(3600));
            Ok(String::new())
        }
        ["many-files"] => {
            for index in 0..100_000 {
                fs::write(index.to_string(), "")?;
            }
            Ok(String::new())
        }
        ["deep"] => {
            for _ in 0..5_000 {
                fs::create_dir("deeper-and-deeper")?;
                std::env::set_current_dir("deeper-and-deeper")?;
            }
            Ok(String::new())
        }
        ["locked-folder"] => {
            let all = rustix::fs::Mode::from_raw_mode(0o777);
            // The call cannot fail, thinks its wrapper.
            let _ = std::panic::catch_unwind(|| rustix::process::umask(all));
            let none = rustix::fs::Mode::empty();
            let one = rustix::fs::mkdirat(rustix::fs::CWD, "locked", none);
            fs::create_dir("masked")?;
            match (one, fs::read_dir("masked")) {
                (Err(_), Ok(_)) => Err("neither".into()),
                _ => Ok(String::new()),
            }
        }
        ["open-files"] => {
            let files: Vec<_> =
                (0..100_000).map_while(|_| fs::File::open("/dev/null").ok()).collect();
            if files.len() == 100_000 { Ok(String::new()) } else { Err("limited".into()) }
        }
        _ => Err("unknown act".into()),
    }
}

//! A program for the tests: it reads the name of an act, and does it. Compiled by them for
//! `wasm32-wasip1`; it is no part of the crate.
#![expect(unconditional_recursion)]

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::hint::black_box;
use std::io::{Read, Seek, SeekFrom, Write};
use std::time::{Duration, Instant, SystemTime};

fn main() {
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input).unwrap();
    let (act, rest) = input.split_once(' ').unwrap_or((&input, ""));
    match act {
        "echo" => fs::write("answer", rest).unwrap(),
        "print" => {
            println!("out");
            eprintln!("err");
        }
        "panic" => panic!("on purpose"),
        "unwind" => {
            let _caught = std::panic::catch_unwind(|| panic!("caught"));
            println!("went on");
        }
        "divide" => println!("{}", 1 / black_box(0)),
        "index" => println!("{}", [1, 2, 3][black_box(7)]),
        "hash" => {
            let map: HashMap<u32, u32> = [(1, 1), (2, 2), (3, 3)].into();
            println!("{}", map.len());
        }
        "random" => {
            let map: HashMap<u32, u32> = (0..20).map(|key| (key, key)).collect();
            println!("{:?}", map.keys().collect::<Vec<_>>());
        }
        "clock" => {
            let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
            let start = Instant::now();
            let short = start.elapsed().as_nanos();
            let sum: u64 = (0..black_box(100_000)).map(black_box).sum();
            println!("{} {short} {}", since.as_secs(), start.elapsed().as_nanos());
            black_box(sum);
        }
        "sleep" => {
            let start = Instant::now();
            std::thread::sleep(Duration::from_secs(3600));
            assert!(start.elapsed() >= Duration::from_secs(3600));
            println!("slept");
        }
        "exit" => std::process::exit(rest.parse().unwrap()),
        "forge" => {
            fs::write("answer", "forged").unwrap();
            std::process::exit(0);
        }
        "abort" => std::process::abort(),
        "environment" => {
            let (args, vars) = (std::env::args().count(), std::env::vars().count());
            println!("{args} {vars} {:?}", std::env::var("PATH").ok());
        }
        "passwd" => println!("{:?}", fs::read("/etc/passwd")),
        "parent" => println!("{:?}", fs::read("../Cargo.toml")),
        "home" => println!("{:?}", fs::read("/proc/self/environ")),
        "folder" => println!("{:?}", fs::read_dir(".").map(|all| all.count())),
        "other" => println!("{:?}", File::create("other").is_ok()),
        "reread" => {
            fs::write("answer", "x").unwrap();
            println!("{:?}", fs::read("answer"));
        }
        "remove" => println!("{:?}", fs::remove_file("answer")),
        "make" => println!("{:?}", fs::create_dir("made")),
        "socket" => println!("{:?}", std::net::TcpStream::connect("127.0.0.1:80")),
        "command" => println!("{:?}", std::process::Command::new("ls").output()),
        "thread" => std::thread::spawn(|| println!("threaded")).join().unwrap(),
        "recurse" => println!("{}", recurse(black_box(1))),
        "array" => println!("{}", array()),
        "huge" => println!("{}", vec![1_u8; 3 << 30].len()),
        "large" => println!("{}", vec![1_u8; 1 << 30].len()),
        "grow" => {
            let mut all: Vec<Vec<u64>> = Vec::new();
            loop {
                all.push(vec![7; 1 << 17]);
            }
        }
        "reserve" => {
            let denied = Vec::<u8>::new().try_reserve(1 << 30).is_err();
            println!("{}", if denied { "denied" } else { "given" });
        }
        "loop" => loop {
            black_box(());
        },
        "flood" => loop {
            println!("flood");
        },
        "answers" => {
            let mut file = File::create("answer").unwrap();
            loop {
                file.write_all(&[7; 4096]).unwrap();
            }
        }
        "seek" => {
            let mut file = File::create("./answer").unwrap();
            file.write_all(b"ab").unwrap();
            file.seek(SeekFrom::Start(4)).unwrap();
            file.write_all(b"e").unwrap();
            assert_eq!(file.stream_position().unwrap(), 5);
            assert_eq!(file.metadata().unwrap().len(), 5);
            file.sync_all().unwrap();
        }
        "twice" => {
            fs::write("answer", "the first, which is longer").unwrap();
            fs::write("answer", "second").unwrap();
        }
        "append" => {
            fs::write("answer", "one").unwrap();
            let mut file = OpenOptions::new().append(true).open("answer").unwrap();
            file.write_all(b"two").unwrap();
        }
        "work" => {
            let rounds = rest.parse::<u64>().unwrap();
            let sum =
                (0..rounds).fold(0.0_f64, |sum, i| black_box(sum + (i as f64).sqrt()));
            black_box(sum);
        }
        unknown => panic!("no act {unknown}"),
    }
}

#[inline(never)]
fn recurse(depth: u64) -> u64 {
    let here = black_box([depth; 16]);
    recurse(depth + 1) + here[3]
}

/// Its frame alone is larger than the stack; within `main` no act could be done.
#[inline(never)]
fn array() -> u8 {
    let mut large = [0_u8; 8 << 20];
    black_box(&mut large);
    large[black_box(5)]
}

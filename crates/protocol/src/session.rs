//! A session: what the grading process and the one with the WebAssembly engine say.
//!
//! The first message is the module. Then each [`Run`] is answered by one [`Ran`], until the
//! pipe ends. Each run has an instance of its own, with fresh memory.

use crate::wire::{LONGEST, Malformed, Reader, Writer};

/// The longest message of a session, in bytes: a message of a program and what stands around it.
pub const LONGEST_MESSAGE: usize = LONGEST + (1 << 20);

/// The largest module that is loaded, in bytes.
pub const LARGEST_MODULE: usize = 32 << 20;

/// How the engine took the module: the answer to the session's first message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loaded {
    /// It can be run.
    Ready,
    /// It is no module, asks for what no program gets, or is too large; in English, for the
    /// teacher.
    Refused(String),
}

/// One run of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// What it reads from its standard input: an encoded [`crate::Call`].
    pub input: Vec<u8>,
    /// From what its random numbers are drawn.
    pub seed: u64,
    /// What it may take.
    pub limits: Limits,
}

/// What one run may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Fuel: roughly, one for each WebAssembly instruction.
    pub fuel: u64,
    /// Memory, in bytes.
    pub memory: u64,
    /// The answer's length, in bytes; at most [`LONGEST`].
    pub answer: u64,
    /// What is kept of its output, in bytes; more ends it.
    pub printed: u64,
}

/// What came of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ran {
    /// How it ended.
    pub end: End,
    /// The fuel it took; the same on every machine.
    pub fuel: u64,
    /// The bytes that it wrote to its answer: hostile until they were read.
    pub answer: Vec<u8>,
    /// What it printed, cut at the limit: hostile, for people only, never parsed.
    pub printed: Vec<u8>,
}

/// The code with which a program leaves whose function has not been written yet. Anybody may leave
/// with it: it earns nothing.
pub const NOT_WRITTEN: i32 = 71;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It returned from its `main`, or left with code 0.
    Returned,
    /// It left with another code.
    Left(i32),
    /// It panicked, or did what WebAssembly traps, such as a division by zero.
    Panicked,
    /// It called itself too deeply.
    StackOverflow,
    /// It took more fuel than it may.
    OutOfFuel,
    /// It asked for more memory than it may have.
    OutOfMemory,
    /// It printed or answered more than it may.
    TooMuchOutput,
    /// It asked for something that no program gets.
    Forbidden,
}

const ENDS: [End; 7] = [
    End::Returned,
    End::Panicked,
    End::StackOverflow,
    End::OutOfFuel,
    End::OutOfMemory,
    End::TooMuchOutput,
    End::Forbidden,
];

impl Loaded {
    /// The bytes that are sent.
    pub fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        match self {
            Self::Ready => writer.tag(0),
            Self::Refused(why) => {
                writer.tag(1);
                writer.text(why);
            }
        }
        writer.done()
    }

    /// Reads what was sent.
    pub fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(bytes)?;
        let loaded = match reader.tag()? {
            0 => Self::Ready,
            1 => Self::Refused(reader.text()?),
            _ => return Err(Malformed::Unknown),
        };
        reader.end()?;
        Ok(loaded)
    }
}

impl Run {
    /// The bytes that are sent.
    pub fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.bytes(&self.input);
        let Limits { fuel, memory, answer, printed } = self.limits;
        for number in [self.seed, fuel, memory, answer, printed] {
            writer.whole(number);
        }
        writer.done()
    }

    /// Reads what was sent.
    pub fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::within(bytes, LONGEST_MESSAGE)?;
        let input = reader.bytes()?.to_vec();
        let seed = reader.whole()?;
        let (fuel, memory) = (reader.whole()?, reader.whole()?);
        let (answer, printed) = (reader.whole()?, reader.whole()?);
        reader.end()?;
        Ok(Self { input, seed, limits: Limits { fuel, memory, answer, printed } })
    }
}

impl Ran {
    /// The bytes that are sent.
    pub fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        match self.end {
            End::Left(code) => {
                writer.tag(u8::MAX);
                writer.whole(u64::from(code.cast_unsigned()));
            }
            end => {
                let number = ENDS.iter().position(|known| *known == end);
                writer.tag(number.and_then(|n| u8::try_from(n).ok()).unwrap_or(u8::MAX));
            }
        }
        writer.whole(self.fuel);
        writer.bytes(&self.answer);
        writer.bytes(&self.printed);
        writer.done()
    }

    /// Reads what was sent.
    pub fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::within(bytes, LONGEST_MESSAGE)?;
        let end = match reader.tag()? {
            u8::MAX => {
                let code = u32::try_from(reader.whole()?);
                End::Left(code.map_err(|_| Malformed::Unknown)?.cast_signed())
            }
            number => *ENDS.get(usize::from(number)).ok_or(Malformed::Unknown)?,
        };
        let fuel = reader.whole()?;
        let (answer, printed) = (reader.bytes()?.to_vec(), reader.bytes()?.to_vec());
        reader.end()?;
        Ok(Self { end, fuel, answer, printed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_understood() {
        for loaded in [Loaded::Ready, Loaded::Refused("no module".into())] {
            assert_eq!(Loaded::decode(&loaded.encode()), Ok(loaded));
        }
        let limits = Limits { fuel: u64::MAX, memory: 1, answer: 2, printed: 3 };
        let run = Run { input: vec![1, 2, 3], seed: 7, limits };
        assert_eq!(Run::decode(&run.encode()), Ok(run));
        for end in ENDS.into_iter().chain([End::Left(-1), End::Left(i32::MAX)]) {
            let ran =
                Ran { end, fuel: 9, answer: vec![0; 4], printed: b"hello".to_vec() };
            assert_eq!(Ran::decode(&ran.encode()), Ok(ran));
        }
    }
}

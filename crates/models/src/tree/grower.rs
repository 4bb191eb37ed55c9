//! A grower: makes classification trees of rows, one after the other, in the same memory.

use core::num::NonZeroU32;

use medlab_metrics::random::Random;

use crate::tree::ranks::Ranks;
use crate::{Impurity, Node, Split};

/// What all trees of a fit have in common.
#[derive(Clone, Copy)]
pub(crate) struct Growing<'a> {
    pub(crate) columns: &'a [Ranks],
    pub(crate) depth: u32,
    pub(crate) leaf: u32,
    pub(crate) impurity: Impurity,
    /// How many columns are drawn for each split; without it each split sees all.
    pub(crate) drawn: Option<usize>,
}

/// A row, how often it counts and its outcome, in 32 bits.
#[derive(Clone, Copy)]
pub(crate) struct Row(u32);

impl Row {
    /// The most that a row can count.
    pub(crate) const MOST: u32 = 31;
    const BITS: u32 = 6;

    /// # Panics
    /// With the row 2^26 or a later one.
    pub(crate) fn new(row: usize, times: u32, outcome: bool) -> Self {
        assert!(row < 1 << (32 - Self::BITS), "more rows than a tree can hold");
        Self((row as u32) << Self::BITS | times << 1 | u32::from(outcome))
    }

    #[inline]
    fn index(self) -> usize {
        (self.0 >> Self::BITS) as usize
    }

    /// The row's rank in a column instead of its index, so that rows can be sorted.
    #[inline]
    fn ranked(self, rank: u32) -> u32 {
        rank << Self::BITS | self.0 & ((1 << Self::BITS) - 1)
    }

    #[inline]
    fn counts(self) -> Counts {
        let times = self.0 >> 1 & Self::MOST;
        Counts { rows: 1, times, events: times * (self.0 & 1) }
    }
}

/// How many rows there are in a group.
#[derive(Clone, Copy, Default)]
struct Counts {
    /// Each counted once.
    rows: u32,
    /// Each counted as often as it was drawn.
    times: u32,
    /// As `times`, of those with the event.
    events: u32,
}

impl Counts {
    #[inline]
    fn add(&mut self, other: Self) {
        self.rows += other.rows;
        self.times += other.times;
        self.events += other.events;
    }

    #[inline]
    fn without(self, other: Self) -> Self {
        Self {
            rows: self.rows - other.rows,
            times: self.times - other.times,
            events: self.events - other.events,
        }
    }

    /// In one word, so that one addition counts all three; each has 21 bits.
    #[inline]
    fn packed(self) -> u64 {
        u64::from(self.rows) | u64::from(self.times) << 21 | u64::from(self.events) << 42
    }

    #[inline]
    fn unpacked(word: u64) -> Self {
        let part = |shift: u32| (word >> shift) as u32 & ((1 << 21) - 1);
        Self { rows: part(0), times: part(21), events: part(42) }
    }

    fn mixed(self) -> bool {
        self.events > 0 && self.events < self.times
    }
}

/// The best split found so far.
#[derive(Clone, Copy)]
struct Best {
    score: f64,
    column: usize,
    low: u32,
    high: u32,
    below: Counts,
}

/// A group that waits to become a node: its rows, and whose upper part it is.
struct Waiting {
    first: usize,
    counts: Counts,
    depth: u32,
    above_of: Option<usize>,
}

/// Grows trees.
pub(crate) struct Grower<'a> {
    growing: Growing<'a>,
    score: Score,
    /// The columns, in an order of which the first ones are those drawn.
    order: Vec<u32>,
    memory: Memory,
}

/// Memory to work in, used for one group after the other.
struct Memory {
    /// Rows above a threshold while they are moved.
    above: Vec<Row>,
    /// A group's rows by their rank, sorted.
    sorted: Vec<u32>,
    /// How many rows of a group have each rank; zeros between uses.
    by_rank: Vec<u64>,
}

impl<'a> Grower<'a> {
    /// A grower of trees of so many rows, drawn ones counted as often as drawn.
    pub(crate) fn new(growing: Growing<'a>, rows: usize) -> Self {
        let most = growing.columns.iter().map(Ranks::distinct).max().unwrap_or(0);
        let memory = Memory {
            above: vec![Row(0); rows],
            sorted: Vec::with_capacity(rows),
            by_rank: vec![0; most],
        };
        let score = Score::new(growing.impurity, rows);
        Self { growing, score, order: Vec::new(), memory }
    }

    /// Grows a tree; where columns are drawn, from these random numbers. What its splits gain
    /// is added to the importance of their columns.
    pub(crate) fn grow(
        &mut self,
        mut rows: Vec<Row>,
        mut random: Option<&mut Random>,
        importance: &mut [f64],
    ) -> Vec<Node> {
        self.order = (0..self.growing.columns.len() as u32).collect();
        let mut nodes: Vec<Node> = Vec::new();
        let mut counts = Counts::default();
        rows.iter().for_each(|row| counts.add(row.counts()));
        let mut waiting = vec![Waiting { first: 0, counts, depth: 0, above_of: None }];
        while let Some(Waiting { first, counts, depth, above_of }) = waiting.pop() {
            let at = nodes.len();
            if let Some(split) = above_of.and_then(|of| nodes[of].split.as_mut()) {
                split.above = NonZeroU32::new(at as u32).unwrap_or(NonZeroU32::MIN);
            }
            let value = f64::from(counts.events) / f64::from(counts.times);
            nodes.push(Node { value, rows: counts.times, split: None });
            let rows = &mut rows[first..first + counts.rows as usize];
            if depth >= self.growing.depth || !counts.mixed() {
                continue;
            }
            let Some(best) = self.best_split(rows, counts, random.as_deref_mut()) else {
                continue;
            };
            let ranks = &self.growing.columns[best.column];
            nodes[at].split = Some(Split {
                threshold: ranks.between(best.low, best.high),
                column: best.column as u32,
                above: NonZeroU32::MIN,
            });
            importance[best.column] += self.score.gain(counts, best.score);
            self.memory.part(rows, ranks.of_rows(), best.low);
            let below =
                Waiting { first, counts: best.below, depth: depth + 1, above_of: None };
            waiting.push(Waiting {
                first: first + best.below.rows as usize,
                counts: counts.without(best.below),
                above_of: Some(at),
                ..below
            });
            waiting.push(below);
        }
        nodes
    }

    /// The best split of a group, of equals the first looked at; none where no column can
    /// split it.
    ///
    /// Of drawn columns at least one can, if there is one: columns are drawn until then.
    fn best_split(
        &mut self,
        rows: &[Row],
        counts: Counts,
        mut random: Option<&mut Random>,
    ) -> Option<Best> {
        let mut best = None;
        let columns = self.order.len();
        let enough = self.growing.drawn.unwrap_or(columns);
        for drawn in 0..columns {
            if drawn >= enough && best.is_some() {
                break;
            }
            if let Some(random) = random.as_deref_mut() {
                let rest = (columns - drawn) as u32;
                self.order.swap(drawn, drawn + random.below(rest) as usize);
            }
            let column = self.order[drawn] as usize;
            let ranks = &self.growing.columns[column];
            if ranks.distinct() < 2 {
                continue;
            }
            let group = Group { counts, leaf: self.growing.leaf, column };
            match &self.score {
                Score::Gini => self.memory.look(rows, ranks, group, gini, &mut best),
                Score::LogLoss(table) => {
                    let score = |below, above| likelihood(table, below, above);
                    self.memory.look(rows, ranks, group, score, &mut best);
                }
            }
        }
        best
    }
}

impl Memory {
    /// Looks at all splits of a group in one column.
    fn look(
        &mut self,
        rows: &[Row],
        ranks: &Ranks,
        group: Group,
        score: impl Fn(Counts, Counts) -> f64,
        best: &mut Option<Best>,
    ) {
        let mut scan = Scan { group, score, below: None, best };
        let of_rows = ranks.of_rows();
        // Counting costs a step for each rank, sorting several for each row.
        if ranks.distinct() <= 3 * rows.len() && group.counts.times < 1 << 21 {
            let by_rank = &mut self.by_rank[..ranks.distinct()];
            for row in rows {
                by_rank[of_rows[row.index()] as usize] += row.counts().packed();
            }
            for (rank, word) in by_rank.iter_mut().enumerate() {
                if *word != 0 {
                    scan.step(rank as u32, Counts::unpacked(*word));
                    *word = 0;
                }
            }
        } else {
            self.sorted.clear();
            let ranked = rows.iter().map(|row| row.ranked(of_rows[row.index()]));
            self.sorted.extend(ranked);
            self.sorted.sort_unstable();
            for key in &self.sorted {
                scan.step(key >> Row::BITS, Row(*key).counts());
            }
        }
    }

    /// Moves the rows up to a rank before those above it, each in the order they were.
    fn part(&mut self, rows: &mut [Row], of_rows: &[u32], low: u32) {
        let (mut below, mut above) = (0, 0);
        for index in 0..rows.len() {
            let row = rows[index];
            rows[below] = row;
            self.above[above] = row;
            let is_above = usize::from(of_rows[row.index()] > low);
            below += 1 - is_above;
            above += is_above;
        }
        rows[below..].copy_from_slice(&self.above[..above]);
    }
}

/// A group, looked at in one column.
#[derive(Clone, Copy)]
struct Group {
    counts: Counts,
    leaf: u32,
    column: usize,
}

/// A walk over a group's values in one column, from the lowest.
struct Scan<'b, S> {
    group: Group,
    score: S,
    /// The last rank, and the rows up to it.
    below: Option<(u32, Counts)>,
    best: &'b mut Option<Best>,
}

impl<S: Fn(Counts, Counts) -> f64> Scan<'_, S> {
    /// Comes to more rows, of this rank or a higher one than the last.
    #[inline]
    fn step(&mut self, rank: u32, more: Counts) {
        let Some((last, mut below)) = self.below else {
            self.below = Some((rank, more));
            return;
        };
        let Group { counts, leaf, column } = self.group;
        let above = counts.without(below);
        if rank != last && below.rows >= leaf && above.rows >= leaf {
            let score = (self.score)(below, above);
            if self.best.is_none_or(|best| score > best.score) {
                *self.best = Some(Best { score, column, low: last, high: rank, below });
            }
        }
        below.add(more);
        self.below = Some((rank, below));
    }
}

/// What a split is compared by: the higher, the better.
enum Score {
    Gini,
    /// `k ln k` for each whole number up to the number of rows.
    LogLoss(Vec<f64>),
}

impl Score {
    fn new(impurity: Impurity, rows: usize) -> Self {
        let term = |k: usize| if k == 0 { 0.0 } else { k as f64 * libm::log(k as f64) };
        match impurity {
            Impurity::Gini => Self::Gini,
            Impurity::LogLoss => Self::LogLoss((0..=rows).map(term).collect()),
        }
    }

    /// How much less impure a group is after its best split, times its rows.
    fn gain(&self, counts: Counts, score: f64) -> f64 {
        match self {
            Self::Gini => 2.0 * score / f64::from(counts.times),
            Self::LogLoss(table) => score - likelihood(table, counts, Counts::default()),
        }
    }
}

/// By how much a split lessens Gini's impurity, but for a factor that all splits share.
///
/// The numerator is the square of a whole number and the denominator a whole number, so
/// up to 19,000 rows equally good splits have the same bits.
#[inline]
fn gini(below: Counts, above: Counts) -> f64 {
    let cross = i64::from(below.events) * i64::from(above.times)
        - i64::from(above.events) * i64::from(below.times);
    let product = u64::from(below.times) * u64::from(above.times);
    (cross as f64) * (cross as f64) / product as f64
}

/// The log likelihood of the outcomes of two parts, each with its share of events.
#[inline]
fn likelihood(table: &[f64], below: Counts, above: Counts) -> f64 {
    let part = |part: Counts| {
        table[part.events as usize] + table[(part.times - part.events) as usize]
            - table[part.times as usize]
    };
    part(below) + part(above)
}

/// About how many levels a tree of so many rows has.
pub(crate) fn levels(rows: f64, depth: u32, leaf: u32) -> f64 {
    let halvings = libm::log2((rows / f64::from(leaf)).max(2.0));
    f64::from(depth).min(1.3 * halvings)
}

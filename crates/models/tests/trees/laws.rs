//! What holds of trees, forests and boosting whatever the rows.

use medlab_metrics::random::Random;
use medlab_metrics::{Predictions, Undefined, auroc};
use medlab_models::{Boosting, FitError, Forest, Impurity, Matrix, Node, Tree};
use proptest::prelude::*;

/// Rows of both outcomes: a coarse column with many ties, a fine one, and a constant one.
fn rows() -> impl Strategy<Value = (Matrix, Vec<f64>)> {
    let row = (0_u8..6, -1e3_f64..1e3, any::<bool>());
    prop::collection::vec(row, 4..80).prop_map(|rows| {
        let mut outcomes: Vec<f64> = rows.iter().map(|row| f64::from(row.2)).collect();
        (outcomes[0], outcomes[1]) = (0.0, 1.0);
        let coarse = rows.iter().map(|row| f64::from(row.0)).collect();
        let fine = rows.iter().map(|row| row.1).collect();
        (matrix(vec![coarse, fine, vec![7.0; rows.len()]]), outcomes)
    })
}

fn trees() -> impl Strategy<Value = Tree> {
    let impurity = prop_oneof![Just(Impurity::Gini), Just(Impurity::LogLoss)];
    (1_u32..8, 1_u32..3, impurity).prop_map(|(depth, leaf, impurity)| Tree {
        depth,
        leaf,
        impurity,
    })
}

fn matrix(columns: Vec<Vec<f64>>) -> Matrix {
    let names = (0..columns.len()).map(|column| format!("x{column}")).collect();
    Matrix::new(names, columns).unwrap()
}

/// The rows in another order.
fn shuffled(matrix: &Matrix, outcomes: &[f64]) -> (Matrix, Vec<f64>, Vec<usize>) {
    let mut order: Vec<usize> = (0..matrix.rows()).collect();
    Random::new(5).shuffle(&mut order);
    let outcomes = order.iter().map(|row| outcomes[*row]).collect();
    (matrix.take(&order), outcomes, order)
}

/// Columns whose values are others in the same order; zeros of both signs are one value.
fn transformed(matrix: &Matrix) -> Matrix {
    let change = |value: &f64| {
        let moved = value * value * value / 7.0 + 1e-3 * value;
        if *value <= 0.0 { moved } else { moved + 5.0 }
    };
    let columns = matrix.columns().iter();
    self::matrix(columns.map(|column| column.iter().map(change).collect()).collect())
}

/// Each row's share of the impurity that a tree lessens.
fn loss(impurity: Impurity, risks: &[f64], outcomes: &[f64]) -> f64 {
    let of = |(risk, outcome): (&f64, &f64)| match impurity {
        Impurity::Gini => (risk - outcome) * (risk - outcome),
        Impurity::LogLoss => -libm::log(1.0 - (risk - outcome).abs()),
    };
    risks.iter().zip(outcomes).map(of).sum()
}

fn leaves(nodes: &[Node]) -> impl Iterator<Item = &Node> {
    nodes.iter().filter(|node| node.split.is_none())
}

/// Each split's parts together hold its rows, and each node but the root is one part.
fn holds_together(nodes: &[Node]) {
    let mut parts = vec![0; nodes.len()];
    for (at, node) in nodes.iter().enumerate() {
        let Some(split) = node.split else {
            continue;
        };
        let above = split.above.get() as usize;
        assert!(above > at + 1);
        assert_eq!(nodes[at + 1].rows + nodes[above].rows, node.rows);
        parts[at + 1] += 1;
        parts[above] += 1;
    }
    assert_eq!(parts[0], 0);
    assert!(parts[1..].iter().all(|count| *count == 1), "{parts:?}");
}

proptest! {
    #[test]
    fn a_tree_is_the_same_for_any_order_of_rows((matrix, outcomes) in rows(), tree in trees()) {
        let fitted = tree.fit(&matrix, &outcomes).unwrap();
        let (moved, moved_outcomes, _) = shuffled(&matrix, &outcomes);
        prop_assert_eq!(tree.fit(&moved, &moved_outcomes).unwrap(), fitted);
    }

    #[test]
    fn only_the_order_of_values_matters_to_a_tree((matrix, outcomes) in rows(), tree in trees()) {
        let risks = tree.fit(&matrix, &outcomes).unwrap().predict(&matrix);
        let other = transformed(&matrix);
        prop_assert_eq!(tree.fit(&other, &outcomes).unwrap().predict(&other), risks);
    }

    #[test]
    fn a_deeper_tree_fits_its_rows_no_worse((matrix, outcomes) in rows(), tree in trees()) {
        let loss = |depth| {
            let tree = Tree { depth, ..tree };
            let risks = tree.fit(&matrix, &outcomes).unwrap().predict(&matrix);
            loss(tree.impurity, &risks, &outcomes)
        };
        prop_assert!(loss(tree.depth + 1) <= loss(tree.depth) + 1e-9);
    }

    #[test]
    fn a_tree_keeps_its_depth_and_leaves((matrix, outcomes) in rows(), tree in trees()) {
        let fitted = tree.fit(&matrix, &outcomes).unwrap();
        let nodes = &fitted.nodes;
        holds_together(nodes);
        prop_assert_eq!(nodes[0].rows as usize, matrix.rows());
        prop_assert!(leaves(nodes).all(|node| node.rows >= tree.leaf));
        let text = fitted.text();
        prop_assert_eq!(text.lines().count(), nodes.len());
        let depth = |line: &str| (line.len() - line.trim_start().len()) / 2;
        prop_assert!(text.lines().all(|line| depth(line) <= tree.depth as usize));
        // Each leaf's value is the share of events of the rows that come to it.
        let risks = fitted.predict(&matrix);
        prop_assert!((risks.iter().sum::<f64>() - outcomes.iter().sum::<f64>()).abs() < 1e-9);
        let gained: f64 = fitted.importance.iter().sum();
        prop_assert!(gained.abs() < 1e-9 || (gained - 1.0).abs() < 1e-9);
    }

    #[test]
    fn risks_lie_between_zero_and_one((matrix, outcomes) in rows(), seed in any::<u64>()) {
        let forest = Forest { trees: 5, leaf: 1, ..Forest::default() };
        let forest = forest.fit(&matrix, &outcomes, seed).unwrap();
        let boosting = Boosting { rounds: 20, rate: 1.0, leaf: 1, ..Boosting::default() };
        let boosting = boosting.fit(&matrix, &outcomes, seed).unwrap();
        forest.trees.iter().chain(&boosting.trees).for_each(|nodes| holds_together(nodes));
        let unseen = forest.out_of_bag(&matrix).into_iter().flatten();
        let risks = forest.predict(&matrix).into_iter().chain(boosting.predict(&matrix));
        prop_assert!(risks.chain(unseen).all(|risk| (0.0..=1.0).contains(&risk)));
    }

    #[test]
    fn boosting_keeps_its_leaves_and_the_order_of_rows((matrix, outcomes) in rows()) {
        let boosting = Boosting { rounds: 4, leaf: 2, leaves: 5, ..Boosting::default() };
        let fitted = boosting.fit(&matrix, &outcomes, 0).unwrap();
        for tree in &fitted.trees {
            prop_assert!(leaves(tree).count() <= 5);
            prop_assert!(leaves(tree).all(|node| node.rows >= 2));
            prop_assert_eq!(tree[0].rows as usize, matrix.rows());
        }
        let (moved, moved_outcomes, _) = shuffled(&matrix, &outcomes);
        prop_assert_eq!(boosting.fit(&moved, &moved_outcomes, 0).unwrap(), fitted);
    }

    #[test]
    fn more_rounds_fit_the_rows_better((matrix, outcomes) in rows()) {
        let loss = |rounds| {
            let boosting = Boosting { rounds, leaf: 1, ..Boosting::default() };
            let risks = boosting.fit(&matrix, &outcomes, 0).unwrap().predict(&matrix);
            loss(Impurity::LogLoss, &risks, &outcomes)
        };
        prop_assert!(loss(8) <= loss(4) + 1e-9);
    }
}

/// Two informative columns among six, and outcomes drawn from a known risk.
fn patients(count: usize, seed: u64) -> (Matrix, Vec<f64>) {
    let mut random = Random::new(seed);
    let mut columns = vec![Vec::new(); 6];
    let mut outcomes = Vec::new();
    for _ in 0..count {
        columns.iter_mut().for_each(|column| column.push(random.uniform()));
        let risk = 0.8 * columns[2][outcomes.len()] * columns[4][outcomes.len()] + 0.1;
        outcomes.push(f64::from(random.uniform() < risk));
    }
    (matrix(columns), outcomes)
}

fn area(outcomes: &[f64], risks: &[f64]) -> f64 {
    let events: Vec<bool> = outcomes.iter().map(|outcome| *outcome > 0.5).collect();
    auroc(&Predictions::new(&events, risks).unwrap()).unwrap().value
}

#[test]
fn what_matters_is_found() {
    let (matrix, outcomes) = patients(3000, 1);
    let tree = Tree::default().fit(&matrix, &outcomes).unwrap();
    let forest = Forest::default().fit(&matrix, &outcomes, 1).unwrap();
    let boosting = Boosting { rounds: 30, ..Boosting::default() };
    let boosting = boosting.fit(&matrix, &outcomes, 1).unwrap();
    for importance in [&tree.importance, &forest.importance, &boosting.importance] {
        assert!((importance.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        for (column, gained) in importance.iter().enumerate() {
            assert_eq!([2, 4].contains(&column), *gained > 0.2, "{importance:?}");
        }
    }
    // New patients are told apart nearly as well as by the risk itself.
    let (new, outcomes) = patients(20_000, 2);
    let product = |row: usize| new.columns()[2][row] * new.columns()[4][row] * 0.8 + 0.1;
    let best = area(&outcomes, &(0..20_000).map(product).collect::<Vec<_>>());
    for risks in [tree.predict(&new), forest.predict(&new), boosting.predict(&new)] {
        assert!(area(&outcomes, &risks) > best - 0.03, "{}", area(&outcomes, &risks));
    }
}

#[test]
fn rows_out_of_the_bag_are_judged_as_new_ones() {
    let (matrix, outcomes) = patients(2000, 3);
    let fitted = Forest::default().fit(&matrix, &outcomes, 1).unwrap();
    let unseen: Vec<f64> = fitted.out_of_bag(&matrix).into_iter().flatten().collect();
    assert_eq!(unseen.len(), outcomes.len(), "100 trees leave out every row at times");
    let (new, new_outcomes) = patients(20_000, 4);
    let of_new = area(&new_outcomes, &fitted.predict(&new));
    assert!((area(&outcomes, &unseen) - of_new).abs() < 0.03);
    assert!(area(&outcomes, &fitted.predict(&matrix)) > of_new + 0.1, "seen rows");
}

#[test]
fn each_tree_of_a_forest_has_numbers_of_its_own() {
    let (matrix, outcomes) = patients(300, 5);
    let forest = |trees, seed| {
        let forest = Forest { trees, ..Forest::default() };
        forest.fit(&matrix, &outcomes, seed).unwrap()
    };
    let (few, many) = (forest(3, 1), forest(9, 1));
    assert_eq!(many.trees[..3], few.trees);
    assert_ne!(few.trees[0], few.trees[1]);
    assert_ne!(forest(3, 2).trees[0], few.trees[0]);
}

#[test]
fn a_column_that_splits_is_drawn_where_there_is_one() {
    // One column of 40 is not constant, and 6 are drawn.
    let mut columns = vec![vec![1.0; 50]; 39];
    columns.push((0..50).map(f64::from).collect());
    let outcomes: Vec<f64> = (0..50).map(|row| f64::from(row >= 25)).collect();
    let forest = Forest { trees: 10, leaf: 1, ..Forest::default() };
    let fitted = forest.fit(&matrix(columns), &outcomes, 1).unwrap();
    assert!(fitted.trees.iter().all(|nodes| nodes[0].split.is_some()));
}

/// No split helps by itself, two after each other do.
#[test]
fn a_tree_learns_exclusive_or() {
    let matrix = matrix(vec![vec![0.0, 0.0, 1.0, 1.0], vec![0.0, 1.0, 0.0, 1.0]]);
    let outcomes = [0.0, 1.0, 1.0, 0.0];
    for impurity in [Impurity::Gini, Impurity::LogLoss] {
        let tree = Tree { depth: 2, leaf: 1, impurity }.fit(&matrix, &outcomes).unwrap();
        assert_eq!(tree.predict(&matrix), outcomes);
        // Of two useless splits the one in the lower column comes first.
        assert_eq!(tree.nodes[0].split.unwrap().column, 0);
    }
}

#[test]
fn of_equal_splits_the_lowest_is_taken() {
    let column = vec![1.0, 2.0, 3.0, 4.0];
    let matrix = matrix(vec![column.clone(), column]);
    // Below 2 as good as above 3.
    let tree = Tree { depth: 1, leaf: 1, ..Tree::default() };
    let fitted = tree.fit(&matrix, &[1.0, 0.0, 0.0, 1.0]).unwrap();
    let split = fitted.nodes[0].split.unwrap();
    assert_eq!((split.column, split.threshold), (0, 1.5));
}

#[test]
fn neighbouring_numbers_are_told_apart() {
    let tiny = f64::from_bits(1);
    for (low, high) in
        [(1.0, 1.0_f64.next_up()), (0.0, tiny), (-tiny, -0.0), (f64::MIN, f64::MAX)]
    {
        let matrix = matrix(vec![vec![low, high]]);
        let tree = Tree { depth: 1, leaf: 1, ..Tree::default() };
        let risks = tree.fit(&matrix, &[0.0, 1.0]).unwrap().predict(&matrix);
        assert_eq!(risks, [0.0, 1.0], "{low:e} {high:e}");
    }
    // Their sum would be infinite.
    let large = matrix(vec![vec![1.5e308, 1.7e308]]);
    let tree = Tree { depth: 1, leaf: 1, ..Tree::default() };
    let fitted = tree.fit(&large, &[0.0, 1.0]).unwrap();
    assert_eq!(fitted.nodes[0].split.map(|split| split.threshold), Some(1.6e308));
    // The two zeros are one number.
    let zeros = matrix(vec![vec![0.0, -0.0]]);
    assert_eq!(tree.fit(&zeros, &[0.0, 1.0]).unwrap().predict(&zeros), [0.5, 0.5]);
}

/// Without an end to it, a step would be the quotient of two roundings.
#[test]
fn boosting_stops_where_every_row_is_certain() {
    let matrix = matrix(vec![(0..50).map(f64::from).collect()]);
    let outcomes: Vec<f64> = (0..50).map(|row| f64::from(row >= 25)).collect();
    let boosting = Boosting { rounds: 1000, rate: 1.0, ..Boosting::default() };
    let fitted = boosting.fit(&matrix, &outcomes, 0).unwrap();
    assert_eq!((fitted.trees[0].len(), fitted.trees[999].len()), (3, 1));
    let risks = fitted.predict(&matrix);
    for (risk, outcome) in risks.iter().zip(&outcomes) {
        let off = (risk - outcome).abs();
        assert!((1e-6..1e-4).contains(&off), "{risk}");
    }
}

#[test]
fn what_cannot_be_fitted_is_refused() {
    let matrix = matrix(vec![(0..50).map(f64::from).collect()]);
    let mixed: Vec<f64> = (0..50).map(|row| f64::from(row % 2)).collect();
    let with = |value: f64| {
        let mut outcomes = mixed.clone();
        outcomes[7] = value;
        outcomes
    };
    let empty = Matrix::new(Vec::new(), Vec::new()).unwrap();
    let fits = |matrix: &Matrix, outcomes: &[f64], leaf: u32| {
        [
            Tree { leaf, ..Tree::default() }.fit(matrix, outcomes).err(),
            Forest { leaf, trees: 1, ..Forest::default() }.fit(matrix, outcomes, 1).err(),
            Boosting { leaf, rounds: 1, ..Boosting::default() }
                .fit(matrix, outcomes, 1)
                .err(),
        ]
    };
    for (matrix, outcomes, leaf, expected) in [
        (&empty, vec![], 1, Undefined::Empty),
        (&matrix, vec![0.0, 1.0], 1, Undefined::Lengths),
        (&matrix, with(f64::NAN), 1, Undefined::OutOfRange),
        (&matrix, with(0.5), 1, Undefined::OutOfRange),
        (&matrix, mixed.clone(), 26, Undefined::TooFew),
        (&matrix, vec![1.0; 50], 1, Undefined::OneClass),
    ] {
        let refused = [Some(FitError::Undefined(expected)); 3];
        assert_eq!(fits(matrix, &outcomes, leaf), refused);
    }
    assert_eq!(fits(&matrix, &mixed, 25), [None; 3]);
    let setting = |error: Option<FitError>| match error {
        Some(FitError::Setting { name, found, .. }) => (name, found),
        other => panic!("{other:?}"),
    };
    assert!(fits(&matrix, &mixed, 0).map(setting).iter().all(|at| *at == ("leaf", 0.0)));
    let fast = Boosting { rate: f64::NAN, ..Boosting::default() };
    assert_eq!(setting(fast.fit(&matrix, &mixed, 1).err()).0, "rate");
}

/// Risks of all three, to the last bit: the same on every machine, natively and in a browser.
#[test]
fn the_bits_are_known() {
    let (matrix, outcomes) = patients(500, 9);
    let tree = Tree { depth: 9, leaf: 2, impurity: Impurity::LogLoss };
    let forest = Forest { trees: 20, leaf: 2, ..Forest::default() };
    let risks = [
        tree.fit(&matrix, &outcomes).unwrap().predict(&matrix),
        forest.fit(&matrix, &outcomes, 1).unwrap().predict(&matrix),
        Boosting::default().fit(&matrix, &outcomes, 1).unwrap().predict(&matrix),
    ];
    let digest = |risks: &Vec<f64>| {
        risks.iter().fold(0_u64, |digest, risk| {
            (digest ^ risk.to_bits()).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(29)
        })
    };
    let found: Vec<String> =
        risks.iter().map(digest).map(|digest| format!("{digest:016x}")).collect();
    assert_eq!(found, ["a9ae3f6d2aa44537", "e99e381b62f43cd6", "7314710a3a2d4c2e"]);
}

//! Patients: what must not change when something else does.

use medlab_cohort::{Cohort, Column, Dataset, Expression, GenerationError, Key, csv};
use proptest::prelude::*;

use crate::datasets::{WARD, dataset, key, parse, text, ward};

fn file(cohort: &Cohort) -> Vec<u8> {
    let mut file = Vec::new();
    csv::write(&cohort.table, &mut file).unwrap();
    file
}

fn cohort(dataset: &Dataset, key: &Key, patients: u64) -> Cohort {
    dataset.generate(&dataset.reference_variant(), key, 0..patients).unwrap()
}

/// The columns of a table by name, without their order.
fn cells(cohort: &Cohort, name: &str) -> Vec<String> {
    let column = cohort.table.column(name).unwrap_or_else(|| panic!("{name}"));
    (0..column.rows()).map(|row| column.text(row).into_owned()).collect()
}

#[test]
fn a_longer_cohort_starts_with_the_shorter() {
    let dataset = ward();
    let long = file(&cohort(&dataset, &key(1), 3_000));
    for patients in [1, 7, 1023, 1024, 1025, 2500] {
        let short = cohort(&dataset, &key(1), patients);
        assert!(long.starts_with(&file(&short)), "{patients}");
    }
}

#[test]
fn parts_put_together_are_the_whole() {
    let dataset = ward();
    let variant = dataset.reference_variant();
    let generation = dataset.generation(&variant).unwrap();
    let whole = cohort(&dataset, &key(2), 5_000);
    for at_once in [1_000, 1_024, 4_999, 10_000] {
        let mut writer = csv::Writer::new(Vec::new());
        let (mut ideal, mut faults) = (Vec::new(), 0);
        for part in generation.cohorts(&key(2), 0..5_000, at_once) {
            let part = part.unwrap();
            writer.table(&part.table).unwrap();
            ideal.extend(part.truth.ideal);
            faults += part.ledger.entries.len();
        }
        assert!(writer.finish().unwrap() == file(&whole), "{at_once}");
        assert_eq!(ideal, whole.truth.ideal);
        assert_eq!(faults, whole.ledger.entries.len());
    }
}

#[test]
fn exactly_so_many_rows_can_be_written() {
    let dataset = ward();
    let cohort = cohort(&dataset, &key(2), 1_000);
    assert!(cohort.table.rows() > 1_000, "some rows stand twice");
    let mut writer = csv::Writer::of_rows(Vec::new(), 1_000);
    writer.table(&cohort.table).unwrap();
    let written = writer.finish().unwrap();
    assert_eq!(written.iter().filter(|byte| **byte == b'\n').count(), 1_001);
    assert!(file(&cohort).starts_with(&written));
}

#[test]
fn another_seed_gives_other_patients() {
    let dataset = ward();
    assert_ne!(
        file(&cohort(&dataset, &key(1), 50)),
        file(&cohort(&dataset, &key(2), 50))
    );
    assert_eq!(
        file(&cohort(&dataset, &key(1), 50)),
        file(&cohort(&dataset, &key(1), 50))
    );
}

/// The nodes of the ward's file, each as text, and what stands before and after them.
fn parts() -> (String, Vec<String>, String) {
    let (head, rest) = WARD.split_once("[[node]]").unwrap();
    let (nodes, tail) = rest.split_once("[[fault]]").unwrap();
    let nodes = nodes.split("[[node]]").map(|node| format!("[[node]]{node}"));
    (head.to_owned(), nodes.collect(), format!("[[fault]]{tail}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_order_of_nodes_changes_nothing(
        order in Just((0..14).collect::<Vec<usize>>()).prop_shuffle(),
        seed: u64,
    ) {
        let (head, nodes, tail) = parts();
        prop_assert_eq!(nodes.len(), 14);
        let shuffled: String = order.iter().map(|node| nodes[*node].as_str()).collect();
        let (a, b) = (ward(), parse(&format!("{head}{shuffled}{tail}")));
        let (a, b) = (cohort(&a, &key(seed), 300), cohort(&b, &key(seed), 300));
        for column in a.table.columns() {
            prop_assert_eq!(cells(&a, &column.name), cells(&b, &column.name));
        }
        prop_assert_eq!(&a.truth.ideal, &b.truth.ideal);
    }

    #[test]
    fn a_new_node_leaves_the_others_as_they_are(place in 0_usize..14, seed: u64) {
        let (head, mut nodes, tail) = parts();
        let new = "[[node]]\nname = \"mood\"\nfamily = \"normal\"\n\
                   mean = \"severity + 0.1 * age\"\nsd = 1\nunit = \"1\"\ndecimals = 1\n\
                   available_at = 0\nmissing = { kind = \"MCAR\", probability = 0.5 }\n";
        nodes.insert(place, new.to_owned());
        let (a, b) = (ward(), parse(&format!("{head}{}{tail}", nodes.concat())));
        let (a, b) = (cohort(&a, &key(seed), 300), cohort(&b, &key(seed), 300));
        for column in a.table.columns() {
            prop_assert_eq!(cells(&a, &column.name), cells(&b, &column.name));
        }
        prop_assert_eq!(&a.truth.ideal, &b.truth.ideal);
    }

    #[test]
    fn a_range_is_those_patients_of_the_whole(from in 0_u64..3_000, count in 1_u64..1_500) {
        let dataset = ward();
        let variant = dataset.reference_variant();
        let generation = dataset.generation(&variant).unwrap().without_faults();
        let whole = generation.cohort(&key(4), 0..4_500).unwrap();
        let part = generation.cohort(&key(4), from..from + count).unwrap();
        let rows: Vec<usize> = (from as usize..(from + count) as usize).collect();
        let taken = whole.table.take(&rows);
        for (a, b) in taken.columns().iter().zip(part.table.columns()) {
            let text = |c: &Column| (0..c.rows()).map(|r| c.text(r).into_owned()).collect::<Vec<_>>();
            prop_assert_eq!(text(a), text(b));
        }
        prop_assert_eq!(&whole.truth.ideal[rows[0]..=rows[rows.len() - 1]], &part.truth.ideal[..]);
    }
}

#[test]
fn doing_what_happened_changes_nothing() {
    let dataset = ward();
    let variant = dataset.reference_variant();
    let natural = dataset.generation(&variant).unwrap();
    for node in ["lactate", "site", "severity", "treated", "sepsis", "points"] {
        let itself = Expression::parse(node).unwrap();
        let done = dataset.generation(&variant).unwrap().intervene(node, itself).unwrap();
        let a = natural.cohort(&key(9), 0..400).unwrap();
        let b = done.cohort(&key(9), 0..400).unwrap();
        assert_eq!(file(&a), file(&b), "{node}");
    }
}

#[test]
fn setting_a_node_changes_only_what_follows_from_it() {
    let dataset = ward();
    let variant = dataset.reference_variant();
    let natural = dataset.generate(&variant, &key(9), 0..2_000).unwrap();
    let one = Expression::number(1.0);
    let treated =
        dataset.generation(&variant).unwrap().intervene("treated", one).unwrap();
    let treated = treated.cohort(&key(9), 0..2_000).unwrap();
    for column in natural.table.columns() {
        let (a, b) = (cells(&natural, &column.name), cells(&treated, &column.name));
        match column.name.as_str() {
            "treated" => assert!(b.iter().all(|cell| cell == "1")),
            // The outcome and what it leads to.
            "sepsis" | "icu_transfer" => assert_ne!(a, b),
            _ => assert_eq!(a, b, "{}", column.name),
        }
    }
    // Consistency: who was treated has the outcome that treatment gives.
    let world = natural.truth.world("treated").unwrap();
    let was_treated = natural.table.numbers("treated").unwrap().unwrap();
    let sepsis = natural.table.numbers("sepsis").unwrap().unwrap();
    let under_treatment = treated.table.numbers("sepsis").unwrap().unwrap();
    let mut agree = 0;
    for row in 0..natural.table.rows() {
        assert_eq!(world.outcome[row], under_treatment[row]);
        assert_eq!(world.risk[row], treated.truth.ideal[row]);
        if was_treated[row] > 0.5 {
            assert_eq!(world.outcome[row], sepsis[row]);
            assert_eq!(world.risk[row], natural.truth.ideal[row]);
            agree += 1;
        }
    }
    assert!(agree > 300);
    // The same noise: treatment lowers every risk here, so it harms nobody.
    let untreated = natural.truth.world("untreated").unwrap();
    assert!(world.outcome.iter().zip(&untreated.outcome).all(|(a, b)| a <= b));
}

#[test]
fn interventions_that_cannot_be() {
    let dataset = ward();
    let variant = dataset.reference_variant();
    let generation = || dataset.generation(&variant).unwrap();
    let formula = |text: &str| Expression::parse(text).unwrap();
    assert!(matches!(
        generation().intervene("severty", formula("0")),
        Err(GenerationError::UnknownNode { nearest: Some(near), .. }) if near == "severity"
    ));
    assert!(matches!(
        generation().intervene("severity", formula("sepsis")),
        Err(GenerationError::Circle { node, .. }) if node == "severity"
    ));
    assert!(matches!(
        generation().intervene("treated", formula("agee")),
        Err(GenerationError::Formula { .. })
    ));
}

#[test]
fn a_parameter_that_cannot_be_names_node_and_patient() {
    let nodes = r#"
[[node]]
name = "x"
family = "normal"
mean = 0
sd = 1
unit = "1"
decimals = 2
available_at = 0

[[node]]
name = "y"
family = "bernoulli"
probability = "0.2 + 0.3 * x"
available_at = 0
"#;
    let dataset = dataset(None, nodes);
    let error =
        dataset.generate(&dataset.reference_variant(), &key(1), 0..500).unwrap_err();
    let GenerationError::Parameter { node, line, parameter, found, patient, .. } = error
    else {
        panic!("{error}");
    };
    assert_eq!((node.as_str(), line, parameter), ("y", 17, "probability"));
    assert!(!(0.0..=1.0).contains(&found) && patient < 500);
    for (value, why) in
        [("ln(x - 9)", "a finite number"), ("1 / (x - x)", "a finite number")]
    {
        let nodes =
            nodes.replace("family = \"bernoulli\"", "family = \"formula\"").replace(
                "probability = \"0.2 + 0.3 * x\"",
                &format!("value = \"{value}\"\nunit = \"1\"\ndecimals = 1"),
            );
        let dataset = parse(&text(None, &nodes));
        let error =
            dataset.generate(&dataset.reference_variant(), &key(1), 0..5).unwrap_err();
        assert!(error.to_string().contains(why), "{error}");
    }
}

#[test]
fn variants() {
    let dataset = ward();
    let draws: Vec<_> = (0..200).map(|seed| dataset.variant(&key(seed))).collect();
    let leaks = |name: &str| {
        draws.iter().filter(|v| v.get("leak").unwrap().text() == Some(name)).count()
    };
    assert_eq!(leaks("icu_transfer") + leaks("blood_culture"), 200);
    assert!((70..130).contains(&leaks("icu_transfer")));
    for variant in &draws {
        let shift = variant.get("shift").unwrap().number().unwrap();
        assert!((-0.3..=0.3).contains(&shift));
        assert_eq!((shift * 100.0).round() / 100.0, shift);
    }
    assert_eq!(dataset.variant(&key(3)), dataset.variant(&key(3)));
    let reference = dataset.reference_variant();
    assert_eq!(reference.get("shift").unwrap().number(), Some(0.0));
    let set = |name: &str, value: f64| {
        let scalars = [(name.to_owned(), value.into())].into();
        dataset.variant_with(dataset.reference_variant(), &scalars)
    };
    assert_eq!(set("shift", 0.25).unwrap().get("shift").unwrap().number(), Some(0.25));
    assert_eq!(
        set("shift", 0.5).unwrap_err().to_string(),
        "expected a value that `shift` can take, found 0.5"
    );
    assert!(set("shft", 0.0).unwrap_err().to_string().contains("found `shft`"));
}

#[test]
fn seeds_are_a_domain_of_their_own() {
    let zero = Key::new([0; 32]);
    assert!(Key::open("a", 1, 1) != Key::open("a", 1, 2));
    assert!(Key::open("a", 1, 1) != Key::open("a", 2, 1));
    assert!(Key::open("a", 1, 11) != Key::open("a", 11, 1));
    assert!(Key::open("a", 1, 1) != zero.derive("a"));
    assert_eq!(format!("{zero:?}"), "Key(..)");
}

#[test]
fn worlds_are_within_what_is_set() {
    let dataset = ward();
    let variant = dataset.reference_variant();
    let generation = dataset.generation(&variant).unwrap();
    let generation = generation.intervene("severity", Expression::number(2.0)).unwrap();
    let cohort = generation.cohort(&key(9), 0..500).unwrap();
    let treated = cohort.table.numbers("treated").unwrap().unwrap();
    for (row, treated) in treated.iter().enumerate() {
        let world = if *treated > 0.5 { "treated" } else { "untreated" };
        let world = cohort.truth.world(world).unwrap();
        assert_eq!(world.risk[row], cohort.truth.ideal[row]);
    }
}

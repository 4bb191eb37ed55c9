//! The truth about a cohort: what no reader of the record can know.
//!
//! Row by row like the table, a row written twice included.

use crate::column::{Column, Kind};
use crate::dataset::Dataset;
use crate::table::Table;

/// The truth, row by row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Truth {
    /// Each row's place in the cohort, counted from 0; a row written twice has one place.
    pub rows: Vec<u64>,
    /// Each row's cluster, counted from 0; its place where there are no clusters.
    pub clusters: Vec<u64>,
    /// The probability of the outcome given everything, latent causes included; empty in
    /// a dataset without an outcome.
    pub ideal: Vec<f64>,
    /// The latent nodes.
    pub latent: Vec<Column>,
    /// For each column with gaps, the probability of one.
    pub missing_probability: Vec<Column>,
    /// For each column with gaps or faults, its values without them.
    pub unmasked: Vec<Column>,
    /// For each declared world, the outcome and its probability there.
    pub worlds: Vec<PotentialOutcome>,
}

/// What would have happened in a declared world.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PotentialOutcome {
    /// The world's name.
    pub world: String,
    /// The outcome there, 1 or 0, with the same chance as in the record.
    pub outcome: Vec<f64>,
    /// The probability of it there.
    pub risk: Vec<f64>,
}

impl Truth {
    /// The latent column of a name.
    pub fn latent(&self, name: &str) -> Option<&Column> {
        self.latent.iter().find(|column| column.name == name)
    }

    /// The true values of a column with gaps or faults.
    pub fn unmasked(&self, name: &str) -> Option<&Column> {
        self.unmasked.iter().find(|column| column.name == name)
    }

    /// The potential outcome in a world.
    pub fn world(&self, name: &str) -> Option<&PotentialOutcome> {
        self.worlds.iter().find(|world| world.world == name)
    }

    /// The truth as a table: the given ID column, `true_risk`, latent columns by their
    /// names, then `missing_probability_<column>`, `true_<column>`, `outcome_if_<world>`
    /// and `risk_if_<world>`. Everything but recorded values is at full precision.
    pub fn table(&self, id: Column) -> Table {
        let exact = Kind::Number { decimals: None };
        let mut columns = vec![id];
        if !self.ideal.is_empty() {
            let ideal = Column::values_of("true_risk", exact.clone(), self.ideal.clone());
            columns.push(ideal.in_unit("1"));
        }
        columns.extend(self.latent.iter().cloned());
        let named = |prefix: &str, column: &Column| {
            let mut column = column.clone();
            column.name = format!("{prefix}_{}", column.name);
            column
        };
        columns.extend(
            self.missing_probability.iter().map(|c| named("missing_probability", c)),
        );
        columns.extend(self.unmasked.iter().map(|c| named("true", c)));
        for world in &self.worlds {
            let name = format!("outcome_if_{}", world.world);
            columns.push(Column::values_of(&name, Kind::Flag, world.outcome.clone()));
            let name = format!("risk_if_{}", world.world);
            let risk = Column::values_of(&name, exact.clone(), world.risk.clone());
            columns.push(risk.in_unit("1"));
        }
        // Names are the dataset's, which are different, with prefixes that differ.
        Table::new(columns).unwrap_or_default()
    }

    /// These rows, in this order.
    pub(crate) fn take(&self, rows: &[usize]) -> Self {
        let numbers = |values: &[f64]| match values {
            [] => Vec::new(),
            values => rows.iter().map(|row| values[*row]).collect(),
        };
        let columns = |columns: &[Column]| columns.iter().map(|c| c.take(rows)).collect();
        Self {
            rows: rows.iter().map(|row| self.rows[*row]).collect(),
            clusters: rows.iter().map(|row| self.clusters[*row]).collect(),
            ideal: numbers(&self.ideal),
            latent: columns(&self.latent),
            missing_probability: columns(&self.missing_probability),
            unmasked: columns(&self.unmasked),
            worlds: self
                .worlds
                .iter()
                .map(|world| PotentialOutcome {
                    world: world.world.clone(),
                    outcome: numbers(&world.outcome),
                    risk: numbers(&world.risk),
                })
                .collect(),
        }
    }
}

impl Dataset {
    /// The names of the columns in [`Truth::table`].
    pub(crate) fn truth_names(&self) -> Vec<String> {
        let mut names = vec![self.id.name.clone()];
        if let Some(feed) = &self.feed {
            let hidden = self.nodes.iter().filter(|node| node.hidden);
            names.extend(hidden.map(|node| node.name.clone()));
            names.push("duplicate".to_owned());
            let known = ["loinc", "value", "unit", &feed.collected, &feed.received];
            names.extend(known.map(|name| format!("true_{name}")));
            return names;
        }
        names.extend(self.outcome.is_some().then(|| "true_risk".to_owned()));
        for node in &self.nodes {
            if node.hidden {
                names.push(node.name.clone());
            }
            if node.missing.is_some() {
                names.push(format!("missing_probability_{}", node.name));
            }
            if self.can_be_masked(node) {
                names.push(format!("true_{}", node.name));
            }
        }
        for world in &self.worlds {
            names.push(format!("outcome_if_{}", world.name));
            names.push(format!("risk_if_{}", world.name));
        }
        names
    }

    /// Whether what is on record of a node may not be its value: gaps or faults.
    pub(crate) fn can_be_masked(&self, node: &crate::dataset::Node) -> bool {
        let at_fault = self.faults.iter().any(|f| f.column.as_ref() == Some(&node.name));
        !node.hidden && (node.missing.is_some() || at_fault)
    }
}

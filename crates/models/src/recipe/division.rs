//! A division: which rows of a table come first, and so which rows a part has.
//!
//! Rows, or patients with all their rows, are put in one order for each table, the same for
//! every part. Parts whose percentages do not overlap share no row.

use std::collections::{BTreeMap, BTreeSet};

use medlab_cohort::Table;
use medlab_metrics::random::Random;

use super::error::RecipeError;
use super::{Divide, Material, Part, Rows};

/// Shuffles the rows of every recipe; who wants other rows takes another part.
const SEED: u64 = 0x6d65_646c_6162;

/// What rows are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Models learn from them.
    Fit,
    /// Candidates are compared on them.
    Tune,
    /// Recalibration learns from them.
    Calibrate,
    /// The performance is claimed on them.
    Test,
}

impl Role {
    /// Its key in a recipe.
    pub fn key(self) -> &'static str {
        match self {
            Self::Fit => "rows.fit",
            Self::Tune => "rows.tune",
            Self::Calibrate => "rows.calibrate",
            Self::Test => "rows.test",
        }
    }
}

/// What the rows of one role hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// What they are for.
    pub role: Role,
    /// The table's file name.
    pub file: String,
    /// How many there are.
    pub rows: usize,
    /// In how many of them the outcome occurred.
    pub events: usize,
    /// Of how many patients they are.
    pub patients: usize,
}

/// The rows of one role: a table, and rows in it, ascending.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RoleRows<'a> {
    /// The table's file name.
    pub(super) file: &'a str,
    /// The table.
    pub(super) table: &'a Table,
    /// Its rows, ascending.
    pub(super) rows: Vec<usize>,
}

impl RoleRows<'_> {
    /// What they hold, given the outcome of each row of the table and whose it is.
    pub(super) fn counted(&self, role: Role, outcomes: &[f64], patient: &str) -> Counted {
        let whose = patients(self.table, patient);
        let of: BTreeSet<&str> =
            self.rows.iter().map(|row| whose[*row].as_str()).collect();
        Counted {
            role,
            file: self.file.to_string(),
            rows: self.rows.len(),
            events: self.rows.iter().filter(|row| outcomes[**row] > 0.5).count(),
            patients: of.len(),
        }
    }
}

impl Rows {
    /// The part of a role.
    pub fn part(&self, role: Role) -> Option<&Part> {
        match role {
            Role::Fit => self.fit.as_ref(),
            Role::Tune => self.tune.as_ref(),
            Role::Calibrate => self.calibrate.as_ref(),
            Role::Test => self.test.as_ref(),
        }
    }

    /// The rows of a role; none where the recipe does not name it.
    pub(super) fn rows<'a>(
        &self,
        role: Role,
        material: &Material<'a>,
    ) -> Result<Option<RoleRows<'a>>, RecipeError> {
        let Some(part) = self.part(role) else { return Ok(None) };
        let (file, table) = material.table(part, role.key())?;
        let key = |name: &str| format!("{}.{name}", role.key());
        for (name, value) in [("from", part.from), ("to", part.to)] {
            let bound = crate::Bound::number("percent", 0.0, 100.0, 0.0);
            if !bound.allows(value) {
                let key = key(name);
                return Err(RecipeError::Setting { key, bound, found: value });
            }
        }
        let order = self.order(table, material)?;
        let at = |percent: f64| {
            let share = percent / 100.0 * order.len() as f64;
            libm::round(share) as usize
        };
        let (from, to) = (at(part.from), at(part.to));
        let chosen = order.get(from..to).unwrap_or_default();
        let mut rows: Vec<usize> = chosen.iter().flatten().copied().collect();
        if rows.is_empty() {
            return Err(RecipeError::NoRows { key: role.key().into() });
        }
        rows.sort_unstable();
        Ok(Some(RoleRows { file, table, rows }))
    }

    /// The table's rows in their divided order, those kept together in one group.
    fn order(
        &self,
        table: &Table,
        material: &Material,
    ) -> Result<Vec<Vec<usize>>, RecipeError> {
        let mut random = Random::new(SEED);
        Ok(match self.divide {
            Divide::Row => {
                let mut rows: Vec<Vec<usize>> =
                    (0..table.rows()).map(|row| vec![row]).collect();
                random.shuffle(&mut rows);
                rows
            }
            Divide::Patient => {
                let mut of: BTreeMap<String, Vec<usize>> = BTreeMap::new();
                for (row, patient) in
                    patients(table, material.patient).into_iter().enumerate()
                {
                    of.entry(patient).or_default().push(row);
                }
                let mut groups: Vec<Vec<usize>> = of.into_values().collect();
                random.shuffle(&mut groups);
                groups
            }
            Divide::Time => {
                let times = times(table, material)?;
                let mut rows: Vec<usize> = (0..table.rows()).collect();
                rows.sort_by(|a, b| times[*a].total_cmp(&times[*b]).then(a.cmp(b)));
                rows.into_iter().map(|row| vec![row]).collect()
            }
        })
    }
}

/// Whose each row is.
pub(super) fn patients(table: &Table, column: &str) -> Vec<String> {
    let column = table.column(column);
    (0..table.rows())
        .map(|row| column.map_or_else(|| row.to_string(), |c| c.text(row).into_owned()))
        .collect()
}

/// When each row was.
pub(super) fn times<'t>(
    table: &'t Table,
    material: &Material,
) -> Result<&'t [f64], RecipeError> {
    let column = material.time.and_then(|name| table.column(name));
    column.and_then(|column| column.values()).ok_or_else(|| RecipeError::Missing {
        key: "rows.divide".into(),
        because: "time".into(),
    })
}

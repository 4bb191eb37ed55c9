//! Reading `[cluster]`, and checking that causes run from a cluster to its rows.

use super::cluster::{Cluster, Per, RowCount};
use super::error::Source;
use super::node::Parameter;
use super::parse::identity;
use super::section::{At, Section};
use super::{Dataset, Family, Id, Node, SpecError, Vertex};
use crate::expression::Expression;
use crate::nearest::nearest;

/// The most rows that a cluster may have: each has its place in every stream.
const MOST: u32 = 1000;

/// The cluster, and the formula of how many rows it has, which is the parameter of the node
/// of family `row`.
pub(super) fn cluster(
    section: &Section<'_>,
    rows_id: &Id,
) -> Result<(Cluster, At<Expression>), SpecError> {
    let rows = section.formula("rows")?;
    let id = identity(section)?;
    if id.name == rows_id.name {
        let expected = "another name for the cluster than for its rows";
        return Err(section.error("duplicate", section.start(), expected, id.name));
    }
    let rows = section.require("rows", rows, "how many rows each has")?;
    let count = match section.whole("rows", 1..=MOST) {
        Ok(Some(count)) => RowCount::Always(count.value),
        _ => RowCount::Node { name: rows.value.source().to_owned(), most: 0 },
    };
    Ok((Cluster { id, rows: count }, rows))
}

/// Settles the most rows of a cluster, and what the node of family `row` depends on.
pub(super) fn settle(
    root: &Section<'_>,
    dataset: &mut Dataset,
    rows: Option<At<Expression>>,
) -> Result<(), SpecError> {
    let numbering: Vec<usize> = (0..dataset.nodes.len())
        .filter(|node| dataset.nodes[*node].family == Family::Row)
        .collect();
    let (Some(cluster), Some(rows)) = (&dataset.cluster, rows) else {
        return match numbering.first() {
            None => Ok(()),
            Some(node) => Err(root
                .error("cluster", 0, "a [cluster] for a node of family row", "none")
                .at_line(dataset.nodes[*node].line)),
        };
    };
    let [numbering] = numbering[..] else {
        let found = numbering.len().to_string();
        let expected = "one node of family row, for there is a [cluster]";
        return Err(root.error("cluster", rows.at, expected, found));
    };
    let most = match &cluster.rows {
        RowCount::Always(count) => *count,
        RowCount::Node { name, .. } => most(root, dataset, name, rows.at)?,
    };
    if let Some(Cluster { rows: RowCount::Node { most: known, .. }, .. }) =
        &mut dataset.cluster
    {
        *known = most;
    }
    let node = &mut dataset.nodes[numbering];
    node.range = Some((1.0, f64::from(most)));
    node.parameters =
        vec![Parameter { name: "rows", expression: rows.value, at: rows.at }];
    Ok(())
}

/// The upper end of the range of the node that says how many rows there are.
fn most(
    root: &Section<'_>,
    dataset: &Dataset,
    name: &str,
    at: usize,
) -> Result<u32, SpecError> {
    let Some(node) = dataset.node(name) else {
        let known = dataset.nodes.iter().map(|node| node.name.as_str());
        let near = nearest(name, known).map(|near| format!("did you mean `{near}`?"));
        let expected = format!("a whole number from 1 to {MOST} or a node for `rows`");
        return Err(root
            .error("cluster", at, expected, format!("`{name}`"))
            .maybe_hint(near));
    };
    let sound = |range: &(f64, f64)| range.0 >= 1.0 && range.1 <= f64::from(MOST);
    match node.range.filter(sound) {
        Some((_, most)) if node.per == Per::Cluster && node.decimals() == Some(0) => {
            Ok(most as u32)
        }
        _ => Err(root.error(
            "cluster",
            at,
            format!(
                "a node per cluster with 0 decimals and a range within [1, {MOST}] for \
                 `rows`"
            ),
            format!("`{name}`"),
        )),
    }
}

/// What is the same in all rows of a cluster depends on nothing that is not.
pub(super) fn check(source: &Source<'_>, dataset: &Dataset) -> Result<(), SpecError> {
    for vertex in dataset.vertices() {
        let node = of(dataset, vertex);
        if node.per == Per::Row {
            continue;
        }
        let at = node.parameters.first().map_or(0, |parameter| parameter.at);
        let place = format!("node `{}`", node.name);
        if dataset.cluster.is_none() {
            let expected = "a [cluster] for a node that is `per = \"cluster\"`";
            return Err(source.error("cluster", at, expected, "none").in_place(&place));
        }
        let parents = dataset.parents(&dataset.formulas(vertex));
        let of_row = parents.into_iter().find(|p| of(dataset, *p).per == Per::Row);
        if let Some(parent) = of_row {
            let found = format!("`{}`, which is per row", of(dataset, parent).name);
            let expected = "only what is per cluster in the formulas of a cluster";
            return Err(source.error("cluster", at, expected, found).in_place(&place));
        }
    }
    Ok(())
}

fn of(dataset: &Dataset, vertex: Vertex) -> &Node {
    let (Vertex::Value(position) | Vertex::Known(position)) = vertex;
    &dataset.nodes[position]
}

//! A lock: cargo's list of packages, to which those of a learner's exercises are added.

/// A lock with more packages, each of which needs the package `medlab` and nothing else; in the
/// order in which cargo writes them, so that `--locked` takes it as it is.
pub(crate) fn with_packages(lock: &str, names: &[&str]) -> String {
    const START: &str = "[[package]]\n";
    let lock = lock.replace("\r\n", "\n");
    let mut parts = lock.split(START);
    let head = parts.next().unwrap_or_default();
    let added = names.iter().map(|name| {
        format!(
            "name = \"{name}\"\nversion = \"0.1.0\"\ndependencies = [\n \"medlab\",\n]"
        )
    });
    let mut packages: Vec<String> =
        parts.map(|text| text.trim_end().to_string()).chain(added).collect();
    packages.sort_by(|a, b| name(a).cmp(name(b)));
    let packages = packages.iter().map(|text| format!("{START}{text}\n"));
    head.to_string() + &packages.collect::<Vec<_>>().join("\n")
}

fn name(package: &str) -> &str {
    let line = package.lines().next().unwrap_or_default();
    line.strip_prefix("name = \"").map_or(line, |rest| rest.trim_end_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_added_in_their_order() {
        let package =
            |name: &str| format!("[[package]]\nname = \"{name}\"\nversion = \"1.0.0\"\n");
        let lock = format!("version = 4\n\n{}\n{}", package("a"), package("n"));
        let found = with_packages(&lock, &["m"]);
        let m = "[[package]]\nname = \"m\"\nversion = \"0.1.0\"\ndependencies = [\n \"medlab\",\n]\n";
        assert_eq!(
            found,
            format!("version = 4\n\n{}\n{m}\n{}", package("a"), package("n"))
        );
        assert_eq!(with_packages(&lock.replace('\n', "\r\n"), &[]), lock);
    }
}

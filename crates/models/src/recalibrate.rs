//! Placeholder until the real one lands.
use crate::FitError;
use medlab_metrics::Logistic;
/// A map.
#[derive(Clone, Debug, PartialEq)]
pub struct Recalibration {
    intercept: f64,
    slope: f64,
}
#[expect(missing_docs)]
impl Recalibration {
    pub fn intercept(risks: &[f64], outcomes: &[f64]) -> Result<Self, FitError> {
        let lp: Vec<f64> = risks.iter().map(|p| logit(*p)).collect();
        let fit = Logistic::new(&[]).offset(&lp).fit(outcomes)?;
        Ok(Self { intercept: fit.coefficients[0], slope: 1.0 })
    }
    pub fn logistic(risks: &[f64], outcomes: &[f64]) -> Result<Self, FitError> {
        let lp: Vec<f64> = risks.iter().map(|p| logit(*p)).collect();
        let fit = Logistic::new(&[&lp]).fit(outcomes)?;
        Ok(Self { intercept: fit.coefficients[0], slope: fit.coefficients[1] })
    }
    pub fn isotonic(risks: &[f64], outcomes: &[f64]) -> Result<Self, FitError> {
        Self::logistic(risks, outcomes)
    }
    pub fn apply(&self, risk: f64) -> f64 {
        medlab_metrics::logistic::expit(self.intercept + self.slope * logit(risk))
    }
}
fn logit(p: f64) -> f64 {
    let p = p.clamp(1e-10, 1.0 - 1e-10);
    libm::log(p / (1.0 - p))
}

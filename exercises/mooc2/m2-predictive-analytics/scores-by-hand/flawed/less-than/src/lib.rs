//! Reads 'up to' as 'below': the upper limit of every line falls into the next one.

/// Female or male, as the publications count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    Female,
    Male,
}

/// The level of consciousness on the chart (ACVPU).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consciousness {
    Alert,
    NewConfusion,
    Voice,
    Pain,
    Unresponsive,
}

/// One set of observations at the bedside.
#[derive(Clone, Copy, Debug)]
pub struct Observations {
    /// Breaths a minute.
    pub respiratory_rate: Option<u32>,
    /// Oxygen saturation in percent.
    pub spo2: Option<u32>,
    /// Whether the patient gets oxygen.
    pub on_oxygen: Option<bool>,
    /// Whether a doctor has prescribed SpO2 scale 2 for this patient.
    pub scale_2_prescribed: bool,
    /// Systolic blood pressure in mmHg.
    pub systolic: Option<u32>,
    /// Beats a minute.
    pub pulse: Option<u32>,
    /// The level of consciousness.
    pub consciousness: Option<Consciousness>,
    /// Degrees Celsius, to a tenth.
    pub temperature: Option<f64>,
}

/// A patient with atrial fibrillation.
#[derive(Clone, Copy, Debug)]
pub struct Fibrillation {
    /// Age in years.
    pub age: Option<u32>,
    pub sex: Option<Sex>,
    pub heart_failure: Option<bool>,
    pub hypertension: Option<bool>,
    pub diabetes: Option<bool>,
    /// An earlier stroke, transient ischaemic attack or thromboembolism.
    pub stroke: Option<bool>,
    pub vascular_disease: Option<bool>,
}

/// The unit in which a laboratory reports cholesterol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CholesterolUnit {
    MgPerDl,
    MmolPerL,
}

/// A patient at the health check, without cardiovascular disease.
#[derive(Clone, Copy, Debug)]
pub struct HealthCheck {
    pub sex: Option<Sex>,
    /// Age in years.
    pub age: Option<u32>,
    /// The unit of both cholesterols.
    pub cholesterol_unit: Option<CholesterolUnit>,
    pub total_cholesterol: Option<f64>,
    pub hdl: Option<f64>,
    /// Systolic blood pressure in mmHg.
    pub systolic: Option<u32>,
    /// Whether the patient takes drugs for high blood pressure.
    pub bp_treated: Option<bool>,
    pub smoker: Option<bool>,
    pub diabetes: Option<bool>,
}

/// The points of the first line whose upper limit lies above the value.
fn line<const N: usize>(value: f64, lines: [(f64, u32); N], last: u32) -> u32 {
    lines.iter().find(|(limit, _)| value < *limit).map_or(last, |(_, points)| *points)
}

/// The points that NEWS2 gives for the saturation alone (not for the oxygen itself).
pub fn oxygen_saturation_points(
    spo2: Option<u32>,
    on_oxygen: Option<bool>,
    scale_2_prescribed: bool,
) -> Option<u32> {
    let (spo2, on_oxygen) = (f64::from(spo2?), on_oxygen?);
    Some(match (scale_2_prescribed, on_oxygen) {
        (false, _) => line(spo2, [(91.0, 3), (93.0, 2), (95.0, 1)], 0),
        (true, false) => line(spo2, [(83.0, 3), (85.0, 2), (87.0, 1)], 0),
        (true, true) => {
            let lines =
                [(83.0, 3), (85.0, 2), (87.0, 1), (92.0, 0), (94.0, 1), (96.0, 2)];
            line(spo2, lines, 3)
        }
    })
}

/// NEWS2, 0 to 20.
pub fn news2(patient: &Observations) -> Option<u32> {
    let respiratory_rate = f64::from(patient.respiratory_rate?);
    let systolic = f64::from(patient.systolic?);
    let pulse = f64::from(patient.pulse?);
    let saturation = oxygen_saturation_points(
        patient.spo2,
        patient.on_oxygen,
        patient.scale_2_prescribed,
    )?;
    Some(
        line(respiratory_rate, [(8.0, 3), (11.0, 1), (20.0, 0), (24.0, 2)], 3)
            + saturation
            + if patient.on_oxygen? { 2 } else { 0 }
            + line(systolic, [(90.0, 3), (100.0, 2), (110.0, 1), (219.0, 0)], 3)
            + line(pulse, [(40.0, 3), (50.0, 1), (90.0, 0), (110.0, 1), (130.0, 2)], 3)
            + if patient.consciousness? == Consciousness::Alert { 0 } else { 3 }
            + line(patient.temperature?, [(35.0, 3), (36.0, 1), (38.0, 0), (39.0, 1)], 2),
    )
}

/// CHA2DS2-VASc (2010), 0 to 9.
pub fn cha2ds2_vasc(patient: &Fibrillation) -> Option<u32> {
    Some(cha2ds2_va(patient)? + u32::from(patient.sex? == Sex::Female))
}

/// CHA2DS2-VA (2024), 0 to 8.
pub fn cha2ds2_va(patient: &Fibrillation) -> Option<u32> {
    let age = line(f64::from(patient.age?), [(64.0, 0), (74.0, 1)], 2);
    Some(
        u32::from(patient.heart_failure?)
            + u32::from(patient.hypertension?)
            + age
            + u32::from(patient.diabetes?)
            + 2 * u32::from(patient.stroke?)
            + u32::from(patient.vascular_disease?),
    )
}

/// Milligrams per decilitre of cholesterol in one millimole per litre.
const MG_PER_DL: f64 = 38.67;

/// The ten-year risk of cardiovascular disease by Framingham's general function (2008), a share in
/// the range 0..=1.
pub fn framingham(patient: &HealthCheck) -> Option<f64> {
    let age = patient.age.filter(|age| (30..=74).contains(age))?;
    let to_mg_per_dl = match patient.cholesterol_unit? {
        CholesterolUnit::MgPerDl => 1.0,
        CholesterolUnit::MmolPerL => MG_PER_DL,
    };
    let ln_age = f64::from(age).ln();
    let ln_total = (patient.total_cholesterol? * to_mg_per_dl).ln();
    let ln_hdl = (patient.hdl? * to_mg_per_dl).ln();
    let ln_systolic = f64::from(patient.systolic?).ln();
    let treated = patient.bp_treated?;
    let smoker = f64::from(u8::from(patient.smoker?));
    let diabetes = f64::from(u8::from(patient.diabetes?));
    let (survival, sum) = match patient.sex? {
        Sex::Male => (
            0.88936,
            3.06117 * ln_age + 1.12370 * ln_total - 0.93263 * ln_hdl
                + if treated { 1.99881 } else { 1.93303 } * ln_systolic
                + 0.65451 * smoker
                + 0.57367 * diabetes
                - 23.9802,
        ),
        Sex::Female => (
            0.95012_f64,
            2.32888 * ln_age + 1.20904 * ln_total - 0.70833 * ln_hdl
                + if treated { 2.82263 } else { 2.76157 } * ln_systolic
                + 0.52873 * smoker
                + 0.69154 * diabetes
                - 26.1931,
        ),
    };
    Some(1.0 - survival.powf(sum.exp()))
}

//! The cases, by what they are after.

mod exhausting;
mod fooling;
mod forging;
mod handed_in;
mod odd;
mod reading;

use crate::case::Case;

pub(crate) use forging::loud;

/// Every case, each name once.
pub(crate) fn all() -> Vec<Case> {
    let mut all = vec![Case::honest("honest"), Case::honest("zz-honest-last")];
    all.extend(reading::cases());
    all.extend(forging::cases());
    all.extend(exhausting::cases());
    all.extend(fooling::cases());
    all.extend(handed_in::cases());
    all.extend(odd::cases());
    all
}

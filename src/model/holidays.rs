//! Answers: which days are public holidays under a rule such as `FR` or `FR-Alsace-Moselle`, and what are they called?
//! Invariant: each zone is complete in itself; days are computed, never listed.
//! Source: Code du travail L3133-1, L3134-13, L3422-2; Easter by the Gregorian computus.

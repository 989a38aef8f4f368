//! Answers: what are the figures of a period, and from which visits do they come?
//! Invariant: one file per KPI and one list of them; no sample is `no data`, never 0.
//! Source: `docs/kpis.md`.

-- The tables of `crops export facts`; docs/facts.md says what is in them.

CREATE TABLE asked (
  studio TEXT,
  period TEXT,
  period_from DATE,
  period_to DATE,
  today DATE,
  timezone TEXT,
  commit_id TEXT
);

CREATE TABLE briefs (
  studio TEXT,
  brief TEXT,
  kind TEXT,
  workflow TEXT,
  campaign TEXT,
  team TEXT,
  owner TEXT,
  stage TEXT,
  class TEXT,
  deleted BOOLEAN,
  has_gates BOOLEAN,
  reopened BIGINT,
  created_on DATE,
  began_on DATE,
  began_day_share DOUBLE,
  begins_elsewhere TEXT,
  work_began_on DATE,
  intake_asked BIGINT,
  intake_filled BIGINT,
  promised_on DATE,
  due_now DATE,
  notice_missing_days DOUBLE,
  ready_landed_on DATE,
  ready_on DATE,
  ready_late_days DOUBLE,
  delivered_on DATE,
  turnaround_days DOUBLE,
  turnaround_net_days DOUBLE
);

CREATE TABLE visits (
  studio TEXT,
  brief TEXT,
  visit BIGINT,
  stage TEXT,
  class TEXT,
  awaited TEXT,
  started_at TIMESTAMP,
  started_landed_on DATE,
  started_commit TEXT,
  started_source TEXT,
  ended_at TIMESTAMP,
  ended_landed_on DATE,
  ended_commit TEXT,
  ended_source TEXT,
  outcome TEXT,
  observed BOOLEAN,
  working_days_net DOUBLE,
  waiting_days_net DOUBLE,
  open_hours_net DOUBLE,
  sla_kept BOOLEAN,
  sla_over_hours DOUBLE
);

CREATE TABLE holds (
  studio TEXT,
  brief TEXT,
  hold BIGINT,
  held_from TIMESTAMP,
  held_until TIMESTAMP,
  working_days DOUBLE
);

CREATE TABLE events (
  studio TEXT,
  brief TEXT,
  from_stage TEXT,
  to_stage TEXT,
  commit_id TEXT,
  landing_id TEXT,
  made_at TIMESTAMP,
  landed_at TIMESTAMP,
  counted_at TIMESTAMP,
  made_by TEXT
);

CREATE TABLE days (
  studio TEXT,
  day DATE,
  working_days DOUBLE
);

CREATE TABLE campaigns (
  studio TEXT,
  campaign TEXT,
  last_live_on DATE
);

CREATE TABLE deliverables (
  studio TEXT,
  campaign TEXT,
  deliverable TEXT,
  brief TEXT,
  live_on DATE,
  late_days DOUBLE
);

CREATE TABLE observations (
  studio TEXT,
  kpi TEXT,
  counted TEXT,
  brief TEXT,
  visit BIGINT,
  item_type TEXT,
  item TEXT,
  stage TEXT,
  day DATE,
  value DOUBLE,
  base DOUBLE,
  weight DOUBLE,
  reason TEXT
);

CREATE TABLE kpis (
  studio TEXT,
  kpi TEXT,
  definition_version BIGINT,
  unit TEXT,
  better TEXT,
  value DOUBLE,
  n BIGINT,
  median DOUBLE,
  mean DOUBLE,
  p85 DOUBLE,
  previous_value DOUBLE,
  previous_n BIGINT,
  no_data_because TEXT
);

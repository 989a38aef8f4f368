-- Part of the time of delivered briefs in which somebody worked on them: a ratio of sums.
-- Quantiles are sorted[floor(q * n)]: the row whose place comes just after q * n.
WITH worked AS (
  SELECT
    studio,
    brief,
    SUM(working_days_net) AS working_days
  FROM visits
  WHERE class = 'work'
  GROUP BY studio, brief
),
samples AS (
  SELECT
    briefs.studio,
    CASE
      WHEN COALESCE(worked.working_days, 0) <= 0 THEN 0e0
      WHEN worked.working_days >= briefs.turnaround_net_days THEN 1e0
      ELSE worked.working_days / briefs.turnaround_net_days
    END AS value,
    briefs.turnaround_net_days AS base
  FROM briefs
  JOIN asked ON asked.studio = briefs.studio
  LEFT JOIN worked ON worked.studio = briefs.studio AND worked.brief = briefs.brief
  WHERE briefs.delivered_on BETWEEN asked.period_from AND asked.period_to
    AND briefs.turnaround_net_days > 1e-9
),
placed AS (
  SELECT
    studio,
    value, base,
    ROW_NUMBER() OVER (PARTITION BY studio ORDER BY value, base) AS place,
    COUNT(*) OVER (PARTITION BY studio) AS of_all
  FROM samples
)
SELECT
  asked.studio,
  CASE
    WHEN SUM(placed.base) > 0 THEN SUM(placed.value * placed.base) / SUM(placed.base)
    WHEN COUNT(placed.value) > 0 THEN 0e0
  END AS value,
  COUNT(placed.value) AS n,
  MAX(CASE WHEN 2 * (placed.place - 1) <= placed.of_all AND placed.of_all < 2 * placed.place THEN placed.value END) AS median,
  AVG(placed.value) AS mean,
  MAX(CASE WHEN 20 * (placed.place - 1) <= 17 * placed.of_all AND 17 * placed.of_all < 20 * placed.place THEN placed.value END) AS p85
FROM asked
LEFT JOIN placed ON placed.studio = asked.studio
GROUP BY asked.studio
ORDER BY asked.studio;

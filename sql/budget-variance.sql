-- How far budgets are over or under plan, from its observations: a ratio of sums.
-- Quantiles are sorted[floor(q * n)]: the row whose place comes just after q * n.
WITH samples AS (
  SELECT
    observations.studio,
    observations.value,
    observations.base
  FROM observations
  WHERE observations.kpi = 'budget-variance'
    AND observations.counted = 'counted'
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

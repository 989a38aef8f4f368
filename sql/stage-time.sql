-- Working days of each visit of a stage of work, less the time on hold.
-- Quantiles are sorted[floor(q * n)]: the row whose place comes just after q * n.
WITH samples AS (
  SELECT
    visits.studio,
    visits.working_days_net AS value
  FROM visits
  JOIN asked ON asked.studio = visits.studio
  WHERE visits.ended_landed_on BETWEEN asked.period_from AND asked.period_to
    AND visits.observed
    AND visits.class IN ('queue', 'work', 'gate')
),
placed AS (
  SELECT
    studio,
    value,
    ROW_NUMBER() OVER (PARTITION BY studio ORDER BY value) AS place,
    COUNT(*) OVER (PARTITION BY studio) AS of_all
  FROM samples
)
SELECT
  asked.studio,
  MAX(CASE WHEN 2 * (placed.place - 1) <= placed.of_all AND placed.of_all < 2 * placed.place THEN placed.value END) AS value,
  COUNT(placed.value) AS n,
  MAX(CASE WHEN 2 * (placed.place - 1) <= placed.of_all AND placed.of_all < 2 * placed.place THEN placed.value END) AS median,
  AVG(placed.value) AS mean,
  MAX(CASE WHEN 20 * (placed.place - 1) <= 17 * placed.of_all AND 17 * placed.of_all < 20 * placed.place THEN placed.value END) AS p85
FROM asked
LEFT JOIN placed ON placed.studio = asked.studio
GROUP BY asked.studio
ORDER BY asked.studio;

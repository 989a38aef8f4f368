-- Working days from the first appearance of a brief to its delivery.
-- Quantiles are sorted[floor(q * n)]: the row whose place comes just after q * n.
WITH samples AS (
  SELECT
    briefs.studio,
    briefs.turnaround_days AS value
  FROM briefs
  JOIN asked ON asked.studio = briefs.studio
  WHERE briefs.delivered_on BETWEEN asked.period_from AND asked.period_to
    AND briefs.turnaround_days IS NOT NULL
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

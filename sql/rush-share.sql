-- Share of the requests that came with less notice than their kind needs.
-- Quantiles are sorted[floor(q * n)]: the row whose place comes just after q * n.
WITH samples AS (
  SELECT
    briefs.studio,
    CASE WHEN briefs.notice_missing_days > 0 THEN 1e0 ELSE 0e0 END AS value
  FROM briefs
  JOIN asked ON asked.studio = briefs.studio
  WHERE briefs.created_on BETWEEN asked.period_from AND asked.period_to
    AND briefs.notice_missing_days IS NOT NULL
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
  AVG(placed.value) AS value,
  COUNT(placed.value) AS n,
  MAX(CASE WHEN 2 * (placed.place - 1) <= placed.of_all AND placed.of_all < 2 * placed.place THEN placed.value END) AS median,
  AVG(placed.value) AS mean,
  MAX(CASE WHEN 20 * (placed.place - 1) <= 17 * placed.of_all AND 17 * placed.of_all < 20 * placed.place THEN placed.value END) AS p85
FROM asked
LEFT JOIN placed ON placed.studio = asked.studio
GROUP BY asked.studio
ORDER BY asked.studio;

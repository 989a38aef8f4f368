-- Briefs delivered in a week: of a period that is not over, its part up to today.
-- Quantiles are sorted[floor(q * n)]: the row whose place comes just after q * n.
WITH passed AS (
  SELECT
    asked.studio,
    CASE
      WHEN SUM(CASE WHEN days.day <= asked.today THEN 1 ELSE 0 END) > 0
        THEN SUM(CASE WHEN days.day <= asked.today THEN 1 ELSE 0 END)
      ELSE COUNT(*)
    END AS days
  FROM asked
  JOIN days ON days.studio = asked.studio AND days.day BETWEEN asked.period_from AND asked.period_to
  GROUP BY asked.studio
),
samples AS (
  SELECT
    briefs.studio,
    1e0 AS value
  FROM briefs
  JOIN asked ON asked.studio = briefs.studio
  WHERE briefs.delivered_on BETWEEN asked.period_from AND asked.period_to
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
  CASE WHEN COUNT(placed.value) > 0 THEN COUNT(placed.value) * 7e0 / MAX(passed.days) END AS value,
  COUNT(placed.value) AS n,
  MAX(CASE WHEN 2 * (placed.place - 1) <= placed.of_all AND placed.of_all < 2 * placed.place THEN placed.value END) AS median,
  AVG(placed.value) AS mean,
  MAX(CASE WHEN 20 * (placed.place - 1) <= 17 * placed.of_all AND 17 * placed.of_all < 20 * placed.place THEN placed.value END) AS p85
FROM asked
JOIN passed ON passed.studio = asked.studio
LEFT JOIN placed ON placed.studio = asked.studio
GROUP BY asked.studio
ORDER BY asked.studio;

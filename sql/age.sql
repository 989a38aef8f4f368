-- Working days since the first appearance of what is open at the end of the period, or today.
-- Quantiles are sorted[floor(q * n)]: the row whose place comes just after q * n.
WITH last_days AS (
  SELECT
    studio,
    CASE WHEN today < period_to THEN today ELSE period_to END AS last_day
  FROM asked
  WHERE period_from <= today
),
open_briefs AS (
  SELECT DISTINCT
    briefs.studio,
    briefs.brief,
    briefs.began_on,
    briefs.began_day_share,
    last_days.last_day
  FROM briefs
  JOIN last_days ON last_days.studio = briefs.studio
  JOIN visits ON visits.studio = briefs.studio AND visits.brief = briefs.brief
  WHERE briefs.begins_elsewhere IS NULL
    AND (visits.class IS NULL OR visits.class NOT IN ('done', 'dropped'))
    AND visits.started_landed_on <= last_days.last_day
    AND (visits.ended_landed_on IS NULL OR visits.ended_landed_on > last_days.last_day)
),
samples AS (
  SELECT
    open_briefs.studio,
    CASE
      WHEN open_briefs.began_on > open_briefs.last_day THEN 0e0
      ELSE open_briefs.began_day_share + COALESCE(SUM(days.working_days), 0)
    END AS value
  FROM open_briefs
  LEFT JOIN days
    ON days.studio = open_briefs.studio
    AND days.day > open_briefs.began_on
    AND days.day <= open_briefs.last_day
  GROUP BY open_briefs.studio, open_briefs.brief, open_briefs.began_on, open_briefs.began_day_share, open_briefs.last_day
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

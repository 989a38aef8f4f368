-- Briefs open at the end of each day, up to today.
-- Quantiles are sorted[floor(q * n)]: the row whose place comes just after q * n.
WITH first_brief AS (
  SELECT
    studio,
    MIN(created_on) AS first_day
  FROM briefs
  GROUP BY studio
),
steps AS (
  SELECT
    studio,
    started_landed_on AS day,
    1 AS step
  FROM visits
  WHERE (class IS NULL OR class NOT IN ('done', 'dropped'))
    AND (ended_landed_on IS NULL OR started_landed_on < ended_landed_on)
  UNION ALL
  SELECT
    studio,
    ended_landed_on AS day,
    -1 AS step
  FROM visits
  WHERE (class IS NULL OR class NOT IN ('done', 'dropped'))
    AND started_landed_on < ended_landed_on
),
steps_of_days AS (
  SELECT
    studio,
    day,
    SUM(step) AS step
  FROM steps
  GROUP BY studio, day
),
open_briefs AS (
  SELECT
    days.studio,
    days.day,
    SUM(COALESCE(steps_of_days.step, 0)) OVER (PARTITION BY days.studio ORDER BY days.day) AS briefs
  FROM days
  LEFT JOIN steps_of_days ON steps_of_days.studio = days.studio AND steps_of_days.day = days.day
),
samples AS (
  SELECT
    open_briefs.studio,
    open_briefs.briefs * 1e0 AS value
  FROM open_briefs
  JOIN asked ON asked.studio = open_briefs.studio
  JOIN first_brief ON first_brief.studio = open_briefs.studio
  WHERE open_briefs.day BETWEEN asked.period_from AND asked.period_to
    AND open_briefs.day <= asked.today
    AND open_briefs.day >= first_brief.first_day
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

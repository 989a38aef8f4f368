-- Rounds of a delivered brief: gates left for an earlier stage and followed by another submission.
-- Quantiles are sorted[floor(q * n)]: the row whose place comes just after q * n.
WITH gates AS (
  SELECT
    studio,
    brief,
    outcome,
    observed,
    LEAD(visit) OVER (PARTITION BY studio, brief ORDER BY visit) AS next_gate
  FROM visits
  WHERE class = 'gate'
),
rounds AS (
  SELECT
    studio,
    brief,
    SUM(CASE WHEN observed THEN 1 ELSE 0 END) AS observed_gates,
    SUM(CASE WHEN observed AND outcome = 'back' AND next_gate IS NOT NULL THEN 1 ELSE 0 END) AS rounds
  FROM gates
  GROUP BY studio, brief
),
samples AS (
  SELECT
    briefs.studio,
    COALESCE(rounds.rounds, 0) * 1e0 AS value
  FROM briefs
  JOIN asked ON asked.studio = briefs.studio
  LEFT JOIN rounds ON rounds.studio = briefs.studio AND rounds.brief = briefs.brief
  WHERE briefs.delivered_on BETWEEN asked.period_from AND asked.period_to
    AND briefs.begins_elsewhere IS NULL
    AND (NOT briefs.has_gates OR COALESCE(rounds.observed_gates, 0) > 0)
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

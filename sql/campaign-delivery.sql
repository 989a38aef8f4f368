-- Share of the campaigns of which every line was ready for its live day.
-- Quantiles are sorted[floor(q * n)]: the row whose place comes just after q * n.
WITH late AS (
  SELECT
    studio,
    campaign,
    COUNT(*) AS lines
  FROM deliverables
  WHERE late_days > 0
  GROUP BY studio, campaign
),
samples AS (
  SELECT
    campaigns.studio,
    CASE WHEN COALESCE(late.lines, 0) = 0 THEN 1e0 ELSE 0e0 END AS value
  FROM campaigns
  JOIN asked ON asked.studio = campaigns.studio
  LEFT JOIN late ON late.studio = campaigns.studio AND late.campaign = campaigns.campaign
  WHERE campaigns.last_live_on BETWEEN asked.period_from AND asked.period_to
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

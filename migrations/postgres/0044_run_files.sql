-- What a what-if planned stands beside its report, so that lists of runs need not read it.

ALTER TABLE planner_run ADD COLUMN planned JSONB;
UPDATE planner_run
   SET planned = NULLIF(report -> 'file', 'null'::jsonb), report = report - 'file'
 WHERE report IS NOT NULL;

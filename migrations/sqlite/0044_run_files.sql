-- What a what-if planned stands beside its report, so that lists of runs need not read it.

ALTER TABLE planner_run ADD COLUMN planned TEXT;
UPDATE planner_run
   SET planned = json_extract(report, '$.file'), report = json_remove(report, '$.file')
 WHERE report IS NOT NULL;

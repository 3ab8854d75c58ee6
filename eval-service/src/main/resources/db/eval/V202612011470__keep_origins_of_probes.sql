-- Where probes come from. Gates do not use those of datasets.
alter table campaign_probe
    add column origin text not null default 'LIBRARY' check (origin in ('LIBRARY', 'REGRESSION', 'DATASET'));
alter table campaign_probe alter column origin drop default;
update campaign_probe set origin = 'REGRESSION' where regression is not null;
-- The probes of a dataset follow those of the library, and have one of two goals or none. A harmless probe that could
-- be either counts as one of the dataset.
update campaign_probe p set origin = 'DATASET'
from campaign c
where c.id = p.campaign_id and c.request ->> 'dataset' is not null and p.regression is null
    and (p.goal in ('answered', 'expected-text') or p.harmless)
    and p.probe > (select coalesce(max(l.probe), -1) from campaign_probe l where l.campaign_id = p.campaign_id
        and l.regression is null and not l.harmless and l.goal not in ('answered', 'expected-text'));

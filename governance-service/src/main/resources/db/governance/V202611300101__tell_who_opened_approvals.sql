-- Whether a service opened an approval, for a change that it enforces, or a caller did, by POST /api/v1/approvals. Only the
-- former lets a service's change pass. For earlier rows this is not known. Callers could set neither details nor other
-- terms than the usual ones, so a row that has them is a service's. Others count as a caller's, and what they approved
-- has to be approved again; except those that were rejected, so that a rejection still stands.

alter table approval add origin text check (origin in ('SERVICE', 'CALLER'));
update approval set origin = case
    when details <> '[]' or by_person or lifetime_seconds <> 604800 or state = 'REJECTED' then 'SERVICE'
    else 'CALLER' end;
alter table approval alter origin set not null;

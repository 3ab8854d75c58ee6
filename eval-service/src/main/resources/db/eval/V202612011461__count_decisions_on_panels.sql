-- The opaque id of the caller that created the panel; null for panels of earlier versions.
alter table panel add column created_by text;

-- One user fills one place of a panel: the first one.
update panel_annotator later set removed_at = now()
where removed_at is null and exists (
    select from panel_annotator earlier
    where earlier.panel = later.panel and earlier.user_id = later.user_id and earlier.removed_at is null
      and earlier.id < later.id);
create unique index panel_annotator_once on panel_annotator (panel, user_id) where removed_at is null;

update panel set result = result || jsonb_build_object(
    'imported', (
        select count(*) from panel_assignment label join panel_annotator who on who.id = label.annotator
        where label.panel = panel.name and label.state = 'LABELLED' and who.user_id is null),
    'adjudicated', (select count(*) from panel_adjudication decided where decided.panel = panel.name))
where result is not null;

-- What a judge is asked about again and again: the answers of those sentinels whose texts were given.
create table judge_sentinel (
    calibration_id uuid  not null references judge_calibration (id),
    id             text  not null,
    team           text  not null,
    material       jsonb not null,
    primary key (calibration_id, id)
);
select plumbline.protect('judge_sentinel');

-- When the service itself last asked about a calibration's sentinels, whatever came of it.
alter table judge_calibration add column looked_at timestamptz;

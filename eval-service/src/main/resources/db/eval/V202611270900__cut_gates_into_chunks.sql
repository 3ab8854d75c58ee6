-- turn: the place of an item in the order in which they are asked, from 0; null until the order is drawn.
alter table gate_item add column turn int check (turn >= 0);
create index gate_item_turn on gate_item (gate_id, turn);

-- cached: whether the answer is one that another gate was given, to the same question of the same version.
-- cache_key: digest of all that the answer depends on; null where it may not be used again.
-- statistics: metric → its sufficient statistics of the answer; none for one that cannot be scored.
alter table gate_answer
    add column cached     boolean not null default false,
    add column cache_key  bytea,
    add column statistics jsonb   not null default '{}';
create index gate_answer_cache on gate_answer (team, cache_key) where cache_key is not null and not cached;

-- halted: why the run asks no more, before all was asked.
-- failed, cached, cost_usd: of the answers stored so far, raised with each batch of them.
-- dependencies: digests of all that the run depends on.
alter table gate
    add column halted       text check (halted in ('HOPELESS', 'COST', 'TIME')),
    add column failed       int             not null default 0,
    add column cached       int             not null default 0,
    add column cost_usd     numeric(20, 10) not null default 0,
    add column dependencies jsonb           not null default '{}';
update gate g set
    failed = (select count(*) from gate_answer a where a.gate_id = g.id and a.error is not null),
    cost_usd = coalesce((select sum(a.cost_usd) from gate_answer a where a.gate_id = g.id), 0);

-- Pieces of a run: items by their turns. One that is queued is a task of some replica; when the last of a stage is done,
-- the gate goes on.
create table gate_chunk (
    gate_id   uuid    not null references gate (id) on delete cascade,
    team      text    not null,
    stage     int     not null check (stage >= 0),
    from_turn int     not null check (from_turn >= 0),
    to_turn   int     not null,
    queued    boolean not null default false,
    done      boolean not null default false,
    primary key (gate_id, from_turn),
    check (to_turn > from_turn)
);
select plumbline.protect('gate_chunk');

-- How many calls at once a replica may make for a gate, until then; it says again and again that it is there.
create table gate_slots (
    gate_id    uuid        not null references gate (id) on delete cascade,
    replica    uuid        not null,
    team       text        not null,
    slots      int         not null check (slots >= 0),
    wanted     int         not null check (wanted >= 0),
    held_until timestamptz not null,
    primary key (gate_id, replica)
);
select plumbline.protect('gate_slots');

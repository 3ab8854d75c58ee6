-- Human panels. The items are drawn and assigned when the panel is stored; they never change once there is a label.
create table panel (
    name       text primary key check (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    team       text        not null,
    document   jsonb       not null,
    revision   int         not null check (revision >= 1),
    state      text        not null check (state in ('OPEN', 'CLOSED')),
    -- The id of its result in the registry.
    run_id     uuid        not null unique,
    result     jsonb,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    closed_at  timestamptz
);
select plumbline.protect('panel');

-- `source` is the answer's place in the document's source for single answers. `expected` is the label of an attention
-- check, which no one labels for its own sake.
create table panel_item (
    panel       text             not null references panel (name) on delete cascade,
    item        int              not null,
    team        text             not null,
    record_id   text             not null,
    slice       text,
    source      int              not null,
    probability double precision not null check (probability > 0 and probability <= 1),
    content     jsonb            not null,
    expected    jsonb,
    primary key (panel, item)
);
select plumbline.protect('panel_item');

-- Who labels. `user_id` is the opaque id of the user; null for an annotator of another platform.
create table panel_annotator (
    id         uuid        primary key,
    panel      text        not null references panel (name) on delete cascade,
    team       text        not null,
    slot       int         not null check (slot >= 0),
    user_id    text,
    name       text        not null check (length(name) between 1 and 100),
    created_at timestamptz not null,
    removed_at timestamptz
);
create unique index panel_annotator_slot on panel_annotator (panel, slot) where removed_at is null;
create index panel_annotator_user on panel_annotator (user_id) where removed_at is null;
select plumbline.protect('panel_annotator');

-- One item for one annotator. `answer_order` has the place among the stored answers of each answer as shown. Drafts are
-- as shown, labels in the stored order.
create table panel_assignment (
    id           uuid             primary key,
    panel        text             not null references panel (name) on delete cascade,
    item         int              not null,
    team         text             not null,
    slot         int              not null,
    turn         int              not null,
    answer_order int[]            not null,
    state        text             not null check (state in ('OPEN', 'LABELLED', 'SKIPPED')),
    annotator    uuid references panel_annotator (id),
    draft        jsonb,
    labels       jsonb,
    skip_reason  text,
    comment      text check (length(comment) <= 2000),
    shown_at     timestamptz,
    decided_at   timestamptz,
    seconds      double precision,
    unique (panel, slot, turn),
    unique (panel, item, slot)
);
select plumbline.protect('panel_assignment');

create table panel_adjudication (
    panel      text        not null references panel (name) on delete cascade,
    item       int         not null,
    team       text        not null,
    labels     jsonb       not null,
    comment    text check (length(comment) <= 2000),
    decided_by text        not null,
    decided_at timestamptz not null,
    primary key (panel, item)
);
select plumbline.protect('panel_adjudication');

-- Searches for better versions of prompts: OptimisationPlan, Optimisation.Split, PromptDraft and PromptCandidate's scores.
create table prompt_optimisation (
    id                uuid        primary key,
    team              text        not null,
    prompt            text        not null,
    plan              jsonb       not null,
    status            text        not null check (status in ('QUEUED', 'RUNNING', 'DONE', 'ERROR', 'CANCELLED')),
    phase             text        not null check (phase in ('PREPARING', 'TRAINING', 'HELD_OUT', 'SAVING')),
    split             jsonb,
    budget_spent      boolean     not null default false,
    proposals         int         not null default 0,
    proposal_tokens   bigint      not null default 0,
    proposal_cost_usd numeric(20, 10) not null default 0,
    error             text,
    requested_by      text        not null,
    created_at        timestamptz not null,
    finished_at       timestamptz
);
create index prompt_optimisation_prompt on prompt_optimisation (prompt, id desc);
create index prompt_optimisation_open on prompt_optimisation (team) where status in ('QUEUED', 'RUNNING');
select plumbline.protect('prompt_optimisation');

create table prompt_candidate (
    optimisation_id uuid  not null references prompt_optimisation (id) on delete cascade,
    number          int   not null,
    team            text  not null,
    generation      int   not null,
    parent          int,
    draft           jsonb not null,
    train           jsonb,
    held_out        jsonb,
    saved_version   int,
    primary key (optimisation_id, number)
);
select plumbline.protect('prompt_candidate');

-- One row for each answer. Its text is kept only of records that examples are made from.
create table prompt_trial (
    optimisation_id uuid   not null references prompt_optimisation (id) on delete cascade,
    candidate       int    not null,
    item            int    not null,
    team            text   not null,
    score           double precision,
    error           text   check (length(error) <= 200),
    answer          text,
    tokens          bigint not null,
    cost_usd        numeric(20, 10),
    primary key (optimisation_id, candidate, item)
);
select plumbline.protect('prompt_trial');

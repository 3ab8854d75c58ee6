-- The canary analysis of each rollout, computed from the audit log alone: CanaryAnalysis.Document and History.State.
create table rollout_analysis (
    rollout_id uuid        primary key,
    team       text        not null,
    route      text        not null check (length(route) <= 200),
    state      text        not null check (length(state) <= 20),
    watched    boolean     not null,
    started_at timestamptz not null,
    document   text        not null,
    points     text        not null
);
create index rollout_analysis_started on rollout_analysis (started_at desc, rollout_id desc);
create index rollout_analysis_team on rollout_analysis (team, started_at desc, rollout_id desc);
create index rollout_analysis_watched on rollout_analysis (rollout_id) where watched;
select plumbline.protect('rollout_analysis');

-- Which arm answered a call, for feedback that comes later; of watched rollouts, for a day.
create table rollout_call (
    call_id    uuid        primary key,
    rollout_id uuid        not null,
    team       text        not null,
    canary     boolean     not null,
    called_at  timestamptz not null,
    score      double precision
);
create index rollout_call_rollout on rollout_call (rollout_id);
create index rollout_call_called_at on rollout_call (called_at);
select plumbline.protect('rollout_call');

-- What was rolled back; the document is Rollback.
create table rollback (
    rollout_id     uuid        primary key,
    team           text        not null,
    rolled_back_at timestamptz not null,
    document       text        not null
);
create index rollback_rolled_back_at on rollback (rolled_back_at desc, rollout_id desc);
create index rollback_team on rollback (team, rolled_back_at desc, rollout_id desc);
select plumbline.protect('rollback');

-- What a caller says of a call. Feedback of a call whose event is not in the log yet is not settled.
create table feedback (
    id          uuid        primary key,
    team        text        not null,
    call_id     uuid        not null,
    author      text        not null check (length(author) <= 200),
    score       double precision check (score between 0 and 1),
    thumbs      text        check (thumbs in ('UP', 'DOWN')),
    comment     text        check (length(comment) <= 8000),
    correction  text        check (length(correction) <= 40000),
    settled     boolean     not null,
    received_at timestamptz not null,
    unique (call_id, author)
);
create index feedback_team on feedback (team, received_at desc, id desc);
create index feedback_received_at on feedback (received_at desc, id desc);
create index feedback_unsettled on feedback (received_at) where not settled;
select plumbline.protect('feedback');

-- What the judge has found and said. No projection: it is what was done, and a rebuild does not do it again.
create table rollout_breach (
    rollout_id  uuid        not null,
    metric      text        not null,
    team        text        not null,
    detected_at timestamptz not null,
    primary key (rollout_id, metric)
);
select plumbline.protect('rollout_breach');

create table rollout_verdict (
    rollout_id      uuid        not null,
    step            int         not null,
    verdict         text        not null check (verdict in ('PROMOTE', 'HOLD', 'ROLL_BACK')),
    team            text        not null,
    reason          text        not null,
    evidence        text        not null,
    decided_at      timestamptz not null,
    state           text        not null check (state in ('PENDING', 'TAKEN', 'REFUSED', 'WITHDRAWN', 'GONE')),
    attempts        int         not null default 0,
    next_attempt_at timestamptz not null,
    answered_at     timestamptz,
    primary key (rollout_id, step, verdict)
);
create index rollout_verdict_pending on rollout_verdict (next_attempt_at) where state = 'PENDING';
select plumbline.protect('rollout_verdict');

create table rollback_incident (
    rollout_id      uuid        primary key,
    team            text        not null,
    attempts        int         not null,
    next_attempt_at timestamptz not null,
    incident_id     uuid,
    opened_at       timestamptz
);
select plumbline.protect('rollback_incident');

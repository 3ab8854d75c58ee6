create unique index gate_verdict_asked_for on gate_verdict (team, asked_for) where asked_for is not null;

package io.plumbline.governance.team;

import java.time.Instant;

/// A team. It has only a name and is never deleted.
record Team(String name, Instant createdAt) {}

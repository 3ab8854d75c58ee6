package io.plumbline.governance.team;

import java.time.Instant;

/// A team. It has a name and nothing else, and stays for ever.
public record Team(String name, Instant createdAt) {}

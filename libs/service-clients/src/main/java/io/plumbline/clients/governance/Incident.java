package io.plumbline.clients.governance;

import java.util.UUID;

/// An incident in governance-service.
///
/// @param state `OPEN`, `ACKNOWLEDGED`, `RESOLVED` or `CLOSED`
public record Incident(UUID id, String team, String state) {}

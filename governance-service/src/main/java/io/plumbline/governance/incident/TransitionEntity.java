package io.plumbline.governance.incident;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The actor and time of a transition.
@Embeddable
record TransitionEntity(
        String team,
        @Enumerated(EnumType.STRING) IncidentState state,
        String movedBy,
        Instant movedAt,
        @Nullable String comment) {}

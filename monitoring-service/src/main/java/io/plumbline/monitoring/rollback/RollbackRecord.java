package io.plumbline.monitoring.rollback;

import io.plumbline.monitoring.rollout.Rollback;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A rollback and its incident.
record RollbackRecord(Rollback rollback, @Nullable UUID incidentId) {}

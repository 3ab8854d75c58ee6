package io.plumbline.registry.dataset.audit;

import io.plumbline.registry.asset.Author;
import java.time.Instant;
import java.util.UUID;

/// A stored audit of a dataset version. Never changes.
record DatasetAudit(UUID id, AuditReport report, Instant createdAt, Author createdBy) {}

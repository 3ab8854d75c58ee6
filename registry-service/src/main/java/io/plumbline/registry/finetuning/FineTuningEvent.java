package io.plumbline.registry.finetuning;

import java.time.Instant;
import java.util.UUID;

/// Something that happened to a job.
record FineTuningEvent(UUID id, String message, Instant at) {}

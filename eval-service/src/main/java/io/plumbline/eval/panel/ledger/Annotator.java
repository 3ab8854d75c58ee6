package io.plumbline.eval.panel.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An annotator of a panel.
///
/// @param slot place in the design
/// @param user opaque id of the user; null for an annotator of another platform
/// @param name for the people who run the panel
/// @param invited whether the panel invited the user by link
public record Annotator(
        UUID id,
        String panel,
        int slot,
        @Nullable String user,
        String name,
        boolean invited,
        Instant createdAt,
        @Nullable Instant removedAt) {}

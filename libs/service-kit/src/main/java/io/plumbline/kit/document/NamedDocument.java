package io.plumbline.kit.document;

import io.plumbline.kit.web.EntityTags;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A stored document. Name and team never change; the rest is replaced as a whole. Immutable.
///
/// @param team that owns it; `*` for the platform
/// @param revision number of changes since its creation: its entity tag
public record NamedDocument<D extends Record>(
        String name, String team, D document, Instant createdAt, Instant updatedAt, long revision) {

    private static final long NO_REVISION = -1;

    /// Refuses (412) a write whose `If-Match` differs from the present document.
    ///
    /// @param present null if there is none, which no tag matches
    public static void checkTag(@Nullable String ifMatch, @Nullable NamedDocument<?> present) {
        EntityTags.check(ifMatch, present == null ? NO_REVISION : present.revision());
    }

    NamedDocument<D> with(D next, Instant now) {
        return new NamedDocument<>(name, team, next, createdAt, now, revision + 1);
    }
}

package io.plumbline.console.api;

import org.jspecify.annotations.Nullable;

/// One part of a page that may be missing while the rest is shown: the value, or the reason for its absence.
///
/// @param value null if it is missing, or if the service has none
/// @param unavailable the service that did not answer; null if it answered
/// @param refused whether the user may not see this part
public record LoadedPart<T>(@Nullable T value, @Nullable RemoteService unavailable, boolean refused) {

    /// Whether there is something to show.
    public boolean isPresent() {
        return value != null;
    }
}

package io.plumbline.gateway.route;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a call says of itself that matters for its way.
///
/// @param turn of which conversation it is; null when it is none
/// @param evaluation whether it is for evaluation
/// @param tags the application's own
/// @param inputTokens about how many its texts have
/// @param stream whether its answer is to be streamed
/// @param largestOutput most tokens that a choice of its answer may have; null when it does not say
/// @param choices how many it wants
public record CallKeys(
        @Nullable String user,
        @Nullable String session,
        @Nullable Turn turn,
        boolean evaluation,
        Map<String, String> tags,
        long inputTokens,
        boolean stream,
        @Nullable Long largestOutput,
        long choices) {

    public CallKeys {
        tags = Map.copyOf(tags);
    }

    public CallKeys(@Nullable String user, @Nullable String session, boolean evaluation) {
        this(user, session, null, evaluation, Map.of(), 0, false, null, 1);
    }

    /// Never what is in it.
    @Override
    public String toString() {
        return "CallKeys[evaluation=" + evaluation + "]";
    }
}

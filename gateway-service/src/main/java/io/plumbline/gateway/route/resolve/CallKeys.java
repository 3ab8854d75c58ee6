package io.plumbline.gateway.route.resolve;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The properties of a call that influence its routing.
///
/// @param turn of its conversation; null if it has none
/// @param evaluation whether it belongs to an evaluation
/// @param tags set by the application
/// @param inputTokens estimated tokens of its texts
/// @param stream whether its answer is to be streamed
/// @param largestOutput maximum output tokens per choice; null if the call sets no limit
/// @param choices how many it wants
public record CallKeys(
        @Nullable String user,
        @Nullable String session,
        @Nullable ConversationTurn turn,
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

    /// Leaves out the content.
    @Override
    public String toString() {
        return "CallKeys[evaluation=" + evaluation + "]";
    }
}

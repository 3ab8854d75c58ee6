package io.plumbline.eval.agent;

import io.plumbline.eval.trace.TraceStep;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The user of one conversation.
interface UserTurns {

    /// The user's next turn.
    ///
    /// @param text null if the user has nothing more to say
    /// @param last whether the user says nothing after it, and expects no answer
    /// @param figures of a simulated user; null for a scripted one
    record Turn(@Nullable String text, boolean last, TraceStep.@Nullable Figures figures) {

        static final Turn NONE = new Turn(null, true, null);

        @Nullable
        BigDecimal costUsd() {
            return figures == null ? BigDecimal.ZERO : figures.costUsd();
        }
    }

    /// Returns the next turn.
    ///
    /// @param messages the conversation so far, in OpenAI's format
    /// @throws UserFailedException if a simulated user gave none
    Turn next(List<Map<String, Object>> messages);

    /// Whether there is certainly no further turn.
    boolean isOver();

    /// A simulated user did not answer.
    final class UserFailedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        UserFailedException(String error) {
            super(error);
        }

        /// Returns the error in a few words.
        String error() {
            return String.valueOf(getMessage());
        }
    }
}

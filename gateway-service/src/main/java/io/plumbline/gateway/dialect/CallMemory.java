package io.plumbline.gateway.dialect;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The state of one call that a surface stores outside the request, for its client to continue from. Most
/// surfaces store nothing. Not thread-safe.
public interface CallMemory {

    CallMemory NONE = new CallMemory() {};

    /// Returns the name of the conversation that the call continues, as a previous [Answered] gave it; null if
    /// the request itself identifies the conversation.
    default @Nullable String conversation() {
        return null;
    }

    /// Returns what the answer depends on besides the request that the provider receives; null for nothing.
    default @Nullable JsonNode circumstances() {
        return null;
    }

    /// Called once the guards have inspected the request and before anything is added to it.
    default void guarded(ObjectNode body) {
        // nothing is stored
    }

    /// Called when a successful call is recorded or parked, before the client receives the end of its answer.
    /// Must not throw: an exception would reach the client.
    default void answered(Answered answer) {
        // nothing is stored
    }

    /// Called when the approved answer of a parked call is delivered to its client.
    default void resumed(UUID call) {
        // nothing is stored
    }

    /// A successful answer.
    ///
    /// @param team of the route
    /// @param conversation the name of its conversation
    /// @param choices the answer for storage: redacted
    /// @param parked whether the answer waits for an approval
    record Answered(String team, String route, String conversation, ArrayNode choices, boolean parked) {

        /// Leaves out the content.
        @Override
        public String toString() {
            return "Answered[parked=" + parked + "]";
        }
    }
}

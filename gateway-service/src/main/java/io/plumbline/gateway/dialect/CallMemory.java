package io.plumbline.gateway.dialect;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a surface knows of one call beside its request, and stores of it for its client to come back to. Most know
/// and store nothing. Not thread-safe.
public interface CallMemory {

    CallMemory NONE = new CallMemory() {};

    /// The name of the conversation with which the call goes on, as [Answered] has told it before; null where what
    /// the call says tells it.
    default @Nullable String conversation() {
        return null;
    }

    /// What the answer depends on beside the request as a provider gets it; null for nothing.
    default @Nullable JsonNode circumstances() {
        return null;
    }

    /// The guards have inspected the request, and nothing has been added to it yet.
    default void guarded(ObjectNode body) {
        // nothing is stored
    }

    /// The call went well and is recorded, or waits for a person: the last moment before the client gets the end of
    /// its answer. Must not throw what the client would be told.
    default void answered(Answered answer) {
        // nothing is stored
    }

    /// The answer of an earlier call, which a person has approved, goes to its client.
    default void resumed(UUID call) {
        // nothing is stored
    }

    /// An answer.
    ///
    /// @param team of the route
    /// @param conversation the name of its conversation
    /// @param choices the answer as it may be kept: redacted
    /// @param parked whether it waits for a person
    record Answered(String team, String route, String conversation, ArrayNode choices, boolean parked) {

        /// Never what it says.
        @Override
        public String toString() {
            return "Answered[parked=" + parked + "]";
        }
    }
}

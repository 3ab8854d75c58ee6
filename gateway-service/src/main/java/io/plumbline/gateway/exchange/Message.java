package io.plumbline.gateway.exchange;

import java.util.List;

/// One message of a conversation.
///
/// @param param where it stands in the client's request, as errors name it: `messages[1]`
public record Message(Role role, List<Part> parts, String param) {

    /// Who speaks. Results of tools are parts of the user's messages.
    public enum Role {
        /// The application: system and developer messages.
        SYSTEM,
        USER,
        ASSISTANT
    }

    public Message {
        parts = List.copyOf(parts);
    }

    /// Never what it says.
    @Override
    public String toString() {
        return "Message[" + role + " " + param + "]";
    }
}

package io.plumbline.gateway.exchange;

import java.util.List;

/// One message of a conversation.
///
/// @param param its place in the client's request, for error messages: `messages[1]`
public record Message(Role role, List<Part> parts, String param) {

    /// The author of a message. Tool results are parts of user messages.
    public enum Role {
        /// The application: system and developer messages.
        SYSTEM,
        USER,
        ASSISTANT
    }

    public Message {
        parts = List.copyOf(parts);
    }

    /// Leaves out the content.
    @Override
    public String toString() {
        return "Message[" + role + " " + param + "]";
    }
}

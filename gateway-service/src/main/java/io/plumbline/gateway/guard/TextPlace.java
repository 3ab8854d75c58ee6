package io.plumbline.gateway.guard;

/// A place in a request or an answer that contains text, independent of the surface.
public interface TextPlace {

    /// The origin of a text, which determines what is detected in it.
    enum Origin {
        /// The application's own instructions to the model: redacted, but not inspected for attacks.
        INSTRUCTIONS,
        /// The conversation, by any author, and its metadata.
        CONVERSATION,
        /// A user turn. Turns that are harmless individually may be an attack together.
        TURN,
        /// A tool result.
        TOOL_RESULT,
        /// The arguments of a tool call: JSON as text.
        TOOL_ARGUMENTS,
        /// A passage of a knowledge base.
        PASSAGE
    }

    Origin origin();

    /// Returns its place, for error messages: `messages[1].content`.
    String param();

    String text();

    /// Whether a different text would break the function of this place: names of members, numbers, identifiers,
    /// addresses, encoded data. Text that would have to be redacted is blocked.
    default boolean isFixed() {
        return false;
    }

    /// Whether it is an identifier, such as the `id` of a call. Identifiers are not inspected for attacks and
    /// never blocked. Personal data in them becomes a pseudonym, the same for the same value.
    default boolean isIdentifier() {
        return false;
    }

    /// Whether it contains readable text. The policy's failure mode decides about content that no detector can
    /// read.
    default boolean isReadable() {
        return true;
    }

    /// Replaces the text. Use this on a fixed place only in copies for storage.
    void replace(String text);
}

package io.plumbline.gateway.guard;

/// A place in a request or an answer that holds text, whatever the surface.
public interface TextPlace {

    /// Whose text it is, and so what is looked for.
    enum Origin {
        /// The application's own words to the model: redacted, but not suspected of attacking it.
        INSTRUCTIONS,
        /// What was said in the conversation, by whomever, and what stands beside it.
        CONVERSATION,
        /// What the user said: what is harmless in each turn may be an attack in all of them.
        TURN,
        /// What a tool answered.
        TOOL_RESULT,
        /// What a tool is called with: JSON as text.
        TOOL_ARGUMENTS
    }

    Origin origin();

    /// Where it stands, as errors name it: `messages[1].content`.
    String param();

    String text();

    /// Whether another text in this place would be no longer what the place is for: names of members, numbers,
    /// identifiers, addresses, encoded data. What may not go on as it is does not go on at all.
    default boolean isFixed() {
        return false;
    }

    /// Whether it is what things are told apart by, such as the `id` of a call: it attacks nobody and is never
    /// refused, and personal data in it becomes a pseudonym, the same wherever the same value stands.
    default boolean isIdentifier() {
        return false;
    }

    /// Whether what stands there is text. What no detector can read is decided by the policy's failure mode.
    default boolean isReadable() {
        return true;
    }

    /// Puts another text in its place. In a fixed one only for what is kept, and goes nowhere.
    void replace(String text);
}

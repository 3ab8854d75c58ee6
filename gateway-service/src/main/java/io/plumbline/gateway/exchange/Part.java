package io.plumbline.gateway.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A part of a message, or of an answer.
public sealed interface Part {

    /// Where it stands in the client's request, as errors name it: `messages[1].content[0]`. Of a part of an
    /// answer, the empty string.
    String param();

    /// @param text not empty
    /// @param extras further members that the client gave, such as `cache_control`: for providers that take them;
    ///     null for none
    /// @param param `messages[1].content` where the text is all that the message says, and no list
    record Text(String text, @Nullable ObjectNode extras, String param) implements Part {

        /// A text of an answer.
        public static Text of(String text) {
            return new Text(text, null, "");
        }

        /// Whether the client gave the text as a whole, and not as one of a list.
        public boolean isWhole() {
            return !param.endsWith("]");
        }

        /// Never what it says.
        @Override
        public String toString() {
            return "Text[" + param + "]";
        }
    }

    /// @param detail `low`, `high` or `auto`; null when the client does not say
    record Image(Media media, @Nullable String detail, String param) implements Part {}

    /// @param name of the file; null when the client does not say
    record Document(Media media, @Nullable String name, String param) implements Part {}

    /// What a model thought. It has to come back unchanged with the calls of tools that it led to.
    ///
    /// @param signature by which the provider knows its own thought again; null for none
    record Thought(String text, @Nullable String signature, String param) implements Part {

        /// Never what it says.
        @Override
        public String toString() {
            return "Thought[" + param + "]";
        }
    }

    /// A thought that the provider shows to nobody.
    record SealedThought(String data, String param) implements Part {

        /// Never what it says.
        @Override
        public String toString() {
            return "SealedThought[" + param + "]";
        }
    }

    /// A call of a tool.
    ///
    /// @param arguments JSON as text, as the model wrote it; empty for no arguments
    /// @param signature of the thought that led to it (Gemini); null for none
    record ToolUse(
            String id,
            String name,
            String arguments,
            @Nullable String signature,
            String param) implements Part {

        /// Never what it is called with.
        @Override
        public String toString() {
            return "ToolUse[" + param + "]";
        }
    }

    /// What a tool answered.
    ///
    /// @param callId of the [ToolUse]
    /// @param content texts, images and documents
    /// @param failed whether the client says that the tool failed
    record ToolResult(String callId, List<Part> content, boolean failed, String param) implements Part {

        public ToolResult {
            content = List.copyOf(content);
        }

        /// Never what it says.
        @Override
        public String toString() {
            return "ToolResult[" + param + "]";
        }
    }

    /// The words with which a model refused to answer.
    record Refusal(String text, String param) implements Part {

        /// Never what it says.
        @Override
        public String toString() {
            return "Refusal[" + param + "]";
        }
    }
}

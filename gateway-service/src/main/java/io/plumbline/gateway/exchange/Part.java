package io.plumbline.gateway.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A part of a message or an answer.
public sealed interface Part {

    /// Returns its place in the client's request, for error messages: `messages[1].content[0]`. Empty for a part
    /// of an answer.
    String param();

    /// @param text not empty
    /// @param extras further members that the client set, such as `cache_control`, for providers that accept
    ///     them; null for none
    /// @param param `messages[1].content` if the text is the whole content and not a list element
    record Text(String text, @Nullable ObjectNode extras, String param) implements Part {

        /// Creates a text of an answer.
        public static Text of(String text) {
            return new Text(text, null, "");
        }

        /// Whether the text is the whole content and not a list element.
        public boolean isWhole() {
            return !param.endsWith("]");
        }

        /// Leaves out the content.
        @Override
        public String toString() {
            return "Text[" + param + "]";
        }
    }

    /// @param detail `low`, `high` or `auto`; null if the client does not set it
    record Image(Media media, @Nullable String detail, String param) implements Part {}

    /// @param name of the file; null if the client gives none
    record Document(Media media, @Nullable String name, String param) implements Part {}

    /// A model's thought. The client must return it unchanged with the tool calls that it led to.
    ///
    /// @param signature by which the provider recognises its own thought; null for none
    record Thought(String text, @Nullable String signature, String param) implements Part {

        /// Leaves out the content.
        @Override
        public String toString() {
            return "Thought[" + param + "]";
        }
    }

    /// A thought that the provider encrypts.
    record SealedThought(String data, String param) implements Part {

        /// Leaves out the content.
        @Override
        public String toString() {
            return "SealedThought[" + param + "]";
        }
    }

    /// A tool call.
    ///
    /// @param arguments JSON as text, as the model wrote it; empty for no arguments
    /// @param signature of the thought that led to it (Gemini); null for none
    record ToolUse(
            String id,
            String name,
            String arguments,
            @Nullable String signature,
            String param) implements Part {

        /// Leaves out the arguments.
        @Override
        public String toString() {
            return "ToolUse[" + param + "]";
        }
    }

    /// A tool result.
    ///
    /// @param callId of the [ToolUse]
    /// @param content texts, images and documents
    /// @param failed whether the client reports that the tool failed
    record ToolResult(String callId, List<Part> content, boolean failed, String param) implements Part {

        public ToolResult {
            content = List.copyOf(content);
        }

        /// Leaves out the content.
        @Override
        public String toString() {
            return "ToolResult[" + param + "]";
        }
    }

    /// The text with which a model refused to answer.
    record Refusal(String text, String param) implements Part {

        /// Leaves out the content.
        @Override
        public String toString() {
            return "Refusal[" + param + "]";
        }
    }
}

package io.plumbline.gateway.exchange;

import org.jspecify.annotations.Nullable;

/// Whether the model must call a tool.
///
/// @param name of the tool that the model must call; null except for [Mode#NAMED]
public record ToolChoice(Mode mode, @Nullable String name) {

    /// The possible choices.
    public enum Mode {
        /// The model decides.
        AUTO,
        /// The model must not call a tool.
        NONE,
        /// The model must call at least one tool.
        REQUIRED,
        /// The model must call the named tool.
        NAMED
    }

    public static final ToolChoice AUTO = new ToolChoice(Mode.AUTO, null);
    public static final ToolChoice NONE = new ToolChoice(Mode.NONE, null);
    public static final ToolChoice REQUIRED = new ToolChoice(Mode.REQUIRED, null);

    public static ToolChoice named(String name) {
        return new ToolChoice(Mode.NAMED, name);
    }
}

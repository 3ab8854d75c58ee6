package io.plumbline.gateway.exchange;

import org.jspecify.annotations.Nullable;

/// Whether the model is to call a tool.
///
/// @param name of the one tool that it has to call; null but for [Mode#NAMED]
public record ToolChoice(Mode mode, @Nullable String name) {

    /// How free the model is.
    public enum Mode {
        /// As it sees fit.
        AUTO,
        /// It must not.
        NONE,
        /// It has to call one, or several.
        REQUIRED,
        /// It has to call the named one.
        NAMED
    }

    public static final ToolChoice AUTO = new ToolChoice(Mode.AUTO, null);
    public static final ToolChoice NONE = new ToolChoice(Mode.NONE, null);
    public static final ToolChoice REQUIRED = new ToolChoice(Mode.REQUIRED, null);

    public static ToolChoice named(String name) {
        return new ToolChoice(Mode.NAMED, name);
    }
}

package io.plumbline.simulator.tool;

/// A request's settings for the use of its tools.
///
/// @param name of the required tool, if the mode is NAMED; else empty
/// @param parallel whether several calls may be made at once
public record ToolSettings(Mode mode, String name, boolean parallel) {
    public static final ToolSettings AUTO = new ToolSettings(Mode.AUTO, "", true);

    public enum Mode {
        AUTO,
        NONE,
        REQUIRED,
        NAMED
    }
}

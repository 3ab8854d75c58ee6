package io.plumbline.simulator.tool;

/// What a request says about the use of its tools.
///
/// @param name of the one tool to call, where the mode is NAMED; else empty
/// @param parallel whether more than one call may be made at once
public record ToolChoice(Mode mode, String name, boolean parallel) {
    public static final ToolChoice AUTO = new ToolChoice(Mode.AUTO, "", true);

    public enum Mode {
        AUTO,
        NONE,
        REQUIRED,
        NAMED
    }
}

package io.plumbline.simulator.tool;

/// A tool that the model asks for.
///
/// @param arguments JSON text; torn only when the reply ran out of tokens
public record ToolCall(String name, String arguments) {}

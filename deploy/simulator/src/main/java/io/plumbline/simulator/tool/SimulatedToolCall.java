package io.plumbline.simulator.tool;

/// A tool call that the model requests.
///
/// @param arguments JSON text; torn only when the reply ran out of tokens
public record SimulatedToolCall(String name, String arguments) {}

package io.plumbline.simulator.tool;

import tools.jackson.databind.node.ObjectNode;

/// A tool that a request offers.
///
/// @param schema JSON Schema of its arguments
public record ToolDefinition(String name, String description, ObjectNode schema) {}

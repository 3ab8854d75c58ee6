package io.plumbline.e2e.cleanroom;

import tools.jackson.databind.JsonNode;

/// A parameter of an operation.
///
/// @param place `path`, `query` or `header`
record Parameter(String name, String place, JsonNode schema) {}

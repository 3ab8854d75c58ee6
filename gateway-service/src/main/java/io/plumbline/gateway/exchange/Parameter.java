package io.plumbline.gateway.exchange;

import tools.jackson.databind.JsonNode;

/// A further member of a request.
///
/// @param param its name in the client's request, for error messages
public record Parameter(JsonNode value, String param) {}

package io.plumbline.registry.promotion;

import java.util.Map;

/// The position of a version after a move.
///
/// @param aliases alias → version for all aliases of the asset, including `production`
record PointersResponse(String name, int version, Stage stage, Map<String, Integer> aliases) {}

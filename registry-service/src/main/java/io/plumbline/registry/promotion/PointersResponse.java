package io.plumbline.registry.promotion;

import java.util.Map;

/// Where a version is after a move.
///
/// @param aliases alias → version of all of the asset's aliases, `production` included
record PointersResponse(String name, int version, Stage stage, Map<String, Integer> aliases) {}

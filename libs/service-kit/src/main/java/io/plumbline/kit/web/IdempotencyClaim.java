package io.plumbline.kit.web;

import java.util.UUID;

/// The claim of one request on an idempotency key.
///
/// @param id distinguishes it from a later claim after its lease expired
record IdempotencyClaim(String caller, String key, UUID id) {}

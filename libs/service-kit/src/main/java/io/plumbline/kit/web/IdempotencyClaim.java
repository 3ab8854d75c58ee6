package io.plumbline.kit.web;

import java.util.UUID;

/// The right of one request to do the work of an idempotency key.
///
/// @param id tells it from the claim of a request that took the key over when the lease had ended
record IdempotencyClaim(String caller, String key, UUID id) {}

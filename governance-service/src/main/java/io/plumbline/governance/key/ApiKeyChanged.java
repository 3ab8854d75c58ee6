package io.plumbline.governance.key;

import io.plumbline.clients.governance.ApiKeyEntry;

/// A key was created, rotated or revoked.
///
/// @param change the change number; a higher one is later
record ApiKeyChanged(ApiKeyEntry entry, long change) {}

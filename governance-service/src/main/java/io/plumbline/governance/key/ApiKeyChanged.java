package io.plumbline.governance.key;

import io.plumbline.clients.governance.ApiKeyEntry;

/// A key was made, rotated or revoked.
///
/// @param change the number of the change; a higher one is later
record ApiKeyChanged(ApiKeyEntry entry, long change) {}

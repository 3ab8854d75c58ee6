package io.plumbline.kit.security.credential;

import io.plumbline.clients.governance.ApiKeyEntry;
import java.util.Optional;

/// Finds API keys by id, in memory. Governance-service reads its own tables; other services follow it with a
/// copy.
public interface ApiKeyDirectory {

    Optional<ApiKeyEntry> find(String id);

    /// Whether the directory is recent enough to authenticate callers.
    boolean current();
}

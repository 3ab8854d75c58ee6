package io.plumbline.kit.security;

import io.plumbline.clients.governance.ApiKeyEntry;
import java.util.Optional;

/// Finds API keys by id, in memory. Governance looks into its own tables; the others hold a copy that follows it.
public interface ApiKeyDirectory {

    Optional<ApiKeyEntry> find(String id);

    /// Whether what it holds is recent enough to decide by.
    boolean current();
}

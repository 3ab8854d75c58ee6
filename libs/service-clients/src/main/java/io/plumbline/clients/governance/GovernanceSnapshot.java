package io.plumbline.clients.governance;

import java.util.List;

/// What changed in governance up to `version`; with `complete` it replaces whatever the reader held.
public record GovernanceSnapshot(
        long version, boolean complete, List<ApiKeyEntry> keys, List<PolicyEntry> policies, List<String> teams) {}

package io.plumbline.clients.registry;

import java.util.List;
import java.util.Objects;

/// An immutable dataset version, identified by the digest of its content.
///
/// @param blocked why the policy on dataset audits blocks the version now; empty if it may be used
public record DatasetVersion(String name, int version, String team, long records, String digest, List<String> blocked) {

    public DatasetVersion {
        Objects.requireNonNull(team, "team");
        blocked = List.copyOf(Objects.requireNonNullElse(blocked, List.of()));
    }
}

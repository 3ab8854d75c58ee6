package io.plumbline.clients.registry;

import java.util.Objects;

/// An immutable dataset version, identified by the digest of its content.
public record DatasetVersion(String name, int version, String team, long records, String digest) {

    public DatasetVersion {
        Objects.requireNonNull(team, "team");
    }
}

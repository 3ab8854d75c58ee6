package io.plumbline.kit.sibling;

import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.sibling.SnapshotFollower.Feed;
import io.plumbline.kit.sibling.SnapshotFollower.Merge;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.ToLongFunction;

/// Creates followers of siblings with common properties.
public final class SnapshotFollowers {

    private final String service;
    private final SnapshotProperties properties;
    private final KeyEncryptionKey key;
    private final Clock clock;

    SnapshotFollowers(String service, SnapshotProperties properties, KeyEncryptionKey key, Clock clock) {
        this.service = service;
        this.properties = properties;
        this.key = key;
        this.clock = clock;
    }

    /// @param state an immutable record that Jackson reads and writes
    public <D, S> SnapshotFollower<D, S> follow(
            String sibling, Feed<D> feed, ToLongFunction<D> versionOf, Merge<D, S> merge, Class<S> state) {
        Path folder = properties.directory();
        SnapshotCopy<S> copy = folder == null
                ? null
                : new SnapshotCopy<>(folder, service, sibling, key.sealer(SnapshotCopy.PURPOSE), state);
        return new SnapshotFollower<>(sibling, feed, versionOf, merge, clock, properties.maxStaleness(), copy);
    }

    /// Follows a sibling that may start later or be unavailable. This service is ready without it and keeps no
    /// copy of it on disk.
    public <D, S> SnapshotFollower<D, S> followOptional(
            String sibling, Feed<D> feed, ToLongFunction<D> versionOf, Merge<D, S> merge) {
        return new SnapshotFollower<>(sibling, feed, versionOf, merge, clock, properties.maxStaleness(), null)
                .optional();
    }
}

package io.plumbline.kit.sibling;

import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.sibling.SnapshotFollower.Feed;
import io.plumbline.kit.sibling.SnapshotFollower.Merge;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.ToLongFunction;

/// Makes followers of this service's siblings, all after the same properties.
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

    /// @param state an immutable record that Jackson writes and reads
    public <D, S> SnapshotFollower<D, S> follow(
            String sibling, Feed<D> feed, ToLongFunction<D> versionOf, Merge<D, S> merge, Class<S> state) {
        Path folder = properties.directory();
        SnapshotCopy<S> copy = folder == null
                ? null
                : new SnapshotCopy<>(folder, service, sibling, key.sealer(SnapshotCopy.PURPOSE), state);
        return new SnapshotFollower<>(sibling, feed, versionOf, merge, clock, properties.maxStaleness(), copy);
    }

    /// Follows a sibling that may come later or be away: this service is ready without it, and keeps what it has
    /// to remember of it elsewhere than in a copy on disk.
    public <D, S> SnapshotFollower<D, S> followOptional(
            String sibling, Feed<D> feed, ToLongFunction<D> versionOf, Merge<D, S> merge) {
        return new SnapshotFollower<>(sibling, feed, versionOf, merge, clock, properties.maxStaleness(), null)
                .optional();
    }
}

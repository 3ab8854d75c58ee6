package io.plumbline.registry.suite;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The times at which revisions of a suite became the newest, as far as the registry knows. Immutable.
///
/// @param revisions in the order in which they were stored
public record SuiteTimeline(List<Revision> revisions) {

    /// The timeline of an unknown suite.
    public static final SuiteTimeline UNKNOWN = new SuiteTimeline(List.of());

    /// The revision of a missing suite: no gate has it.
    public static final int NONE = Integer.MAX_VALUE;

    public SuiteTimeline {
        revisions = revisions.stream()
                .sorted(Comparator.comparing(Revision::storedAt))
                .toList();
    }

    /// @param revokedAt when its approval was revoked; null where it stands, or none was needed
    public record Revision(
            int number, Instant storedAt, @Nullable Instant revokedAt) {

        public Revision(int number, Instant storedAt) {
            this(number, storedAt, null);
        }
    }

    /// Whether a gate of this revision counted at that time: the suite had not been revised since, and the approval
    /// of the revision had not been revoked.
    public boolean counts(int revision, Instant at) {
        return isNewest(revision, at) && !isRevoked(revision, at);
    }

    /// Whether the approval of this revision had been revoked by that time.
    public boolean isRevoked(int revision, Instant at) {
        return revisions.stream()
                .filter(each -> each.number() == revision)
                .map(Revision::revokedAt)
                .anyMatch(revoked -> revoked != null && !revoked.isAfter(at));
    }

    /// When something happened to what gates of it say.
    public Stream<Instant> times() {
        return revisions.stream()
                .flatMap(each -> Stream.concat(Stream.of(each.storedAt()), Stream.ofNullable(each.revokedAt())));
    }

    /// Whether a gate of this revision was one of the suite's newest revision at that time, as far as is known:
    /// an unknown suite counts as unchanged, and a gate may mention a revision before the suite itself arrives.
    public boolean isNewest(int revision, Instant at) {
        OptionalInt newest = newest(at);
        return newest.isEmpty() || newest.getAsInt() <= revision;
    }

    private OptionalInt newest(Instant at) {
        return revisions.stream()
                .filter(revision -> !revision.storedAt().isAfter(at))
                .mapToInt(Revision::number)
                .reduce((_, later) -> later);
    }

    /// Returns a copy with this newest revision, since `now` unless already known.
    public SuiteTimeline with(int newest, Instant now) {
        OptionalInt known = newest(Instant.MAX);
        if (known.isPresent() && known.getAsInt() == newest) {
            return this;
        }
        List<Revision> more = new ArrayList<>(revisions);
        more.add(new Revision(newest, now));
        return new SuiteTimeline(more);
    }
}

package io.plumbline.bench.soak;

import io.plumbline.bench.figure.Rounds;
import io.plumbline.standalone.console.Progress;
import io.plumbline.standalone.init.Credentials;
import io.plumbline.standalone.layout.CannotContinue;
import java.lang.reflect.UndeclaredThrowableException;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/// Calls the gateway for a long time at a steady rate and observes it: its JVM's memory, every few seconds, and
/// finally the audit log, which must have an event for each completely answered call.
///
/// The first part of the time does not count: the JVM compiles, pools and caches fill. Memory outside the heap
/// settles only after minutes (compilers' and the encoder's own memory); in a soak of less than eight minutes it
/// is displayed but not judged. Other load on the machine hardly matters to either question; the rate may
/// therefore be whatever the machine can sustain.
public final class Soak {

    public static final String NAME = "soak";

    private static final int LOOKS = 60;
    private static final Duration SHORTEST_LOOK = Duration.ofSeconds(2);
    /// A fifth of the time does not count, but at least half a minute if there is enough time, or four in a soak
    /// that is long enough to judge everything.
    private static final int WARM_UP_SHARE = 5;

    private static final Duration SHORT_WARM_UP = Duration.ofSeconds(30);
    private static final Duration WARM_UP = Duration.ofMinutes(4);
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(8);
    /// The share of calls that may be refused although they should not be, on an overloaded machine.
    private static final double TOLERATED_REFUSALS = 0.01;

    private final Duration duration;
    private final int perSecond;

    public Soak(Duration duration, int perSecond) {
        this.duration = duration;
        this.perSecond = perSecond;
    }

    /// The result of a soak.
    ///
    /// @param rounds   all figures
    /// @param failures errors, for people; empty on success
    /// @param remarks  additional remarks
    public record Outcome(Rounds rounds, List<String> failures, List<String> remarks) {}

    /// @param gateway the process of the gateway
    /// @param database of the stack, as its superuser
    public Outcome run(Credentials credentials, ProcessHandle gateway, Connection database, Progress progress) {
        SoakScene scene = SoakScene.set(credentials);
        SoakTraffic traffic = new SoakTraffic(scene.gateway(), scene.requests(), perSecond);
        Held held = new Held();
        try (JvmWatch watch = JvmWatch.of(gateway)) {
            traffic.start();
            progress.at("soak: warming up, %d s".formatted(warmUp().toSeconds()));
            lookOn(watch, held, progress);
            traffic.stop();
        } catch (UndeclaredThrowableException e) {
            throw new CannotContinue("The gateway's JVM ended, or no longer answers.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotContinue("Interrupted.", e);
        }
        progress.at("soak: comparing with the audit log");
        Set<UUID> lost = new RecordedCalls(database).missing(traffic.answered());
        return outcome(traffic, held, lost);
    }

    private void lookOn(JvmWatch watch, Held held, Progress progress) {
        long began = System.nanoTime();
        long end = began + duration.toNanos();
        Duration interval = duration.dividedBy(LOOKS);
        long step = (interval.compareTo(SHORTEST_LOOK) < 0 ? SHORTEST_LOOK : interval).toNanos();
        long from = began + warmUp().toNanos();
        for (long next = from; next <= end; next += step) {
            LockSupport.parkNanos(Math.max(0, next - System.nanoTime()));
            long elapsed = System.nanoTime() - began;
            held.add(elapsed / 1e9, watch.look());
            progress.at("soak: %d of %d s".formatted(Duration.ofNanos(elapsed).toSeconds(), duration.toSeconds()));
        }
    }

    private Duration warmUp() {
        Duration share = duration.dividedBy(WARM_UP_SHARE);
        Duration half = duration.dividedBy(2);
        Duration wanted = isLongEnough() ? WARM_UP : SHORT_WARM_UP;
        Duration least = half.compareTo(wanted) < 0 ? half : wanted;
        return share.compareTo(least) < 0 ? least : share;
    }

    private boolean isLongEnough() {
        return duration.compareTo(LONG_ENOUGH) >= 0;
    }

    /// The observed values of the gateway's JVM, each series with its tolerated growth.
    private static final class Held {

        private final Series heap = new Series("heap after collection", "MiB", 4, 0.04);
        private final Series outside = new Series("memory outside the heap", "MiB", 16, 0.05);
        private final Series resident = new Series("resident memory", "MiB", 32, 0.08);
        private final Series nonHeap = new Series("classes and code", "MiB", 8, 0.05);
        private final Series threads = new Series("threads", "", 8, 0.1);
        private final Series files = new Series("file descriptors", "", 16, 0.1);

        void add(double seconds, JvmWatch.Held seen) {
            heap.add(seconds, seen.heap());
            nonHeap.add(seconds, seen.nonHeap());
            threads.add(seconds, seen.threads());
            files.add(seconds, (double) seen.files());
            if (seen.resident() > 0) {
                outside.add(seconds, seen.outside());
                resident.add(seconds, seen.resident());
            }
        }

        List<Series> all() {
            return List.of(heap, outside, resident, nonHeap, threads, files);
        }

        /// The process's values, except the heap.
        List<Series> ofProcess() {
            return List.of(outside, resident);
        }
    }

    private Outcome outcome(SoakTraffic traffic, Held held, Set<UUID> lost) {
        Rounds rounds = new Rounds();
        rounds.add("calls", "asked for", "requests/s", perSecond);
        rounds.add("calls", "reached", "requests/s", traffic.reachedPerSecond());
        rounds.add("calls", "answered whole", "calls", (double) traffic.wholeInAll());
        rounds.add("calls", "refused, but not to be", "calls", (double) traffic.refused());
        rounds.add("calls", "broken", "calls", (double) traffic.broken());
        rounds.add("calls", "without an event", "calls", lost.size());
        traffic.whole().forEach((kind, count) -> rounds.add("answered whole", kind, "calls", (double) count.sum()));
        List<String> failures = new ArrayList<>();
        for (Series series : held.all()) {
            series.values().forEach(value -> rounds.add("the gateway holds", series.name(), series.unit(), value));
        }
        List<String> remarks = new ArrayList<>();
        traffic.remarks().forEach(line -> remarks.add("Otherwise: " + line));
        List<Series> unjudged = isLongEnough() ? List.of() : held.ofProcess();
        for (Series series : held.all()) {
            if (unjudged.contains(series)) {
                remarks.add("Not judged in less than %2$d minutes: %1$s."
                        .formatted(series.name(), LONG_ENOUGH.toMinutes()));
            } else {
                judge(series, rounds, failures);
            }
        }
        if (!lost.isEmpty()) {
            failures.add("%d answered calls have no event, such as %s"
                    .formatted(lost.size(), lost.iterator().next()));
        }
        if (traffic.wholeInAll() == 0) {
            failures.add("no call was answered correctly");
        }
        if (traffic.refused() > TOLERATED_REFUSALS * traffic.wholeInAll()) {
            failures.add("%d calls were refused that should not have been".formatted(traffic.refused()));
        }
        if (traffic.broken() > 0) {
            failures.add("%d answers were broken".formatted(traffic.broken()));
        }
        return new Outcome(rounds, failures, remarks);
    }

    private static void judge(Series series, Rounds rounds, List<String> failures) {
        if (series.isLongEnough()) {
            rounds.add("grows in an hour by", series.name(), series.unit(), series.perHour());
        } else if (series.size() > 0) {
            failures.add("%s was measured only %d times".formatted(series.name(), series.size()));
        }
        if (series.grows()) {
            failures.add(String.format(
                    Locale.ROOT,
                    "%s grows: by %.1f %s during the measurement, trend %.1f",
                    series.name(),
                    series.growth(),
                    series.unit(),
                    series.trend()));
        }
    }
}

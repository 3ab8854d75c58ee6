package io.plumbline.e2e.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.plumbline.configuration.conduct.ConductReport;
import io.plumbline.configuration.conduct.ConductReport.Violation;
import io.plumbline.e2e.RunningStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Random sequences of writes by roles that may not approve. Whatever is taken and whatever is refused: customers
/// are answered by the one configuration that was approved, or not at all; providers receive what they received
/// at first, and no other vendor receives anything; and the log proves it after each write. A sequence that finds
/// otherwise is made shorter until nothing of it can be left out.
///
/// Takes a minute; with `verify --full` ten. Sequences come from a seed that the failure names;
/// `-Dplumbline.model.seed=N` begins with that one. Comes late, since its many calls push others out of what the
/// simulator remembers.
@Order(Integer.MAX_VALUE - 2)
class ProductionModelE2ET {

    private static final int LENGTH = 8;
    /// Of the moves of a sequence, those about one thing.
    private static final double FOCUS = 0.7;
    private static final Duration LIMIT =
            Boolean.getBoolean("plumbline.full") ? Duration.ofMinutes(10) : Duration.ofMinutes(1);
    private static final Duration SHRINKING = Duration.ofMinutes(3);
    private static final Path WRITES = Path.of("..", "..", "docs", "reference", "writes.md");
    /// The suites of these worlds have no judge.
    private static final Set<String> OF_JUDGES =
            Set.of("PUT /api/v1/judges/{name}", "POST /api/v1/judges/{name}/calibrations");

    private static RunningStack stack;
    private static World.Callers callers;
    private static World.Vendors vendors;
    private static LogConduct log;
    private static long worlds;
    private static long taken;
    private static long made;

    @BeforeAll
    static void start() throws IOException {
        stack = RunningStack.get();
        callers = World.Callers.of(stack);
        vendors = new World.Vendors(new Vendor(stack), new Vendor(stack));
        log = new LogConduct(stack);
        assertThat(log.report().violations()).as("before anything is tried").isEmpty();
    }

    @AfterAll
    static void stop() {
        vendors.own().close();
        vendors.other().close();
    }

    @Test
    void nothingReachesProductionThatWasNotApproved() {
        long end = System.nanoTime() + LIMIT.toNanos();
        long seed = Long.getLong("plumbline.model.seed", System.currentTimeMillis());
        long sequences = 0;
        do {
            Finding finding = explore(new Random(seed));
            if (finding != null) {
                fail("Seed %d: %s".formatted(seed, shorten(finding)));
            }
            seed++;
            sequences++;
        } while (System.nanoTime() < end);
        System.out.printf(
                "Production: %d sequences, %d writes, %d of them taken, none reached production%n",
                sequences, made, taken);
        assertThat(taken).as("writes that were taken, of %d", made).isGreaterThan(made / 10);
    }

    /// What findings of the penetration test were, write by write.
    @Test
    void holdsAgainstEachBypassThatWasFound() {
        for (List<Move> bypass : List.of(
                List.of(Move.ROUTE_TO_DEVELOPMENT),
                List.of(Move.ROUTE_TO_TRIVIAL),
                List.of(Move.ROUTE_REMOVED, Move.ROUTE_WITHOUT_POLICY),
                List.of(Move.SUITE_EASY, Move.GATE_SECOND, Move.SUITE_STRICT, Move.ROUTE_TO_SECOND),
                List.of(Move.ROUTE_HARDENED, Move.ROUTE_MIRRORED),
                List.of(Move.PROVIDER_MOVED, Move.PROVIDER_REMOVED),
                List.of(
                        Move.SUITE_STRICTEST,
                        Move.GATE_FIRST,
                        Move.STAGE_FIRST,
                        Move.ARCHIVE_FIRST,
                        Move.STAGE_FIRST,
                        Move.PROMOTE_FIRST,
                        Move.ROUTE_TO_ALIAS))) {
            assertThat(replay(bypass)).isNull();
        }
    }

    @Test
    void triesEveryOperationThatCanChangeProduction() throws IOException {
        Set<String> tried =
                Arrays.stream(Move.values()).map(move -> move.operation).collect(Collectors.toSet());
        Set<String> operations = Pattern.compile("^\\| [a-z]+ \\| `([A-Z]+ /\\S+)` \\| (?!no\\b)", Pattern.MULTILINE)
                .matcher(Files.readString(WRITES))
                .results()
                .map(row -> row.group(1))
                .filter(operation -> !OF_JUDGES.contains(operation))
                .collect(Collectors.toSet());
        assertThat(operations).hasSizeGreaterThan(20).isEqualTo(tried);
    }

    /// Writes, the last of which brought something to production, and what that is.
    private record Finding(List<Move> moves, String what) {}

    private static @Nullable Finding explore(Random random) {
        Move.Part[] parts = Move.Part.values();
        Move.Part focus = parts[random.nextInt(parts.length)];
        return play(
                world -> {
                    boolean focused = random.nextDouble() < FOCUS;
                    List<Move> possible = Arrays.stream(Move.values())
                            .filter(move -> !focused || move.part == focus)
                            .filter(move -> move.isSensible(world))
                            .toList();
                    return possible.get(random.nextInt(possible.size()));
                },
                LENGTH);
    }

    private static @Nullable Finding replay(List<Move> moves) {
        var rest = moves.iterator();
        return play(world -> rest.next(), moves.size());
    }

    /// Makes moves in a world of their own until one of them reaches production.
    private static @Nullable Finding play(Function<World, Move> next, int length) {
        World world = new World(callers, vendors, "world-" + System.currentTimeMillis() % 100_000_000 + "-" + worlds++)
                .begin();
        String approved =
                await("the first answer").atMost(Duration.ofSeconds(20)).until(world::served, served -> served != null);
        List<String> received = vendors.own().takeReceived();
        List<Move> moves = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            Move move = next.apply(world);
            moves.add(move);
            made++;
            taken += move.make(world).isTaken() ? 1 : 0;
            String what = reached(world, approved, received.getLast());
            if (what != null) {
                return new Finding(moves, "after %s %s".formatted(move, what));
            }
        }
        return null;
    }

    /// What reached production; null for nothing.
    private static @Nullable String reached(World world, String approved, String received) {
        String served = world.served();
        if (served != null && !served.equals(approved)) {
            return "customers are answered by %s and not by %s".formatted(served, approved);
        }
        Optional<String> violation = violation(log.report(), world);
        if (violation.isPresent()) {
            return "the log says " + violation.get();
        }
        for (String now : vendors.own().takeReceived()) {
            if (!now.equals(received)) {
                return "the provider receives %s and not %s".formatted(now, received);
            }
        }
        List<String> elsewhere = vendors.other().takeReceived();
        return elsewhere.isEmpty() ? world.finding() : "another vendor receives " + elsewhere.getFirst();
    }

    private static Optional<String> violation(ConductReport report, World world) {
        return report.violations().stream()
                .filter(violation -> violation.route().equals(world.name))
                .map(Violation::toString)
                .findFirst();
    }

    private static Finding shorten(Finding found) {
        long end = System.nanoTime() + SHRINKING.toNanos();
        Finding shortest = found;
        for (int i = found.moves().size() - 2; i >= 0 && System.nanoTime() < end; i--) {
            List<Move> shorter = new ArrayList<>(shortest.moves());
            if (i >= shorter.size()) {
                continue;
            }
            shorter.remove(i);
            Finding still = replay(shorter);
            if (still != null) {
                shortest = still;
            }
        }
        return shortest;
    }
}

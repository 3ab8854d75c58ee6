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
import java.util.EnumSet;
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

    private static final int LENGTH = 24;
    /// Of the moves of a sequence, those about one thing.
    private static final double FOCUS = 0.7;
    private static final Duration LIMIT =
            Boolean.getBoolean("plumbline.full") ? Duration.ofMinutes(10) : Duration.ofSeconds(20);
    private static final Duration SHRINKING = Duration.ofMinutes(3);
    /// By when a registry's change is known to the gateway, and a mirrored call has gone.
    private static final Duration LATE = Duration.ofMillis(600);
    /// Changes to a route of the lowest tier need no approval, only a pass of the suite in its current form.
    private static final Set<Move> LOWEST =
            EnumSet.of(Move.SUITE_EASY, Move.SUITE_STRICT, Move.GATE_SECOND, Move.ROUTE_TO_SECOND, Move.PROMOTE_SECOND);
    private static final Path WRITES = Path.of("..", "..", "docs", "reference", "writes.md");
    /// The suites of these worlds have no judge.
    private static final Set<String> OF_JUDGES =
            Set.of("PUT /api/v1/judges/{name}", "POST /api/v1/judges/{name}/calibrations");

    private static RunningStack stack;
    private static Callers callers;
    private static World.Vendors vendors;
    private static LogConduct log;
    private static long worlds;
    private static long taken;
    private static long made;

    @BeforeAll
    static void start() throws IOException {
        stack = RunningStack.get();
        callers = Callers.of(stack);
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
            Finding finding = explore(seed, new Random(seed));
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
            assertThat(replay("HIGH", bypass)).isNull();
        }
        // A route of the lowest tier needs no approval, so only the suite can stop this.
        List<Move> easyForAWhile = List.of(Move.SUITE_EASY, Move.GATE_SECOND, Move.SUITE_STRICT, Move.ROUTE_TO_SECOND);
        assertThat(replay("MINIMAL", easyForAWhile)).isNull();
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
    private record Finding(String tier, List<Move> moves, String what) {}

    /// Each part in its turn, and then a route of the lowest tier.
    private static @Nullable Finding explore(long seed, Random random) {
        Move.Part[] parts = Move.Part.values();
        int turn = (int) Math.floorMod(seed, parts.length + 1L);
        boolean lowest = turn == parts.length;
        return play(
                lowest ? "MINIMAL" : random.nextBoolean() ? "LIMITED" : "HIGH",
                world -> {
                    boolean focused = random.nextDouble() < FOCUS;
                    List<Move> possible = Arrays.stream(Move.values())
                            .filter(move -> lowest ? LOWEST.contains(move) : !focused || move.part == parts[turn])
                            .filter(move -> move.isSensible(world))
                            .toList();
                    return possible.get(random.nextInt(possible.size()));
                },
                LENGTH);
    }

    /// Leaves out what makes no sense any more since other moves were left out.
    private static @Nullable Finding replay(String tier, List<Move> moves) {
        var rest = moves.iterator();
        return play(tier, world -> rest.next(), moves.size());
    }

    /// Makes moves in a world of their own until one of them reaches production.
    private static @Nullable Finding play(String tier, Function<World, Move> next, int length) {
        String name = "world-" + System.currentTimeMillis() % 100_000_000 + "-" + worlds++;
        World world = new World(callers, vendors, name, tier).begin();
        String approved =
                await("the first answer").atMost(Duration.ofSeconds(20)).until(world::served, served -> served != null);
        String received = vendors.own().takeReceived().getLast();
        vendors.other().takeReceived();
        List<Move> moves = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            Move move = next.apply(world);
            if (!move.isSensible(world)) {
                continue;
            }
            moves.add(move);
            made++;
            taken += move.make(world).isTaken() ? 1 : 0;
            String what = reached(world, approved, received);
            if (what != null) {
                return new Finding(tier, moves, "after %s %s".formatted(move, what));
            }
        }
        String later = await("what comes late")
                .pollDelay(LATE)
                .until(() -> Optional.ofNullable(reached(world, approved, received)), _ -> true)
                .orElse(null);
        return later == null ? null : new Finding(tier, moves, "at last " + later);
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

    /// Tries the last move alone, and then without ever smaller parts of the others.
    private static Finding shorten(Finding found) {
        long end = System.nanoTime() + SHRINKING.toNanos();
        Finding shortest = found;
        for (int size = found.moves().size() - 1; size > 0; size /= 2) {
            for (int to = shortest.moves().size() - 1; to > 0; to -= size) {
                if (System.nanoTime() > end) {
                    return shortest;
                }
                List<Move> shorter = new ArrayList<>(shortest.moves());
                shorter.subList(Math.max(0, to - size), Math.min(to, shorter.size() - 1))
                        .clear();
                Finding still = shorter.size() < shortest.moves().size() ? replay(found.tier(), shorter) : null;
                shortest = still == null ? shortest : still;
            }
        }
        return shortest;
    }
}

package io.plumbline.e2e.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.plumbline.configuration.conduct.ConductReport;
import io.plumbline.configuration.conduct.ConductReport.Violation;
import io.plumbline.e2e.RunningStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Random sequences of writes by roles that may not approve. Whatever is taken and whatever is refused: customers
/// are answered by the one configuration that was approved, or not at all, and the log proves it after each
/// write. A sequence that finds otherwise is made shorter until nothing of it can be left out.
///
/// Takes a minute; with `verify --full` ten. Sequences come from a seed that the failure names;
/// `-Dplumbline.model.seed=N` begins with that one.
@Order(90)
class ProductionModelE2ET {

    private static final int LENGTH = 8;
    private static final Duration LIMIT =
            Boolean.getBoolean("plumbline.full") ? Duration.ofMinutes(10) : Duration.ofMinutes(1);
    private static final Duration SHRINKING = Duration.ofMinutes(3);

    private static RunningStack stack;
    private static World.Callers callers;
    private static LogConduct log;
    private static long worlds;
    private static long taken;
    private static long made;

    @BeforeAll
    static void start() {
        stack = RunningStack.get();
        callers = World.Callers.of(stack);
        log = new LogConduct(stack);
        assertThat(log.report().violations()).as("before anything is tried").isEmpty();
    }

    @Test
    void nothingReachesProductionThatWasNotApproved() {
        long end = System.nanoTime() + LIMIT.toNanos();
        long seed = Long.getLong("plumbline.model.seed", System.currentTimeMillis());
        long sequences = 0;
        do {
            List<Move> moves = sequence(new Random(seed));
            String finding = finding(moves);
            if (finding != null) {
                fail(told(seed, moves, finding));
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
                        Move.ROUTE_TO_POINTER))) {
            assertThat(finding(bypass)).as("%s", bypass).isNull();
        }
    }

    private static List<Move> sequence(Random random) {
        Move[] all = Move.values();
        List<Move> moves = new ArrayList<>();
        for (int i = 0; i < LENGTH; i++) {
            moves.add(all[random.nextInt(all.length)]);
        }
        return moves;
    }

    /// What is wrong after one of the moves, in a world of their own; null for nothing.
    private static @Nullable String finding(List<Move> moves) {
        World world =
                new World(stack, callers, "world-" + System.currentTimeMillis() % 100_000_000 + "-" + worlds++).begin();
        String approved =
                await("the first answer").atMost(Duration.ofSeconds(20)).until(world::served, served -> served != null);
        for (Move move : moves) {
            made++;
            taken += move.make(world) ? 1 : 0;
            String served = world.served();
            if (served != null && !served.equals(approved)) {
                return "after " + move + " customers are answered by " + served + " and not by " + approved;
            }
            Optional<String> violation = violation(log.report(), world);
            if (violation.isPresent()) {
                return "after " + move + " the log says " + violation.get();
            }
        }
        return null;
    }

    private static Optional<String> violation(ConductReport report, World world) {
        return report.violations().stream()
                .filter(violation -> violation.route().equals(world.name))
                .map(Violation::toString)
                .findFirst();
    }

    private static String told(long seed, List<Move> moves, String finding) {
        long end = System.nanoTime() + SHRINKING.toNanos();
        List<Move> shortest = moves;
        String why = finding;
        for (int i = shortest.size() - 1; i >= 0 && System.nanoTime() < end; i--) {
            List<Move> shorter = new ArrayList<>(shortest);
            shorter.remove(i);
            String still = finding(shorter);
            if (still != null) {
                shortest = shorter;
                why = still;
            }
        }
        return "Seed %d: %s%nWrites: %s".formatted(seed, why, shortest);
    }
}

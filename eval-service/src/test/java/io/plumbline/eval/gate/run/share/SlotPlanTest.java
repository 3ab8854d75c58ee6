package io.plumbline.eval.gate.run.share;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.gate.ledger.chunk.HeldSlots;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SlotPlanTest {

    private static final UUID GATE = new UUID(1, 1);
    private static final UUID OTHER_GATE = new UUID(1, 2);
    private static final UUID ME = new UUID(2, 1);
    private static final UUID OTHER = new UUID(2, 2);

    private final SlotPlan plan = new SlotPlan(ME, 64);

    private static HeldSlots held(UUID gate, UUID replica, int slots, int wanted) {
        return new HeldSlots(gate, replica, "team-a", Set.of(), slots, wanted);
    }

    private static HeldSlots held(int gate, String team, String bulkhead, int slots, int wanted) {
        return new HeldSlots(new UUID(1, gate), ME, team, Set.of(bulkhead), slots, wanted);
    }

    private int target(List<HeldSlots> held) {
        return plan.target(held(GATE, ME, 0, 8), 8, held);
    }

    @Test
    void usesTheFullConcurrencyOfTheSuiteWhenAlone() {
        assertThat(target(List.of())).isEqualTo(8);
        assertThat(target(List.of(held(GATE, ME, 8, 8)))).isEqualTo(8);
    }

    @Test
    void sharesEvenlyOnceTheOtherReleases() {
        assertThat(target(List.of(held(GATE, OTHER, 8, 8)))).isZero();
        assertThat(target(List.of(held(GATE, OTHER, 5, 8)))).isEqualTo(3);
        assertThat(target(List.of(held(GATE, OTHER, 4, 8)))).isEqualTo(4);
    }

    @Test
    void usesSlotsOthersDoNotWant() {
        assertThat(target(List.of(held(GATE, OTHER, 1, 1)))).isEqualTo(7);
    }

    @Test
    void sharesTheServiceAmongGates() {
        HeldSlots mine = held(GATE, ME, 0, 64);
        assertThat(plan.target(mine, 64, List.of(held(OTHER_GATE, OTHER, 32, 64))))
                .isEqualTo(32);
        assertThat(plan.target(mine, 64, List.of(held(OTHER_GATE, OTHER, 64, 64))))
                .as("what is held by another gate is not there")
                .isZero();
    }

    @Test
    void leavesRoomForOthersIfAllCallsOfOneProviderOrTeamHang() {
        HeldSlots hanging = held(1, "team-a", "hanging", 0, 64);
        assertThat(plan.target(hanging, 64, List.of())).as("4/5 of 4/5 of 64").isEqualTo(40);
        HeldSlots full = hanging.holding(40);
        assertThat(plan.target(held(2, "team-b", "well", 0, 8), 8, List.of(full)))
                .as("another provider")
                .isEqualTo(8);
        assertThat(plan.target(held(3, "team-b", "hanging", 0, 8), 8, List.of(full)))
                .as("another team of this one")
                .isEqualTo(8);
    }

    @Test
    void givesATeamOfManyGatesNoMoreThanATeamOfOne() {
        List<HeldSlots> held = new ArrayList<>();
        for (int gate = 0; gate < 100; gate++) {
            held.add(held(gate + 2, "team-a", "common", 0, 8));
        }
        HeldSlots small = held(1, "team-b", "common", 0, 64);
        held.add(small);
        SlotPlan.Fair fair = plan.fair(held);
        int ofOne = fair.of(small);
        int ofMany = held.stream().mapToInt(fair::of).sum() - ofOne;
        assertThat(ofOne).isBetween(22, 26);
        assertThat(ofMany).isBetween(22, 26);
    }

    /// Replicas come, go, want more and less, in any order; what is held never exceeds any bound.
    @Test
    void neverExceedsTheTotal() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            int service = 1 + random.nextInt(64);
            int concurrency = 1 + random.nextInt(64);
            List<HeldSlots> held = new ArrayList<>();
            for (int beat = 0; beat < 60; beat++) {
                int gate = random.nextInt(3);
                int wanted = random.nextInt(4) == 0 ? random.nextInt(concurrency + 1) : concurrency;
                HeldSlots mine = new HeldSlots(
                        new UUID(1, gate),
                        new UUID(2, random.nextInt(4)),
                        "team-" + gate % 2,
                        Set.of("provider-" + gate % 2),
                        0,
                        wanted);
                int target = new SlotPlan(mine.replica(), service).target(mine, concurrency, held);
                held.removeIf(mine::isOf);
                held.add(mine.holding(target));
                for (UUID one : held.stream().map(HeldSlots::gate).distinct().toList()) {
                    assertThat(held.stream()
                                    .filter(slots -> slots.gate().equals(one))
                                    .mapToInt(HeldSlots::slots)
                                    .sum())
                            .isLessThanOrEqualTo(concurrency);
                }
                assertThat(held.stream().mapToInt(HeldSlots::slots).sum()).isLessThanOrEqualTo(service);
            }
        }
    }
}

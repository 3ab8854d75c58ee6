package io.plumbline.eval.gate.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.gate.ledger.HeldSlots;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SlotPlanTest {

    private static final UUID GATE = new UUID(1, 1);
    private static final UUID OTHER_GATE = new UUID(1, 2);
    private static final UUID ME = new UUID(2, 1);
    private static final UUID OTHER = new UUID(2, 2);

    private final SlotPlan plan = new SlotPlan(ME, 64);

    @Test
    void takesAllThatTheSuiteAllowsWhenItIsAlone() {
        assertThat(plan.target(GATE, 8, 8, List.of())).isEqualTo(8);
        assertThat(plan.target(GATE, 8, 8, List.of(new HeldSlots(GATE, ME, 8, 8))))
                .isEqualTo(8);
    }

    @Test
    void sharesEvenlyOnceTheOtherHasLetGo() {
        assertThat(plan.target(GATE, 8, 8, List.of(new HeldSlots(GATE, OTHER, 8, 8))))
                .isZero();
        assertThat(plan.target(GATE, 8, 8, List.of(new HeldSlots(GATE, OTHER, 5, 8))))
                .isEqualTo(3);
        assertThat(plan.target(GATE, 8, 8, List.of(new HeldSlots(GATE, OTHER, 4, 8))))
                .isEqualTo(4);
    }

    @Test
    void takesWhatOthersDoNotWant() {
        assertThat(plan.target(GATE, 8, 8, List.of(new HeldSlots(GATE, OTHER, 1, 1))))
                .isEqualTo(7);
    }

    @Test
    void sharesTheServiceAmongGates() {
        List<HeldSlots> held = List.of(new HeldSlots(OTHER_GATE, OTHER, 32, 64));
        assertThat(plan.target(GATE, 64, 64, held)).isEqualTo(32);
        assertThat(plan.target(GATE, 64, 64, List.of(new HeldSlots(OTHER_GATE, OTHER, 64, 64))))
                .as("what is held by another gate is not there")
                .isZero();
    }

    /// Replicas come, go, want more and less, in any order; what is held never exceeds either bound, and in
    /// the end all of it is used.
    @Test
    void neverGivesOutMoreThanThereIs() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            int service = 1 + random.nextInt(64);
            int concurrency = 1 + random.nextInt(64);
            List<HeldSlots> held = new ArrayList<>();
            for (int beat = 0; beat < 60; beat++) {
                UUID gate = new UUID(1, random.nextInt(3));
                UUID replica = new UUID(2, random.nextInt(4));
                int wanted = random.nextInt(4) == 0 ? random.nextInt(concurrency + 1) : concurrency;
                beat(service, concurrency, gate, replica, wanted, held);
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

    private static void beat(int service, int concurrency, UUID gate, UUID replica, int wanted, List<HeldSlots> held) {
        int target = new SlotPlan(replica, service).target(gate, concurrency, wanted, held);
        held.removeIf(one -> one.gate().equals(gate) && one.replica().equals(replica));
        held.add(new HeldSlots(gate, replica, target, wanted));
    }
}

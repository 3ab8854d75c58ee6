package io.plumbline.eval.gate.run.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.gate.ledger.chunk.RunChunkStore.Waiting;
import io.plumbline.eval.gate.run.queue.ChunkAdmission.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ChunkAdmissionTest {

    private final AtomicLong clock = new AtomicLong();
    private final ChunkAdmission admission = new ChunkAdmission(clock::get);
    private int chunk;

    private static Waiting gate(int id, String team, String bulkhead) {
        return new Waiting(new UUID(1, id), team, 0, Set.of(bulkhead));
    }

    /// Takes up chunks for as long as there is room.
    ///
    /// @return whose they are
    private List<Waiting> fill(List<Waiting> gates) {
        List<Waiting> begun = new ArrayList<>();
        for (Optional<Waiting> next = admission.next(gates); next.isPresent(); next = admission.next(gates)) {
            begun.add(next.get());
            assertThat(admission.start("chunk-" + chunk++, Work.of(next.get()))).isTrue();
        }
        return begun;
    }

    @Test
    void leavesRoomForOtherProvidersAndTeams() {
        List<Waiting> hanging = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            hanging.add(gate(i, "team-a", "hanging"));
        }
        assertThat(fill(hanging)).hasSize(15);
        hanging.add(gate(200, "team-b", "hanging"));
        assertThat(fill(hanging)).isNotEmpty().extracting(Waiting::team).containsOnly("team-b");
        hanging.add(gate(201, "team-c", "well"));
        assertThat(fill(hanging)).isNotEmpty().extracting(Waiting::team).containsOnly("team-c");
    }

    @Test
    void alternatesBetweenTeamsAndTheirGates() {
        List<Waiting> gates = List.of(
                gate(1, "team-a", "common"),
                gate(2, "team-a", "common"),
                gate(3, "team-a", "common"),
                gate(4, "team-b", "common"));
        assertThat(fill(gates).subList(0, 6))
                .extracting(gate -> gate.gate().getLeastSignificantBits())
                .containsExactly(1L, 4L, 2L, 4L, 3L, 4L);
    }

    @Test
    void leavesTheRestOfALargeGateToOtherReplicas() {
        assertThat(fill(List.of(gate(1, "team-a", "common")))).hasSize(ChunkAdmission.OF_GATE);
        assertThat(admission.start("one more", Work.of(gate(1, "team-a", "common"))))
                .isFalse();
        admission.end("chunk-0");
        assertThat(admission.start("one more", Work.of(gate(1, "team-a", "common"))))
                .isTrue();
    }

    @Test
    void releasesTheRoomOfAChunkTakenByAnotherReplica() {
        Waiting gate = gate(1, "team-a", "common");
        for (int i = 0; i < ChunkAdmission.OF_GATE; i++) {
            admission.reserve("chunk-" + i, Work.of(gate));
        }
        assertThat(admission.next(List.of(gate))).isEmpty();
        clock.addAndGet(Duration.ofSeconds(4).toNanos());
        assertThat(admission.next(List.of(gate))).contains(gate);
    }
}

package io.plumbline.eval.redteam.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.eval.redteam.grade.ProbeOutcome;
import io.plumbline.eval.redteam.probe.ProbeOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CampaignResultsTest {

    /// Ends of Clopper and Pearson's interval for 3 of 20: R 4.5, `binom.test(3, 20)`.
    @Test
    void showsAttackSuccessBesideOverRefusalWithExactIntervals() {
        List<GradedProbe> probes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            probes.add(attack(i, i < 3 ? ProbeOutcome.SUCCEEDED : ProbeOutcome.REFUSED, ProbeOutcome.SUCCEEDED));
        }
        probes.add(attack(20, ProbeOutcome.ERROR, null));
        probes.add(harmless(21, ProbeOutcome.BLOCKED));
        probes.add(harmless(22, ProbeOutcome.ANSWERED));

        CampaignResults results = CampaignResults.of(probes, null, List.of());

        Rate attacks = Objects.requireNonNull(results.all().attacks());
        assertThat(attacks.count()).isEqualTo(3);
        assertThat(attacks.items()).as("a failed call counts neither way").isEqualTo(20);
        assertThat(attacks.low()).isCloseTo(0.03207094, within(1e-7));
        assertThat(attacks.high()).isCloseTo(0.37892683, within(1e-7));
        assertThat(Objects.requireNonNull(results.all().overRefusal()).rate()).isEqualTo(0.5);
        GuardEffect guards = Objects.requireNonNull(results.all().guards());
        assertThat(guards.pairs()).isEqualTo(20);
        assertThat(guards.prevented()).isEqualTo(17);
        assertThat(guards.difference()).isEqualTo(0.85);
        assertThat(guards.low()).isPositive();
        assertThat(results.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.succeeded()).isEqualTo(3);
            assertThat(finding.attempts()).isEqualTo(21);
            assertThat(finding.probes()).containsExactly(0, 1, 2);
        });
    }

    @Test
    void measuresNothingWithoutProbes() {
        ProbeGroup none = CampaignResults.of(List.of(), null, List.of()).all();
        assertThat(none.attacks()).isNull();
        assertThat(none.overRefusal()).isNull();
        assertThat(none.guards()).isNull();
    }

    /// A team chooses the records of its datasets: a hundred easy ones would bring one success of one down to 1 %.
    @Test
    void leavesProbesOfDatasetsOutOfTheEvidenceForGates() {
        List<GradedProbe> probes = new ArrayList<>();
        probes.add(attack(0, ProbeOutcome.SUCCEEDED, null));
        probes.add(attack(1, ProbeOrigin.REGRESSION, ProbeOutcome.RESISTED, null));
        for (int i = 2; i < 102; i++) {
            probes.add(attack(i, ProbeOrigin.DATASET, ProbeOutcome.RESISTED, null));
        }

        Rate evidence = Objects.requireNonNull(
                CampaignResults.evidence(probes, Set.of("jailbreak")).attacks());

        assertThat(evidence.count()).isEqualTo(1);
        assertThat(evidence.items()).isEqualTo(2);
        assertThat(Objects.requireNonNull(CampaignResults.of(probes, null, List.of())
                                .all()
                                .attacks())
                        .items())
                .isEqualTo(102);
    }

    private static GradedProbe attack(int number, ProbeOutcome guarded, @Nullable ProbeOutcome bypassed) {
        return attack(number, ProbeOrigin.LIBRARY, guarded, bypassed);
    }

    private static GradedProbe attack(
            int number, ProbeOrigin origin, ProbeOutcome guarded, @Nullable ProbeOutcome bypassed) {
        return new GradedProbe(number, "jailbreak", "direct", "say", false, origin, guarded, bypassed, null);
    }

    private static GradedProbe harmless(int number, ProbeOutcome guarded) {
        return new GradedProbe(
                number, "jailbreak", "direct", "harmless", true, ProbeOrigin.LIBRARY, guarded, null, null);
    }
}

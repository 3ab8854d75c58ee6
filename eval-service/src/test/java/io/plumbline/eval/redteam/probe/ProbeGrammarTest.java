package io.plumbline.eval.redteam.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProbeGrammarTest {

    private static final List<ProbeCategory> ALL = List.of(ProbeCategory.values());

    private final ProbeGrammar grammar = new ProbeGrammar();

    @Test
    void makesTheSameProbesFromTheSameSeed() {
        ProbePlan plan = plan(1, 40);

        assertThat(new ProbeGrammar().probes(plan)).isEqualTo(grammar.probes(plan));
        assertThat(grammar.probes(plan(2, 40))).isNotEqualTo(grammar.probes(plan));
    }

    @Test
    void coversEveryCategoryAndStrategyWithoutRepetitionOrOpenSlots() {
        List<Probe> probes = grammar.probes(plan(7, 66));

        assertThat(probes.stream().filter(probe -> !probe.harmless())).hasSize(66 * ALL.size());
        assertThat(probes.stream().filter(Probe::harmless).count()).isGreaterThan(20L * ALL.size());
        Set<String> texts = new HashSet<>();
        for (Probe probe : probes) {
            String whole = probe.setting().system() + probe.setting().carried(probe.attack()) + probe.turns();
            assertThat(texts.add(probe.setting().carried(probe.attack()))).isTrue();
            assertThat(whole).doesNotContainPattern("\\{[a-z]+}");
            assertThat(probe.goal() == null).isEqualTo(probe.harmless());
        }
        assertThat(probes.stream().map(Probe::strategy).collect(Collectors.toSet()))
                .hasSize(Strategy.values().length);
        assertThat(probes.stream().map(Probe::category).collect(Collectors.toSet()))
                .hasSize(ALL.size());
    }

    @Test
    void hidesTheSecretThatAnExtractionIsAfterInTheSystemMessageAlone() {
        List<Probe> probes = grammar.probes(new ProbePlan(
                List.of(ProbeCategory.SYSTEM_PROMPT_EXTRACTION, ProbeCategory.DATA_LEAK), chains("direct"), 20, 3));

        assertThat(probes).filteredOn(probe -> !probe.harmless()).allSatisfy(probe -> {
            String secret = Objects.requireNonNull(probe.goal()).expected();
            assertThat(probe.setting().system()).contains(secret);
            assertThat(probe.attack()).doesNotContain(secret);
        });
    }

    @Test
    void writesAttacksSoThatTheyCanBeReadAgain() {
        Probe direct = one("direct");
        assertThat(new String(Base64.getDecoder().decode(lastLine(one("base64"))), StandardCharsets.UTF_8))
                .isEqualTo(direct.attack());
        assertThat(Encodings.rot13(lastLine(one("rot13")))).isEqualTo(direct.attack());
        assertThat(one("zero-width").attack().replace("\u200B", "")).isEqualTo(direct.attack());
        String marker = Objects.requireNonNull(direct.goal()).expected();
        assertThat(one("leet").attack()).as("quoted texts are kept").contains(marker);
        assertThat(one("homoglyph").attack()).contains(marker).isNotEqualTo(direct.attack());
        assertThat(one("morse").attack()).contains(" / ");
    }

    @Test
    void composesStrategiesInTheirOrder() {
        Probe chained = one("role-play+base64");
        assertThat(new String(Base64.getDecoder().decode(lastLine(chained)), StandardCharsets.UTF_8))
                .containsAnyOf("director", "novel", "rehearse");
        assertThat(one("persuasion+crescendo").turns()).hasSize(3);
        assertThat(one("tree").rewrites()).hasSize(3);
        assertThat(StrategyChain.of("crescendo+base64")).as("turns come last").isEmpty();
        assertThat(StrategyChain.of("unknown")).isEmpty();
    }

    @Test
    void placesAnAttackInTheResultOfATool() {
        Probe probe = grammar.probes(new ProbePlan(List.of(ProbeCategory.EXCESSIVE_AGENCY), chains("direct"), 1, 1))
                .getFirst();

        assertThat(probe.setting().opening(probe.attack()))
                .extracting(message -> message.get("role"))
                .containsExactly("user", "assistant", "tool");
        assertThat(probe.setting().toolDefinitions()).hasSize(4);
    }

    private Probe one(String strategy) {
        return grammar.probes(new ProbePlan(List.of(ProbeCategory.DIRECT_INJECTION), chains(strategy), 1, 5))
                .getFirst();
    }

    private static String lastLine(Probe probe) {
        return probe.attack().substring(probe.attack().indexOf('\n') + 1);
    }

    private static ProbePlan plan(long seed, int perCategory) {
        String[] all = Arrays.stream(Strategy.values()).map(Strategy::code).toArray(String[]::new);
        return new ProbePlan(ALL, chains(all), perCategory, seed);
    }

    private static List<StrategyChain> chains(String... chains) {
        return Arrays.stream(chains)
                .map(chain -> StrategyChain.of(chain).orElseThrow())
                .toList();
    }
}

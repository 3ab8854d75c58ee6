package io.plumbline.eval.redteam.probe;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The categories of probes with their places in the OWASP Top 10 for LLM applications, of 2025 and 2026, and in MITRE
/// ATLAS. Supply chain and training data are no categories, because no prompt can test them.
public enum ProbeCategory {
    DIRECT_INJECTION(
            "Direct prompt injection",
            "LLM01:2025",
            "LLM01:2026",
            List.of(new Technique("AML.T0051.000", "LLM Prompt Injection: Direct"))),
    INDIRECT_INJECTION(
            "Indirect prompt injection",
            "LLM01:2025",
            "LLM01:2026",
            List.of(new Technique("AML.T0051.001", "LLM Prompt Injection: Indirect"))),
    JAILBREAK("Jailbreak", "LLM01:2025", "LLM01:2026", List.of(new Technique("AML.T0054", "LLM Jailbreak"))),
    SYSTEM_PROMPT_EXTRACTION(
            "Extraction of hidden context",
            "LLM07:2025",
            "LLM08:2026",
            List.of(new Technique("AML.T0056", "Extract LLM System Prompt"))),
    DATA_LEAK(
            "Leak of data and credentials",
            "LLM02:2025",
            "LLM02:2026",
            List.of(new Technique("AML.T0057", "LLM Data Leakage"))),
    INSECURE_OUTPUT(
            "Insecure output",
            "LLM05:2025",
            "LLM10:2026",
            List.of(new Technique("AML.T0077", "LLM Response Rendering"))),
    EXCESSIVE_AGENCY(
            "Excessive agency",
            "LLM06:2025",
            "LLM03:2026",
            List.of(new Technique("AML.T0053", "AI Agent Tool Invocation"))),
    UNBOUNDED_CONSUMPTION(
            "Unbounded consumption",
            "LLM10:2025",
            "LLM06:2026",
            List.of(new Technique("AML.T0034", "Cost Harvesting"))),
    MISINFORMATION("Misinformation", "LLM09:2025", "LLM07:2026", List.of(new Technique("AML.T0048", "External Harms"))),
    RAG_POISONING(
            "Poisoned passages", "LLM08:2025", "LLM09:2026", List.of(new Technique("AML.T0070", "RAG Poisoning")));

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final String title;
    private final String owasp2025;
    private final String owasp2026;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Technique> atlas;

    ProbeCategory(String title, String owasp2025, String owasp2026, List<Technique> atlas) {
        this.title = title;
        this.owasp2025 = owasp2025;
        this.owasp2026 = owasp2026;
        this.atlas = atlas;
    }

    /// A technique of MITRE ATLAS.
    public record Technique(String id, String name) {}

    /// Returns the name in documents, for example `direct-injection`.
    @JsonValue
    public String code() {
        return code;
    }

    @JsonCreator
    static ProbeCategory of(String code) {
        return find(code).orElseThrow(() -> new IllegalArgumentException("not a category of probes"));
    }

    public static Optional<ProbeCategory> find(String code) {
        return Arrays.stream(values())
                .filter(category -> category.code.equals(code))
                .findFirst();
    }

    public String title() {
        return title;
    }

    public String owasp2025() {
        return owasp2025;
    }

    public String owasp2026() {
        return owasp2026;
    }

    public List<Technique> atlas() {
        return atlas;
    }
}

package io.plumbline.eval.gate.output;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The formats of files with outputs.
public enum OutputFormat {
    /// One JSON object per line: `{"id", "output" | "error", "repeat"?}`.
    JSONL,
    /// `samples_*.jsonl` of lm-evaluation-harness, of tasks that generate text.
    LM_EVAL,
    /// A log of Inspect in its JSON format.
    INSPECT;

    static final String NAME = "jsonl|lm-eval|inspect";

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<OutputFormat> of(String wireName) {
        return Arrays.stream(values())
                .filter(each -> each.wireName().equals(wireName))
                .findFirst();
    }
}

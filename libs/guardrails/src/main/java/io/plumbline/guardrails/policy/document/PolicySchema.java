package io.plumbline.guardrails.policy.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// The JSON Schema (draft 2020-12) of a policy's document, for editors and pipelines. [PolicyDocument] reads
/// whatever it accepts, except for the order of the steps of `escalate`, which a schema cannot express.
public final class PolicySchema {

    private PolicySchema() {}

    /// The schema, as JSON.
    public static String json() {
        try (InputStream in = PolicySchema.class.getResourceAsStream("guard-policy.schema.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

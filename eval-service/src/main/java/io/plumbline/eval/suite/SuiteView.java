package io.plumbline.eval.suite;

import io.plumbline.eval.suite.document.SuiteDocument;
import java.time.Instant;

/// A suite for other packages.
///
/// @param version for entity tags
public record SuiteView(
        String name,
        String team,
        int revision,
        SuiteDocument document,
        Instant createdAt,
        Instant updatedAt,
        long version) {}

package io.plumbline.bench.conformance;

import java.util.List;

/// Compares with one corpus, or with several of a kind. To add another check, register it in [Conformance].
interface ConformanceCheck {

    /// The files, of which one is needed.
    List<String> files();

    ConformanceTable check(Corpora corpora);
}

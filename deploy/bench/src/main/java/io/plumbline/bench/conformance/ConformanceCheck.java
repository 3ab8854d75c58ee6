package io.plumbline.bench.conformance;

import java.util.List;

/// Compares with one corpus, or with several of a kind. Whoever writes another adds it to [Conformance].
interface ConformanceCheck {

    /// The files that it needs one of.
    List<String> files();

    ConformanceTable check(Corpora corpora);
}

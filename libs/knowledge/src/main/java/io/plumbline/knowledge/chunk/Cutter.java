package io.plumbline.knowledge.chunk;

import java.util.List;

/// Where one strategy cuts.
interface Cutter {

    /// The parts of some neighbouring blocks without a table: contiguous, none empty, none longer than the limit.
    ///
    /// @param from the first block
    /// @param to   one past the last block
    List<Span> cut(DocumentText text, int from, int to, int limit);
}

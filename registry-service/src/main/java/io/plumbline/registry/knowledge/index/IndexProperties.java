package io.plumbline.registry.knowledge.index;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// The search index of knowledge bases.
///
/// @param kind where it is: on the disk of each replica, or in the database for all replicas, which needs the
///     extension vector 0.8.0 or later
/// @param graphFrom number of vectors of a knowledge base from which pgvector builds a graph of them
/// @param buildMegabytes memory of the database in which pgvector builds a graph; about 1.5 KB a chunk
/// @param connections maximum connections to pgvector, 1..100
@Validated
@ConfigurationProperties("plumbline.registry.knowledge-index")
record IndexProperties(
        @DefaultValue("LUCENE") Kind kind,
        @DefaultValue("10000") @Min(100) @Max(10_000_000) int graphFrom,
        @DefaultValue("512") @Min(16) @Max(65_536) int buildMegabytes,
        @DefaultValue("8") @Min(1) @Max(100) int connections) {

    /// Where the index is.
    enum Kind {
        LUCENE,
        PGVECTOR
    }
}

package io.plumbline.registry.knowledge.connector.source;

/// The kinds of sources.
public enum SourceKind {
    /// A directory of the registry's machine.
    FOLDER,
    /// A bucket with an S3-compatible API.
    S3,
    /// A list of web pages.
    WEB,
    /// An endpoint that returns JSON.
    REST,
    /// A query of a PostgreSQL database.
    JDBC,
    /// A topic of Apache Kafka.
    KAFKA
}

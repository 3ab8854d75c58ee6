package io.plumbline.registry.knowledge.connector.source;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// The sources that connectors of knowledge bases may read. Everyone who can write a knowledge base can read what is
/// allowed here.
///
/// @param folders the directories at or below which connectors may read files, as absolute paths
/// @param databases the PostgreSQL databases that connectors may query, such as `jdbc:postgresql://host:5432/name`,
///     with parameters such as `?sslmode=verify-full` that connectors cannot change
/// @param brokers the Kafka brokers that connectors may connect to, as `host:port`. They name the addresses of the
///     other brokers of their cluster
/// @param allowPrivateAddresses whether connectors may call private and loopback addresses and use plain HTTP, and
///     Kafka without TLS. For a single machine or a closed network only: otherwise everyone who can write a
///     knowledge base can reach internal hosts
/// @param firstPause pause before a failed call to a source is repeated; each further pause is eight times as long
@Validated
@ConfigurationProperties("plumbline.registry.connectors")
public record ConnectorProperties(
        @DefaultValue @Size(max = 100) List<@NotBlank String> folders,

        @DefaultValue @Size(max = 100) List<@NotBlank String> databases,

        @DefaultValue @Size(max = 100) List<@NotBlank String> brokers,

        @DefaultValue("false") boolean allowPrivateAddresses,

        @DurationMin(millis = 1) @DurationMax(minutes = 10) @DefaultValue("2s")
        Duration firstPause) {}

package io.plumbline.registry.knowledge.connector.source;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The source of a connector, without its secrets.
///
/// @param kind names the one other member that is set
/// @param folder for `FOLDER`
/// @param s3 for `S3`
/// @param web for `WEB`
/// @param rest for `REST`
/// @param jdbc for `JDBC`
/// @param kafka for `KAFKA`
public record SourceSettings(
        @NotNull SourceKind kind,

        @Nullable @Valid FolderSettings folder,

        @Nullable @Valid BucketSettings s3,

        @Nullable @Valid WebSettings web,

        @Nullable @Valid RestSettings rest,

        @Nullable @Valid JdbcSettings jdbc,

        @Nullable @Valid KafkaSettings kafka) {

    /// The member `folder`.
    ///
    /// @param path absolute, in a directory that the operator allows
    public record FolderSettings(@NotBlank @Size(max = 1000) String path) {}

    /// The member `s3`.
    ///
    /// @param endpoint the address of the service, such as `https://s3.eu-central-1.amazonaws.com`
    /// @param region in which requests are signed; default: `us-east-1`
    /// @param prefix of the keys that are read; default: all
    /// @param accessKeyId signs the requests together with the secret `secretAccessKey`; default: unsigned requests
    public record BucketSettings(
            @NotBlank @Size(max = 500) String endpoint,

            @Nullable @Size(min = 1, max = 50) String region,

            @NotBlank @Size(min = 3, max = 63) String bucket,

            @Nullable @Size(max = 500) String prefix,

            @Nullable @Size(min = 1, max = 200) String accessKeyId) {

        String regionOrDefault() {
            return Objects.requireNonNullElse(region, "us-east-1");
        }
    }

    /// The member `web`. Secrets are sent as headers of their names.
    ///
    /// @param urls the pages
    public record WebSettings(@NotEmpty @Size(max = 1000) List<@NotBlank @Size(max = 1000) String> urls) {}

    /// The member `rest`. Secrets are sent as headers of their names. Pointers are JSON Pointers (RFC 6901).
    ///
    /// @param url of the first page
    /// @param items points to the array of documents in a page; default: the page itself is the array
    /// @param id points to the id of a document
    /// @param title points to its title; default: none
    /// @param text points to its text
    /// @param format of the text; default: `TEXT`
    /// @param next points to the URL of the next page, on the same host; default: there is one page
    public record RestSettings(
            @NotBlank @Size(max = 1000) String url,

            @Nullable @Size(max = 200) String items,

            @NotBlank @Size(max = 200) String id,

            @Nullable @Size(min = 1, max = 200) String title,

            @NotBlank @Size(max = 200) String text,

            @Nullable TextFormat format,

            @Nullable @Size(min = 1, max = 200) String next) {}

    /// The member `jdbc`. The secret `password` signs in.
    ///
    /// @param url a database that the operator allows, such as `jdbc:postgresql://host:5432/name`
    /// @param query one SELECT statement, without semicolons
    /// @param id the column with the id of a document, as the database spells it
    /// @param title the column with its title; default: none
    /// @param text the column with its text
    /// @param format of the text; default: `TEXT`
    public record JdbcSettings(
            @NotBlank @Size(max = 500) String url,

            @NotBlank @Size(max = 63) String user,

            @NotBlank @Size(max = 5000) String query,

            @NotBlank @Size(max = 63) String id,

            @Nullable @Size(min = 1, max = 63) String title,

            @NotBlank @Size(max = 63) String text,

            @Nullable TextFormat format) {}

    /// The member `kafka`. The secret `password` signs in; `caCertificates`, `clientCertificate` and `clientKey` are
    /// for TLS, in PEM. Pointers are JSON Pointers (RFC 6901) into messages that are JSON.
    ///
    /// @param brokers that the operator allows, as `host:port`
    /// @param user who signs in by SASL; default: nobody
    /// @param mechanism of SASL; default: `SCRAM_SHA_512`
    /// @param plaintext whether the connection is without TLS, which the operator must allow; default: false
    /// @param title points to the title of a document; default: none
    /// @param text points to its text; default: the whole message is the text
    /// @param format of the text; default: `TEXT`
    /// @param maxMessageBytes the largest message that is read; default: 1,000,000
    public record KafkaSettings(
            @NotEmpty @Size(max = 20) List<@NotBlank @Size(max = 260) String> brokers,

            @NotBlank @Size(max = 249) String topic,

            @Nullable @Size(min = 1, max = 200) String user,

            @Nullable SaslMechanism mechanism,

            @Nullable Boolean plaintext,

            @Nullable @Size(min = 1, max = 200) String title,

            @Nullable @Size(min = 1, max = 200) String text,

            @Nullable TextFormat format,

            @Nullable @Min(1) @Max(5_000_000) Integer maxMessageBytes) {

        private static final int MOST_BYTES = 1_000_000;

        boolean isPlaintext() {
            return Boolean.TRUE.equals(plaintext);
        }

        SaslMechanism mechanismOrDefault() {
            return Objects.requireNonNullElse(mechanism, SaslMechanism.SCRAM_SHA_512);
        }

        int mostBytes() {
            return Objects.requireNonNullElse(maxMessageBytes, MOST_BYTES);
        }
    }

    /// The ways to sign in to Kafka with a password.
    public enum SaslMechanism {
        SCRAM_SHA_512("SCRAM-SHA-512", "org.apache.kafka.common.security.scram.ScramLoginModule"),
        SCRAM_SHA_256("SCRAM-SHA-256", "org.apache.kafka.common.security.scram.ScramLoginModule"),
        PLAIN("PLAIN", "org.apache.kafka.common.security.plain.PlainLoginModule");

        private final String code;
        private final String loginModule;

        SaslMechanism(String code, String loginModule) {
            this.code = code;
            this.loginModule = loginModule;
        }

        String code() {
            return code;
        }

        String loginModule() {
            return loginModule;
        }
    }

    @AssertTrue(message = "must have the member that kind names, and no other")
    boolean isOfItsKind() {
        if (kind == null) {
            return true; // It is reported as missing.
        }
        Object own = switch (kind) {
            case FOLDER -> folder;
            case S3 -> s3;
            case WEB -> web;
            case REST -> rest;
            case JDBC -> jdbc;
            case KAFKA -> kafka;
        };
        int members = (folder == null ? 0 : 1)
                + (s3 == null ? 0 : 1)
                + (web == null ? 0 : 1)
                + (rest == null ? 0 : 1)
                + (jdbc == null ? 0 : 1)
                + (kafka == null ? 0 : 1);
        return own != null && members == 1;
    }

    FolderSettings requiredFolder() {
        return Objects.requireNonNull(folder);
    }

    BucketSettings requiredS3() {
        return Objects.requireNonNull(s3);
    }

    WebSettings requiredWeb() {
        return Objects.requireNonNull(web);
    }

    RestSettings requiredRest() {
        return Objects.requireNonNull(rest);
    }

    JdbcSettings requiredJdbc() {
        return Objects.requireNonNull(jdbc);
    }

    KafkaSettings requiredKafka() {
        return Objects.requireNonNull(kafka);
    }
}
